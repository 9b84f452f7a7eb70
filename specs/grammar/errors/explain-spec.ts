import { CFTPS_CODES } from '../../../lib/grammar/errors/cftpsCodes';
import { CME_CODES } from '../../../lib/grammar/errors/cmeCodes';
import { CMS_CODES } from '../../../lib/grammar/errors/cmsCodes';
import { explain } from '../../../lib/grammar/errors/explain';
import { FTP_CODES } from '../../../lib/grammar/errors/ftpCodes';
import { HTTP_CODES } from '../../../lib/grammar/errors/httpCodes';
import { HTTP_STATUSES } from '../../../lib/grammar/errors/httpStatuses';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import type { Phase, Reason } from '../../../lib/grammar/errors/reason';
import { everyReason } from '../../helpers/reasons';

const phases: Readonly<Record<Phase, RegExp>> = {
  'bring-up': /baud rate/,
  answer: /busy or restarting/,
  input: /ask for the data/,
  result: /signal and the other side/,
  data: /no more data/,
  total: /more time/,
  reader: /was not read while another request waited.*; read a body at once/,
  resynchronise: /restart it/,
};

describe('explain', () => {
  it.each(Object.values<Reason>(everyReason))('says in words what $kind means', (reason) => {
    const sentence = explain(reason);

    expect(sentence).toMatch(/^\S.*\S$/);
    expect(sentence).not.toMatch(/undefined|NaN|\[object/);
    expect(new ModemError(reason).message).toBe(sentence);
  });

  it.each(Object.values<Reason>(everyReason))('says what to do next about $kind', (reason) => {
    expect(explain(reason)).toMatch(/^[^;]+; [^;]+$/);
  });

  it('says another sentence for each kind', () => {
    const sentences = Object.values<Reason>(everyReason).map(explain);

    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each(Object.entries(phases))('says what phase %s waited for, and how long', (phase, words) => {
    const sentence = explain({ kind: 'timeout', phase: phase as Phase, waitedMs: 1_234 });

    expect(sentence).toMatch(words);
    expect(sentence).toContain('1234 ms');
    expect(sentence).not.toContain('undefined');
  });

  it.each<[Reason, string]>([
    [
      { kind: 'refused', command: 'AT+SAPBR=1,1' },
      'AT+SAPBR=1,1 was refused (ERROR); check SIM and registration, and that the profile fits the modem',
    ],
    [
      { kind: 'refused', command: 'AT+SAPRB=1,1', isTyped: true },
      'AT+SAPRB=1,1 was refused (ERROR); check its spelling, and that the profile fits the modem',
    ],
    [
      { kind: 'length', expectedBytes: 150, gotBytes: 60, said: '+CME ERROR: 3' },
      '150 bytes were announced, but 60 came; try again, and check the length at the source. The modem said last: +CME ERROR: 3',
    ],
    [
      { kind: 'length', expectedBytes: 700, gotBytes: 7_000, shownBy: 'statement' },
      '700 bytes were expected, but the modem states 7000: one of the two may be damaged; try again, and check the length at the source',
    ],
    [
      { kind: 'length', expectedBytes: 70, gotBytes: 71, shownBy: 'probe' },
      '70 bytes were announced, but there are more; try again, and check the length at the source',
    ],
    [
      { kind: 'cme', command: 'AT+CPIN?', code: 10, text: '10' },
      'AT+CPIN?: CME error 10: SIM not inserted; insert a SIM with the power off, and check its holder',
    ],
    [
      { kind: 'cme', command: 'AT', code: undefined, text: 'odd' },
      'AT: CME error: odd; check SIM, PIN and registration first',
    ],
    [
      { kind: 'cme', command: 'AT', code: 9_999, text: '9999' },
      'AT: CME error 9999: a code that the manuals do not list; check SIM, PIN and registration first',
    ],
    [
      { kind: 'cms', command: 'AT+CMGS', code: undefined, text: 'odd' },
      'AT+CMGS: CMS error: odd; check SIM, service centre and message',
    ],
    [
      { kind: 'http', code: 603 },
      'HTTP code 603: the name could not be resolved; check the host name and the bearer',
    ],
    [
      { kind: 'cftps', code: 9, step: 'login' },
      'FTP code 9 at login: the server refused the request; check user, password and path',
    ],
    [
      { kind: 'network', step: 'sim', seen: 'it waits for its PIN', advice: 'give the PIN' },
      'sim: it waits for its PIN; give the PIN',
    ],
    [
      { kind: 'network', step: 'bearer', seen: '+SAPBR 1: DEACT' },
      'bearer: +SAPBR 1: DEACT; check SIM, signal and registration, then the APN',
    ],
    [
      { kind: 'closed', where: 'SIM800', left: true },
      'the connection to the SIM800 was unsubscribed; keep openModem subscribed while its modem is used, or run the work inside withModem',
    ],
    [
      { kind: 'http', code: 999 },
      'HTTP code 999, which the manuals do not list; check server and network, then try again',
    ],
    [
      { kind: 'ftp', code: 99 },
      'FTP code 99, which the manuals do not list; check server and network, then try again',
    ],
    [
      { kind: 'timeout', phase: 'answer', waitedMs: 5, command: 'AT' },
      'AT: the modem did not answer within 5 ms; try again, since it may be busy or restarting',
    ],
  ])('says %j so', (reason, sentence) => {
    expect(explain(reason)).toBe(sentence);
  });
});

const statusOf = (status: number): Reason => ({
  kind: 'http-status',
  head: { status, length: 0, headers: {} },
  body: new Uint8Array(),
});

/** The last part of a sentence: what to do. */
const adviceOn = (reason: Reason): string => explain(reason).replace(/^.*; /, '');

describe('what to do about a code', () => {
  const command = 'AT+X';
  const codes = (table: object): readonly number[] => Object.keys(table).map(Number);
  const spaces: readonly (readonly [string, readonly number[], (code: number) => Reason])[] = [
    ['CME', codes(CME_CODES), (code) => ({ kind: 'cme', command, code, text: String(code) })],
    ['CMS', codes(CMS_CODES), (code) => ({ kind: 'cms', command, code, text: String(code) })],
    ['HTTP', codes(HTTP_CODES), (code) => ({ kind: 'http', code })],
    ['FTP', codes(FTP_CODES), (code) => ({ kind: 'ftp', code })],
    ['FTPS', codes(CFTPS_CODES), (code) => ({ kind: 'cftps', code, step: 'work' })],
    ['status', codes(HTTP_STATUSES), statusOf],
  ];
  const every = spaces.flatMap(([space, numbers, make]) =>
    numbers.map((code) => [`${space} ${code}`, make(code)] as const),
  );

  it.each(every)('of %s is one clause after the cause, and names its code', (name, reason) => {
    const sentence = explain(reason);

    expect(sentence).toMatch(/^[^;]+; [^;]+[^;.]$/);
    expect(sentence).toContain(name.replace(/^\D+/, ''));
    expect(sentence).not.toMatch(/undefined|do not list/);
  });

  it.each(['cme', 'cms'] as const)(
    'is more than the general order for each %s code of the manuals',
    (kind) => {
      const listed = codes(kind === 'cme' ? CME_CODES : CMS_CODES);
      const general = adviceOn({ kind, command, code: 9_999, text: '' });
      const bare = listed.filter((code) => adviceOn({ kind, command, code, text: '' }) === general);

      // 255 and 500 say "unspecified" and "unknown".
      expect(bare).toEqual(kind === 'cme' ? [] : [255, 500]);
    },
  );

  it.each([
    ['a wrong PIN', { kind: 'cme', command, code: 16, text: '16' }, /do not guess/],
    ['a PUK', { kind: 'cme', command, code: 12, text: '12' }, /PUK that the operator gave/],
    ['a missing PIN', { kind: 'cme', command, code: 11, text: '11' }, /enter the PIN/],
    ['a busy SIM', { kind: 'cme', command, code: 14, text: '14' }, /wait a few seconds/],
    ['a wrong parameter', { kind: 'cme', command, code: 50, text: '50' }, /AT manual/],
    ['a wrong APN user', { kind: 'cme', command, code: 149, text: '149' }, /the APN, its user/],
    ['no service centre', { kind: 'cms', command, code: 330, text: '330' }, /AT\+CSCA/],
    ['a full store', { kind: 'cms', command, code: 322, text: '322' }, /AT\+CMGD/],
    ['a missing CA', { kind: 'http', code: 719 }, /certificates\.put/],
    ['a response too large', { kind: 'http', code: 602 }, /Range/],
    ['a wrong FTP password', { kind: 'ftp', code: 72 }, /password/],
    ['no carrier', { kind: 'ended', command, result: 'NO CARRIER' }, /signal, number/],
    ['a refused connection', { kind: 'ended', command, result: 'CONNECT FAIL' }, /host, port/],
    ['another end', { kind: 'ended', command, result: 'ODD' }, /other side/],
  ] as const)('fits its cause: %s', (_, reason, words) => {
    expect(adviceOn(reason)).toMatch(words);
  });
});

describe('what to do about a status of HTTP', () => {
  it.each([
    [204, /accepts/],
    [299, /accepts/],
    [301, /redirects be followed/],
    [399, /redirects be followed/],
    [401, /Authorization/],
    [403, /may do this/],
    [404, /path in the URL/],
    [407, /Proxy-Authorization/],
    [408, /try again/],
    [413, /smaller body/],
    [418, /check the request/],
    [429, /Retry-After/],
    [500, /log of the server/],
    [503, /try again later/],
    [599, /try again later/],
    [101, /try again/],
    [42, /web server/],
  ])('%d fits its class', (status, words) => {
    expect(adviceOn(statusOf(status))).toMatch(words);
  });

  it.each([500, 502, 503, 504])('%d does not blame the URL', (status) => {
    expect(explain(statusOf(status))).not.toMatch(/URL/);
  });
});

describe('what to do about a port', () => {
  const tty = '/dev/ttyUSB0';
  const tcp = 'tcp://127.0.0.1:7000';

  it.each([
    [tty, 'No such file or directory, cannot open /dev/ttyUSB0', /ls \/dev\/tty/],
    [tty, 'Permission denied, cannot open /dev/ttyUSB0', /dialout/],
    [tty, 'EACCES: permission denied', /dialout/],
    [tty, 'Device or resource busy, cannot open /dev/ttyUSB0', /fuser/],
    [tty, 'Resource temporarily unavailable Cannot lock port', /fuser/],
    [tty, 'No such device or address, cannot open', /plug the modem in/],
    [tty, 'Inappropriate ioctl for device', /name is that of a serial port/],
    ['COM3', 'Access denied', /other program/],
    ['COM3', 'File not found', /Device Manager/],
    [tcp, 'connect ECONNREFUSED 127.0.0.1:7000', /start the program that listens/],
    [tcp, 'read ECONNRESET', /try again/],
    [tcp, 'getaddrinfo ENOTFOUND modem.example', /host name/],
    [tcp, 'connect EHOSTUNREACH 10.0.0.9:7000', /network of this machine/],
    [tcp, 'no connection within 15 s', /firewall/],
    [tcp, 'listen EADDRINUSE: address already in use', /another port/],
    [tcp, 'listen EACCES: permission denied 0.0.0.0:80', /permissions/],
    ['session.txt', "ENOENT: no such file or directory, open 'session.txt'", /path/],
    ['session.txt', "EACCES: permission denied, open 'session.txt'", /permissions/],
    ['session.txt', "EPERM: operation not permitted, open 'session.txt'", /permissions/],
    ['session.txt', 'ENOSPC: no space left on device', /free space/],
    ['web-serial 1e0e:9001', 'The port is already open.', /tab/],
    ['web-serial', 'Failed to open serial port.', /tabs and programs/],
    ['mqtt://127.0.0.1', 'Connection refused: Not authorized', /user, password/],
    ['gateway berlin', 'another gateway of the same name came; give each its own', /rename/],
    ['emulator', 'it is open already', /other connection/],
    ['anything', 'odd', /its name/],
    ['ttyUSB0', 'No such file or directory, cannot open ttyUSB0', /\/dev\/ttyUSB0/],
  ])('%s that could not be opened: %s', (where, problem, words) => {
    expect(adviceOn({ kind: 'port', where, problem })).toMatch(words);
  });

  it.each([
    ['berlin/north', 'its gateway is offline; start it, and check that it reaches the broker'],
    ['/dev/ttyUSB0', 'the modem does not leave the multiplexer: it answers no AT; switch it off and on'],
    ['mqtt://127.0.0.1', 'it speaks MQTT 3 only; use a broker of MQTT 5 with shared subscriptions'],
  ])('%s: a problem that says what to do is not given a second advice', (where, problem) => {
    expect(explain({ kind: 'port', where, problem })).toBe(`${where} could not be opened: ${problem}`);
  });

  it.each([tcp, 'mqtt://127.0.0.1', 'ws://broker', 'web-serial'])(
    '%s is no device: no problem is answered with advice on devices',
    (where) => {
      for (const problem of ['odd', 'ENOENT', 'EIO', 'EBUSY', 'ENOTTY', 'EPERM: denied', 'no answer came'])
        expect(adviceOn({ kind: 'port', where, problem })).not.toMatch(
          /\/dev|dialout|serial port|which other/,
        );
    },
  );

  it.each([
    [tty, /cable and power/],
    ['web-serial', /cable and power/],
    [tcp, /one at a time/],
    ['connection to the broker', /broker/],
    ['replay:session.txt', /^open it again$/],
  ])('%s that went away', (where, words) => {
    expect(adviceOn({ kind: 'closed', where })).toMatch(words);
  });

  it('says of one that comes back that it does', () => {
    expect(explain({ kind: 'closed', where: tty, reconnects: true })).toMatch(/is being opened again; wait/);
  });
});

describe('ModemError', () => {
  it('carries its reason, frozen, and is told apart from other errors', () => {
    const error = new ModemError({ kind: 'cancelled' });

    expect(error).toBeInstanceOf(ModemError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ModemError');
    expect(Object.isFrozen(error.reason)).toBe(true);
    expect(new Error('other') instanceof ModemError).toBe(false);
    expect((undefined as unknown) instanceof ModemError).toBe(false);
  });
});
