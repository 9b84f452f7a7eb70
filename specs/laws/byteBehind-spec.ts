import { a7600, collect, http, type Modem, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { latin1 } from '../../lib/grammar/latin1';
import { line, OK, type Said } from '../modem/scripted';
import { type Part, played } from '../contract/line/played';

/*
 * Law L1: optional means optional. Where nothing confirms the length of a body, the modem is asked for one byte more than should be there.
 * It may refuse that, be silent, or answer nonsense: the body is delivered, and a request that can't be repeated is sent once.
 */

const URL = 'http://example.com/a';
const HEAD = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const BODIES = { empty: '', short: 'the body of the response, which is no longer than this, and no shorter' };

/** How a window is framed by each family, and its parts. */
interface Framing {
  readonly header: (bytes: number) => string;
  readonly whole: (part: string) => string;
}

const blocks = (word: string): Framing => {
  const header = (bytes: number): string => `${OK}\r\n+HTTPREAD: ${word}${bytes}\r\n`;
  return {
    header,
    whole: (part) => (part === '' ? OK : `${header(part.length)}${part}`) + line('+HTTPREAD: 0'),
  };
};
const FRAMINGS: Readonly<Record<string, Framing>> = {
  sim800: {
    header: (bytes) => `\r\n+HTTPREAD: ${bytes}\r\n`,
    whole: (part) => (part === '' ? OK : `\r\n+HTTPREAD: ${part.length}\r\n${part}${OK}`),
  },
  a7600: blocks(''),
  sim7600: blocks('DATA,'),
  quectel: {
    header: (bytes) => `\r\nCONNECT ${bytes}\r\n`,
    whole: (part) => `\r\nCONNECT ${part.length}\r\n${part}${OK}`,
  },
};

/** What a modem says that is asked for more than is left of a body. */
const WAYS: Readonly<Record<string, (part: string, framing: Framing) => Said | readonly Said[]>> = {
  'given what is left': (part, { whole }) => whole(part),
  silent: () => [],
  refused: () => line('ERROR'),
  'refused with a code': () => line('+CME ERROR: 3'),
  'answered by header and bytes, and no OK': (part, { header }) => `${header(part.length)}${part}`,
  'answered by the header alone': (part, { header }) => header(part.length + 1),
  'answered by the bytes asked for less one': (part, { header }) => `${header(part.length + 1)}${part}`,
  'answered by fewer bytes than announced': (part, { whole }) => whole(`${part} and`).replace(' and', ''),
  'answered by nonsense': () => line('+WHAT: 3') + OK,
  'answered by OK alone': () => OK,
  'answered by another number': (part, { whole, header }) =>
    whole(part).replace(header(part.length), header(90_000)),
};

/** Answers windows of a body, and those that reach behind its end in another way. */
const windowsOf = (profile: Profile, body: string, way: string) => {
  const framing = FRAMINGS[profile.name] as Framing;
  return (from: number, size: number): Said | readonly Said[] => {
    const part = body.slice(from, from + size);
    return from + size > body.length ? (WAYS[way]?.(part, framing) ?? []) : framing.whole(part);
  };
};

/** A modem that holds a response whose length nobody states twice. */
const holding = (profile: Profile, body: string, way: string): Part => {
  const window = windowsOf(profile, body, way);
  const stored = HEAD + body;
  let at = 0;
  return (text) => {
    if (text.startsWith('AT+HTTPACTION='))
      return OK + line(`+HTTPACTION: ${text.slice(-1)},200,${body.length}`);
    if (text === 'AT+HTTPHEAD' || text === 'AT+HTTPREAD?') return line('ERROR');
    const [, from, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(text) ?? [];
    if (from !== undefined) return window(Number(from), Number(size));
    if (/^AT\+QHTTPGET=\d+$/.test(text)) return OK + line('+QHTTPGET: 0,200');
    if (text.startsWith('AT+QHTTPPOSTFILE=')) return OK + line('+QHTTPPOSTFILE: 0,200');
    if (text === 'AT+QFLST="RAM:rxmodem.response"')
      return line(`+QFLST: "RAM:rxmodem.response",${stored.length}`) + OK;
    const [, seek] = /^AT\+QFSEEK=3000,(\d+)/.exec(text) ?? [];
    if (seek !== undefined) at = Number(seek);
    const [, most] = /^AT\+QFREAD=3000,(\d+)$/.exec(text) ?? [];
    if (most === undefined) return undefined;
    const offset = at;
    at = Math.min(stored.length, at + Number(most));
    return offset < HEAD.length
      ? FRAMINGS.quectel?.whole(stored.slice(offset, at))
      : window(offset - HEAD.length, Number(most));
  };
};

const FLOWS = {
  'a GET': (modem: Modem, windowBytes: number) => http.get(modem, { url: URL, windowBytes }).pipe(collect()),
  'a POST': (modem: Modem, windowBytes: number) =>
    http.post(modem, { url: URL, body: 'x', windowBytes }).pipe(collect()),
};

const CASES = [sim800, a7600, sim7600, quectel].flatMap((profile) =>
  Object.entries(FLOWS).flatMap(([flow, act]) =>
    Object.entries(BODIES).flatMap(([size, body]) =>
      [4_096, 32].flatMap((windowBytes) =>
        Object.keys(WAYS).map((way) => ({
          profile,
          name: profile.name,
          flow,
          act,
          size,
          body,
          windowBytes,
          way,
        })),
      ),
    ),
  ),
);

const REQUEST = /^AT\+(HTTPACTION=|QHTTPGET=|QHTTPPOSTFILE=)/;

describe('law L1: a byte behind the end', () => {
  it.each(CASES)(
    'of $size body in windows of $windowBytes is $way on a $name: $flow is done',
    ({ profile, act, body, windowBytes, way }) => {
      const got = played(profile, holding(profile, body, way), (modem) => act(modem, windowBytes));

      expect({
        end: got.end,
        message: got.message,
        body: got.values.map(({ bytes }) => latin1(bytes)),
        requests: got.written.filter((text) => REQUEST.test(text)).length,
      }).toEqual({ end: 'completed', message: '', body: [body], requests: 1 });
    },
  );

  it.each(CASES.filter(({ way, size }) => way === 'silent' && size === 'short'))(
    'may take longer than a window may: $flow in windows of $windowBytes on a $name',
    ({ profile, body, flow, windowBytes, way }) => {
      const method = flow === 'a POST' ? 'POST' : 'GET';
      const got = played(profile, holding(profile, body, way), (modem) =>
        http.request(modem, { url: URL, method, windowBytes, timeout: { eachMs: 3_000 } }).pipe(collect()),
      );

      expect({
        end: got.end,
        body: got.values.map(({ bytes }) => latin1(bytes)),
        requests: got.written.filter((text) => REQUEST.test(text)).length,
      }).toEqual({ end: 'completed', body: [body], requests: 1 });
    },
  );

  it.each([a7600, sim7600])(
    'of a body that has come is waited for only some seconds on a $title',
    (profile) => {
      const got = played(profile, holding(profile, BODIES.short, 'silent'), (modem) =>
        http.post(modem, { url: URL, body: 'x' }).pipe(collect()),
      );

      expect(got.end).toBe('completed');
      expect(got.endedAt).toBeLessThan(20_000);
    },
  );

  it.each([a7600, sim7600])('is not the start of the body that a $title gives again', (profile) => {
    const [{ whole }, body] = [FRAMINGS[profile.name] as Framing, BODIES.short];
    const usual = holding(profile, body, 'refused');
    const part: Part = (text, time) => {
      const [, size] = /^AT\+HTTPREAD=\d+,(\d+)$/.exec(text) ?? [];
      return size === undefined ? usual(text, time) : whole(body.slice(0, Number(size)));
    };
    const got = played(profile, part, (modem) => http.post(modem, { url: URL, body: 'x' }).pipe(collect()));

    expect([got.end, got.values.map(({ bytes }) => latin1(bytes))]).toEqual(['completed', [body]]);
  });

  it(`was tried in ${CASES.length} cases`, () => {
    expect(CASES).toHaveLength(4 * 2 * 2 * 2 * Object.keys(WAYS).length);
  });
});
