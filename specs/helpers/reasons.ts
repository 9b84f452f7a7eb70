import type { Reason } from '../../lib/grammar/errors/reason';

type Kind = Reason['kind'];
const command = 'AT+X';

/** A reason of every kind: adding a kind makes the compiler point here. */
export const everyReason: { readonly [K in Kind]: Extract<Reason, { readonly kind: K }> } = {
  refused: { kind: 'refused', command },
  cme: { kind: 'cme', command, code: 10, text: '10' },
  cms: { kind: 'cms', command, code: 500, text: '500' },
  ended: { kind: 'ended', command, result: 'NO CARRIER' },
  'http-status': {
    kind: 'http-status',
    head: { status: 404, length: 0, headers: {} },
    body: new Uint8Array(),
  },
  http: { kind: 'http', code: 603 },
  ftp: { kind: 'ftp', code: 61 },
  cftps: { kind: 'cftps', code: 9, step: 'login' },
  timeout: { kind: 'timeout', phase: 'answer', waitedMs: 500, command },
  unreadable: { kind: 'unreadable', command, line: '+X: y' },
  corrupt: { kind: 'corrupt', command, expectedBytes: 5 },
  length: { kind: 'length', expectedBytes: 5, gotBytes: 4 },
  range: { kind: 'range', problem: 'the server sent the whole body' },
  digest: { kind: 'digest', where: 'a.bin', expected: 'ab12', got: 'cd34' },
  reset: { kind: 'reset', line: 'RDY' },
  port: { kind: 'port', where: '/dev/ttyUSB0', problem: 'no such file' },
  'off-script': { kind: 'off-script', where: 'replay', line: 3, expected: '> AT', came: '> AT+CSQ' },
  closed: { kind: 'closed', where: '/dev/ttyUSB0' },
  network: { kind: 'network', step: 'registration', seen: '+CREG: 0,2' },
  socket: { kind: 'socket', where: 'tcp://example.com:80', problem: 'refused', seen: '0, CONNECT FAIL' },
  'invalid-argument': { kind: 'invalid-argument', name: 'url', problem: 'it is empty' },
  unsupported: { kind: 'unsupported', family: 'SIM800', feature: 'HTTP DELETE' },
  'not-allowed': { kind: 'not-allowed', where: 'gateway', what: 'raw commands' },
  interrupted: { kind: 'interrupted', where: 'gateway' },
  cancelled: { kind: 'cancelled' },
};
