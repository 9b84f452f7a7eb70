import { take, toArray } from 'rxjs';
import { a7600, collect, ftp, http, type Profile, quectel, sim7600, sim800, sockets } from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { counted, played, SILENT, type Part } from './played';
import { responseOf, usualQuectel } from './usualQuectel';

const URL = 'http://example.com/a';
const server = { host: 'ftp.example.com' };
const ALL: readonly Profile[] = [sim800, a7600, sim7600];
const BODY = 'hello from the server';
const HEAD = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n`;

const isSim800 = (profile: Profile): boolean => profile === sim800;
const windowOf = (profile: Profile): string =>
  isSim800(profile)
    ? counted(`+HTTPREAD: ${BODY.length}`, BODY)
    : `${OK}\r\n+HTTPREAD: ${BODY.length}\r\n${BODY}\r\n+HTTPREAD: 0\r\n`;

/** A modem with a response, whose results come as a spec says. */
const answering =
  (
    profile: Profile,
    result: (method: string, time: number) => readonly Said[],
    more: Part = () => undefined,
  ): Part =>
  (text, time) => {
    const own = more(text, time);
    if (own !== undefined) return own;
    if (text.startsWith('AT+HTTPACTION=')) return result(text.slice(-1), time);
    if (text === 'AT+HTTPHEAD') return counted(`+HTTPHEAD: ${HEAD.length}`, HEAD);
    if (text === 'AT+HTTPSTATUS?') return line('+HTTPSTATUS: GET,0,0,0') + OK;
    if (text === 'AT+HTTPREAD?') return line(`+HTTPREAD: LEN,${BODY.length}`) + OK;
    return text.startsWith('AT+HTTPREAD=') ? windowOf(profile) : undefined;
  };

const RESULT = (method: string): string => line(`+HTTPACTION: ${method},200,${BODY.length}`);
const WAYS = {
  'in front of its OK': (method: string) => [RESULT(method) + OK],
  'with its OK lost': (method: string) => [RESULT(method)],
  lost: () => [OK],
  damaged: () => [OK, { after: 500, say: line(` 0,200,${BODY.length}`) }],
  'damaged in another way': () => [OK, { after: 500, say: line(`+HTTPACTION: 0,2 0,${BODY.length}`) }],
};

describe.each(ALL)('a result on a $title that comes', (profile) => {
  it.each(Object.entries(WAYS))('%s does not end a GET or a POST: the modem is asked', (_, way) => {
    for (const method of ['GET', 'POST'] as const) {
      const got = played(profile, answering(profile, way), (modem) =>
        http
          .request(modem, { method, url: URL, ...(method === 'POST' ? { body: 'x' } : {}) })
          .pipe(collect()),
      );

      expect({ end: got.end, text: got.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
      expect(got.endedAt).toBeLessThan(30_000);
      expect(got.written.filter((text) => text.startsWith('AT+HTTPACTION'))).toHaveLength(1);
    }
  });
});

describe('a result on a Quectel that comes', () => {
  const result = `0,200,${BODY.length}`;
  /** How the result of a request comes. */
  const coming = (says: (name: string, time: number) => readonly Said[]): Part => {
    const usual = usualQuectel({ response: responseOf(BODY) });
    return (text, time) => {
      const [, name] = /^AT\+(QHTTPGET|QHTTPPOSTFILE)=/.exec(text) ?? [];
      return name === undefined ? usual(text) : says(name, time);
    };
  };
  const act = (method: 'GET' | 'POST') => (modem: Parameters<typeof http.get>[0]) =>
    http
      .request(modem, { method, url: URL, resultMs: 60_000, ...(method === 'POST' ? { body: 'x' } : {}) })
      .pipe(collect());

  it.each([
    ['in front of its OK', (name: string) => [line(`+${name}: ${result}`) + OK]],
    ['with its OK lost', (name: string) => [line(`+${name}: ${result}`)]],
  ] as const)('%s ends neither a GET nor a POST', (_, says) => {
    for (const method of ['GET', 'POST'] as const) {
      const got = played(quectel, coming(says), act(method));

      expect({ end: got.end, text: got.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
      expect(got.written.filter((text) => /QHTTP(GET|POSTFILE)=/.test(text))).toHaveLength(1);
    }
  });

  it.each([
    ['lost', () => [OK]],
    ['damaged', () => [OK, { after: 500, say: line(` ${result}`) }]],
  ] as const)('%s is found in the response, and nothing is asked of the server twice', (_, says) => {
    for (const method of ['GET', 'POST'] as const) {
      const got = played(quectel, coming(says), act(method));

      expect({ end: got.end, text: got.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
      expect(got.written.filter((text) => /QHTTP(GET|POSTFILE)=/.test(text))).toHaveLength(1);
      expect(got.endedAt).toBeLessThan(15_000);
    }
  });

  it('of FTP, in front of its OK, is kept', () => {
    const got = played(
      quectel,
      (text) => (text.startsWith('AT+QFTPSIZE=') ? line('+QFTPSIZE: 0,21') + OK : undefined),
      (modem) => ftp.size(modem, server, '/a'),
    );

    expect({ end: got.end, values: got.values }).toEqual({ end: 'completed', values: [21] });
    expect(got.endedAt).toBeLessThan(10_000);
  });
});

describe('a POST whose result was lost, and that nothing shows', () => {
  it('fails soon, says that it may have been done, and is not repeated', () => {
    const mute: Part = (text) => (text === 'AT+HTTPHEAD' ? line('ERROR') : undefined);
    const got = played(
      sim800,
      answering(sim800, () => [OK], mute),
      (modem) => http.post(modem, { url: URL, body: 'x' }),
    );

    expect({ end: got.end, reason: got.reason }).toMatchObject({
      end: 'timeout result',
      reason: { mayBeDone: true },
    });
    expect(got.message).toMatch(/may have been done: look before you do it again$/);
    expect(got.endedAt).toBeLessThan(40_000);
    expect(got.written.filter((text) => text.startsWith('AT+HTTPACTION'))).toHaveLength(1);
  });

  it('waits on while the modem says that it works', () => {
    const slow = (method: string): readonly Said[] => [OK, { after: 60_000, say: RESULT(method) }];
    const working: Part = (text) =>
      text === 'AT+HTTPSTATUS?' ? line('+HTTPSTATUS: POST,2,0,1') + OK : undefined;
    const got = played(sim800, answering(sim800, slow, working), (modem) =>
      http.post(modem, { url: URL, body: 'x' }).pipe(collect()),
    );

    expect({ end: got.end, text: got.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
  });
});

describe('FTP results', () => {
  const SIZE = {
    [sim800.name]: ['AT+FTPSIZE', '+FTPSIZE: 1,0,21'],
    [a7600.name]: ['AT+CFTPSSIZE="/a"', '+CFTPSSIZE: 21'],
  };

  it.each([sim800, a7600])('in front of their OK are kept on a $title', (profile) => {
    const [asks, says] = SIZE[profile.name] as [string, string];
    const got = played(
      profile,
      (text) => (text === asks ? line(says) + OK : undefined),
      (modem) => ftp.size(modem, server, '/a'),
    );

    expect({ end: got.end, values: got.values }).toEqual({ end: 'completed', values: [21] });
    expect(got.endedAt).toBeLessThan(10_000);
  });

  it('that were lost on a SIM800 end soon, where FTPSTATE says that nothing runs', () => {
    for (const act of ['remove', 'mkdir', 'size'] as const) {
      const got = played(
        sim800,
        () => undefined,
        (modem) => ftp[act](modem, server, '/a', { retry: { attempts: 1, delay: 0 } }),
      );

      expect({ act, end: got.end }).toEqual({ act, end: 'timeout result' });
      expect(got.endedAt).toBeLessThan(30_000);
      expect(/may have been done/.test(got.message)).toBe(act !== 'size');
    }
    const lost = played(
      sim800,
      () => undefined,
      (modem) => ftp.get(modem, server, '/a', { retry: { attempts: 1, delay: 0 } }),
    );
    expect(lost.endedAt).toBeLessThan(40_000);
  });

  it('of an A7600’s listing keep to resultMs', () => {
    const got = played(
      a7600,
      (text) => (text.startsWith('AT+CFTPSLIST') ? OK : undefined),
      (modem) =>
        ftp.list(modem, server, '/', { resultMs: 7_000, retry: { attempts: 1, delay: 0 } }).pipe(toArray()),
    );

    expect({ end: got.end, reason: got.reason }).toMatchObject({
      end: 'timeout answer',
      reason: { waitedMs: 7_000 },
    });
  });

  it('of an A7600’s streamed download keep to resultMs', () => {
    const got = played(
      a7600,
      (text) => (text.startsWith('AT+CFTPSGET=') ? OK : undefined),
      (modem) =>
        ftp.get(modem, server, '/a', { way: 'windows', resultMs: 7_000, retry: { attempts: 1, delay: 0 } }),
    );

    expect(got.end).toMatch(/^timeout/);
    expect(got.endedAt).toBeLessThan(30_000);
    expect(SILENT).toHaveLength(0);
  });
});

describe('a result on an A7600 that comes in front of its OK, and can’t be asked for', () => {
  const opening = (says: readonly Said[]) =>
    played(
      a7600,
      (text) => {
        if (text.startsWith('AT+CCHSTART')) return OK + line('+CCHSTART: 0');
        return text.startsWith('AT+CCHOPEN') ? says : undefined;
      },
      (modem) => sockets.tcp(modem, { host: 'h', port: 443, tls: { verify: false } }).pipe(take(1)),
    );

  it('counts where none other follows: CCHOPEN', () => {
    const got = opening([line('+CCHOPEN: 0,0') + OK]);

    expect(got.end).toBe('completed');
    expect(got.endedAt).toBeLessThan(10_000);
  });

  it('does not count where another one follows: it was an older one', () => {
    const got = opening([line('+CCHOPEN: 0,0') + OK, { after: 2_000, say: line('+CCHOPEN: 0,14') }]);

    expect(got.end).toBe('socket');
    expect(got.message).toContain('+CCHOPEN: 0,14');
  });
});
