import { exitCode } from '../../../lib/cli/errors/exitCode';

const http = (code: number) => exitCode({ kind: 'http', code });
const ftp = (code: number) => exitCode({ kind: 'ftp', code });
const command = 'AT+X';

describe('exitCode', () => {
  it.each([
    [6, [603, 713]],
    [7, [601, 709, 712, 714]],
    [28, [705]],
    [35, [605, 606, 710, 715]],
    [60, [719]],
    [56, [704, 706]],
    [1, [600, 602, 604, 702, 703, 707, 708, 711, 716, 799]],
  ])('exits %d for the modem’s HTTP codes %p', (exit, codes) => {
    expect(codes.map(http)).toEqual(codes.map(() => exit));
  });

  it('exits as the table says for the modem’s FTP codes', () => {
    expect([61, 62, 63, 64, 71, 72, 77, 66].map(ftp)).toEqual([7, 6, 7, 28, 67, 67, 78, 1]);
  });

  it.each([
    [3, { kind: 'invalid-argument', name: 'url', problem: '' }],
    [2, { kind: 'invalid-argument', name: 'command', problem: '' }],
    [2, { kind: 'unsupported', family: 'SIM800', feature: 'PUT' }],
    [7, { kind: 'network', step: 'bearer', seen: 'closed' }],
    [77, { kind: 'network', step: 'sim', seen: 'x', cause: 'pin' }],
    [77, { kind: 'network', step: 'sim', seen: 'x', cause: 'pin-refused' }],
    [77, { kind: 'network', step: 'sim', seen: 'x', cause: 'pin-last-try' }],
    [77, { kind: 'network', step: 'sim', seen: 'x', cause: 'puk' }],
    [77, { kind: 'network', step: 'sim', seen: 'x', cause: 'locked' }],
    [7, { kind: 'network', step: 'sim', seen: 'x', cause: 'silent', command: 'AT+CPIN?' }],
    [7, { kind: 'network', step: 'sim', seen: 'SIM PIN is what this text says' }],
    [18, { kind: 'length', expectedBytes: 2, gotBytes: 1 }],
    [18, { kind: 'corrupt', command, expectedBytes: 2 }],
    [22, { kind: 'http-status', head: { status: 404, length: 0, headers: {} }, body: new Uint8Array() }],
    [28, { kind: 'timeout', phase: 'answer', waitedMs: 1 }],
    [56, { kind: 'reset', line: 'RDY' }],
    [74, { kind: 'port', where: '/dev/x', problem: '' }],
    [74, { kind: 'closed', where: '/dev/x' }],
    [130, { kind: 'cancelled' }],
    [1, { kind: 'refused', command }],
    [1, { kind: 'cme', command, code: 603, text: '603' }],
    [69, { kind: 'cms', command, code: 500, text: '500' }],
    [1, { kind: 'ended', command, result: 'BUSY' }],
    [1, { kind: 'unreadable', command, line: 'x' }],
  ] as const)('exits %d for %p', (exit, reason) => {
    expect(exitCode(reason)).toBe(exit);
  });
});
