import { take, toArray } from 'rxjs';
import {
  a7600,
  collect,
  commands,
  files,
  ftp,
  http,
  type Profile,
  sim7600,
  sim800,
  sockets,
} from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { counted, played, SILENT, type Part } from './played';

const server = { host: 'ftp.example.com' };
const ONCE = { attempts: 1, delay: 0 } as const;

describe('the directory of an A76XX', () => {
  const file =
    (says: readonly string[], current: string): Part =>
    (text) => {
      if (text.startsWith('AT+FSCD=')) return says;
      if (text === 'AT+FSCD?') return line(`+FSCD: ${current}`) + OK;
      if (text.startsWith('AT+FSATTRI=')) return line('+FSATTRI: 5') + OK;
      return text.startsWith('AT+CFTRANTX=')
        ? `\r\n+CFTRANTX: DATA,5\r\nhello\r\n+CFTRANTX: 0\r\n${OK}`
        : undefined;
    };

  it.each([
    { profile: a7600, way: 'silence', says: SILENT, current: 'C:/' },
    { profile: a7600, way: 'OK alone', says: [OK], current: 'C:/' },
    { profile: a7600, way: 'nonsense', says: [line('+WHAT: 1') + OK], current: 'c:' },
    { profile: sim7600, way: 'silence', says: SILENT, current: 'F:/' },
  ])(
    'is asked for where the answer to its choice is lost: $way on a $profile.title',
    ({ profile, says, current }) => {
      const got = played(profile, file(says as readonly string[], current), (modem) =>
        files.read(modem, 'a.txt').pipe(toArray()),
      );

      expect({ end: got.end, message: got.message }).toEqual({ end: 'completed', message: '' });
    },
  );

  it('is no other one: a file of that name there is another file', () => {
    const got = played(a7600, file(SILENT as readonly string[], 'D:/'), (modem) =>
      files.read(modem, 'a.txt'),
    );

    expect(got.end).toBe('timeout answer');
    expect(got.message).toMatch(/^AT\+FSCD=C:/);
  });
});

describe('a result of an A7600’s FTP that does not come', () => {
  it('ends soon where the session takes another command, and is said to be maybe done', () => {
    const part: Part = (text) => {
      if (text.startsWith('AT+CFTPSDELE=')) return OK;
      return text === 'AT+CFTPSPWD' ? OK + line('+CFTPSPWD: "/"') : undefined;
    };
    const got = played(a7600, part, (modem) => ftp.remove(modem, server, '/a', { retry: ONCE }));

    expect({ end: got.end, mayBeDone: got.reason?.mayBeDone }).toEqual({
      end: 'timeout result',
      mayBeDone: true,
    });
    expect(got.endedAt).toBeLessThan(30_000);
    expect(got.written.filter((text) => text.startsWith('AT+CFTPSDELE'))).toHaveLength(1);
  });

  it('is waited for while the session is busy', () => {
    const part: Part = (text) => {
      if (text.startsWith('AT+CFTPSDELE=')) return [OK, { after: 60_000, say: line('+CFTPSDELE: 0') }];
      return text === 'AT+CFTPSPWD' ? line('+CFTPSPWD: 3') + line('ERROR') : undefined;
    };
    const got = played(a7600, part, (modem) => ftp.remove(modem, server, '/a', { retry: ONCE }));

    expect(got.end).toBe('completed');
  });

  it('of a login is made up for by the state of the login', () => {
    const part: Part = (text) => {
      if (text.startsWith('AT+CFTPSLOGIN=')) return OK;
      if (text === 'AT+CFTPSLOGIN?') return line('+CFTPSLOGIN: 1') + OK;
      return text.startsWith('AT+CFTPSSIZE=') ? OK + line('+CFTPSSIZE: 21') : undefined;
    };
    const got = played(a7600, part, (modem) => ftp.size(modem, server, '/a', { retry: ONCE }));

    expect({ end: got.end, values: got.values }).toEqual({ end: 'completed', values: [21] });
  });
});

describe('an upload whose end is never told', () => {
  it('is no endless one: the file goes to the server once, and may be stored', () => {
    const part: Part = (text) => {
      if (text === 'AT+FTPPUT=1') return OK + line('+FTPPUT: 1,1,1360');
      if (text === 'AT+FTPPUT=2,5') return line('+FTPPUT: 2,5');
      if (text === 'hello') return OK + line('+FTPPUT: 1,1,1355');
      return undefined;
    };
    const got = played(sim800, part, (modem) => ftp.put(modem, server, '/a', 'hello', { way: 'windows' }));

    expect({ end: got.end, mayBeDone: got.reason?.mayBeDone }).toEqual({
      end: 'timeout result',
      mayBeDone: true,
    });
    expect(got.message).toMatch(/^AT\+FTPPUT=1: the result did not come/);
    expect(got.written.filter((text) => text === 'AT+FTPPUT=1')).toHaveLength(1);
  });
});

describe('an A7600 whose network takes the context away', () => {
  it.each(['+CGEV: NW PDN DEACT 1', '+CGEV: NW DETACH', '+cgev: nw detach'])(
    'ends a request: %s',
    (event) => {
      const part: Part = (text) =>
        text.startsWith('AT+HTTPACTION=') ? [OK, { after: 1_000, say: line(event) }] : undefined;
      const got = played(a7600, part, (modem) =>
        http.get(modem, { url: 'http://example.com/a', retry: ONCE }),
      );

      expect(got.end).toBe('network');
      expect(got.message.toUpperCase()).toContain(event.toUpperCase());
      expect(got.endedAt).toBeLessThan(10_000);
    },
  );
});

describe('the address of a SIM800’s IP stack', () => {
  it('is no other line', () => {
    const part: Part = (text) =>
      text === 'AT+CIFSR' ? line('GPS Ready', 'Call Ready', '10.89.193.1') : undefined;
    const got = played(sim800, part, (modem) => modem.send(commands.ipAddress()));

    expect(got.values[0]?.value).toEqual({ address: '10.89.193.1' });
  });
});

describe('what is asked again after a short silence', () => {
  const STACK: Readonly<Record<string, string>> = {
    'AT+CIPSTATUS': OK + line('STATE: IP INITIAL'),
    'AT+CIFSR': line('10.0.0.7'),
    'AT+CIPSHUT': line('SHUT OK'),
    'AT+NETOPEN': OK + line('+NETOPEN: 0'),
  };
  const resolved = (profile: Profile, part: Part) =>
    played(
      profile,
      (text, time) => STACK[text] ?? part(text, time),
      (modem) => sockets.resolve(modem, 'h.example'),
    );
  const ANSWER = '+CDNSGIP: 1,"h.example","203.0.113.1"';
  /** A command whose first answer is this one, and whose next ones are whole. */
  const atFirst =
    (at: string, says: readonly Said[], later: string): Part =>
    (text, time) =>
      text.startsWith(at) ? (time === 1 ? says : later) : undefined;

  it.each<[what: string, profile: Profile, part: Part]>([
    ['result is lost, on a SIM800', sim800, atFirst('AT+CDNSGIP', [OK], OK + line(ANSWER))],
    [
      'result is damaged, on a SIM800',
      sim800,
      atFirst(
        'AT+CDNSGIP',
        [OK, { after: 900, say: line('1,"h.example","203.0.113.1"') }],
        OK + line(ANSWER),
      ),
    ],
    ['answer is lost, on an A7600', a7600, atFirst('AT+CDNSGIP', SILENT, line(ANSWER) + OK)],
  ])('is the address of a name whose %s', (_, profile, part) => {
    const got = resolved(profile, part);

    expect([got.end, got.values]).toEqual(['completed', [['203.0.113.1']]]);
    expect(got.endedAt).toBeLessThan(30_000);
    expect(got.written.filter((text) => text.startsWith('AT+CDNSGIP'))).toHaveLength(2);
  });

  it('is whether a UDP port of an A7600 is open', () => {
    const part: Part = (text) => {
      if (text === 'AT+NETOPEN') return OK + line('+NETOPEN: 0');
      if (text === 'AT+CIPOPEN?') return line('+CIPOPEN: 0,"UDP","0.0.0.0",40000,-1') + OK;
      return text.startsWith('AT+CIPOPEN=') ? SILENT : undefined;
    };
    const got = played(a7600, part, (modem) =>
      sockets.udp(modem, { host: '203.0.113.1', port: 7 }).pipe(take(1)),
    );

    expect(got.end).toBe('completed');
    expect(got.endedAt).toBeLessThan(60_000);
  });

  it('is the result of a file that was posted: the modem holds the response', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
    const part: Part = (text) => {
      if (text === 'AT+HTTPREAD?') return line('+HTTPREAD: LEN,5') + OK;
      if (text === 'AT+HTTPHEAD') return counted(`+HTTPHEAD: ${head.length}`, head);
      return text.startsWith('AT+HTTPREAD=')
        ? `${OK}\r\n+HTTPREAD: 5\r\nhello\r\n+HTTPREAD: 0\r\n`
        : undefined;
    };
    const got = played(a7600, part, (modem) =>
      http.post(modem, { url: 'http://example.com/', fromFile: 'log.txt', retry: ONCE }).pipe(collect()),
    );

    expect([got.end, got.values[0]?.status, got.values[0]?.text()]).toEqual(['completed', 200, 'hello']);
    expect(got.endedAt).toBeLessThan(30_000);
    expect(got.written.filter((text) => text.startsWith('AT+HTTPPOSTFILE'))).toHaveLength(1);
  });
});
