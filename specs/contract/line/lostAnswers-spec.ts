import { toArray } from 'rxjs';
import { a7600, commands, files, ftp, http, sim7600, sim800 } from '../../../lib';
import { line, OK } from '../../modem/scripted';
import { played, SILENT, type Part } from './played';

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
