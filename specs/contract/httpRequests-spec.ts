import {
  concat,
  concatMap,
  concatWith,
  defer,
  delay,
  EMPTY,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import {
  a7600,
  collect,
  commands,
  openModem,
  http,
  type HttpRequest,
  json,
  type Modem,
  type Profile,
  quectel,
  sim7600,
  sim800,
  type StreamedBody,
  type TransferEvent,
} from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { lookAlike, patterned, repeated } from '../modem/bodies';
import { desk, PAGE } from '../modem/desk';
import { line, OK, type Said, scripted } from '../modem/scripted';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import {
  asking,
  countOf,
  dangerous,
  expectBalance,
  expectSilence,
  fieldOf,
  isSame,
  recorded,
} from './asking';
import { fullOr } from '../helpers/thin';
import { wordsOf } from './words';

const all: readonly Profile[] = [sim800, a7600, sim7600, quectel];
const simcom: readonly Profile[] = [sim800, a7600, sim7600];
const a76: readonly Profile[] = [a7600, sim7600];
const families: readonly Profile[] = [sim800, a7600];
const ONCE = { attempts: 1, delay: 0 } as const;

/** A page that gives back what was sent, and those who asked for it. */
const echo = () => recorded(({ body }) => body);
/** A page that a request's method does not matter to. */
const fine = () => recorded(() => 'fine');

const posting = (body: NonNullable<HttpRequest['body']>, more: Partial<HttpRequest> = {}) =>
  ((modem) => http.post(modem, { url: PAGE, body, ...more })) satisfies (
    modem: Modem,
  ) => Observable<TransferEvent>;

/** A body in pieces of so many bytes, each a little later. */
const streamed = (bytes: Uint8Array, pieceBytes: number, everyMs = 10): StreamedBody => ({
  length: bytes.length,
  chunks: from(
    Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) =>
      bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes),
    ),
  ).pipe(concatMap((piece) => of(piece).pipe(delay(everyMs)))),
});

describe.each(all)('POST on a $title', (profile) => {
  const most = profile === quectel ? 1_024_000 : profile === sim800 ? 319_488 : 153_600;
  const sizes = [0, 1, 18, 465, 153_600, ...(profile === sim800 ? [319_488] : [])];

  it.each(sizes)('brings %d bytes to the server as they are, whatever they say', (size) => {
    for (const body of [patterned(size), repeated(dangerous, size)]) {
      const { requests, page } = echo();
      const virtualDesk = desk(profile, page);
      const { values, end } = asking(virtualDesk, (modem) => posting(body)(modem).pipe(collect()));

      expect(end).toBe('completed');
      expect(requests.map((request) => [request.method, isSame(request.body, body)])).toEqual([
        ['POST', true],
      ]);
      expect(isSame(values[0]?.bytes, body)).toBe(true);
      expectBalance(virtualDesk);
    }
  });

  it.each<[string, Partial<EmulatorSettings>]>([
    [
      'says its answers in pieces, with URCs everywhere',
      {
        latencyMs: 1,
        faults: [
          faults.pieces({ least: 1, most: 7 }),
          faults.urcs({ lines: ['+CREG: 1', 'RING', '+XYZ: nobody knows'], where: ['everywhere'] }),
        ],
      },
    ],
    ['is paced as a line of 9,600 baud', { baud: 9_600 }],
    ['does not echo', { faults: [faults.noEcho()] }],
    ['takes 300 ms for every result code', { faults: [faults.slowFinals({ ms: 300 })] }],
  ])('brings the bytes to the server where the modem %s', (_, knobs) => {
    const body = repeated(dangerous, 5_000);
    const { requests, page } = recorded(() => 'fine');
    const virtualDesk = desk(profile, page, knobs);
    const { end } = asking(virtualDesk, posting(body));

    expect(end).toBe('completed');
    expect(requests.map((request) => isSame(request.body, body))).toEqual([true]);
    expectBalance(virtualDesk);
  });

  it('tells how far the body is, up to its length, then the head', () => {
    const { values } = asking(desk(profile, fine().page), posting(patterned(5_000)));
    const sent = values.filter(({ kind }) => kind === 'sent');

    expect(values.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent', 'head', 'chunk']);
    expect(sent.map((event) => event.kind === 'sent' && [event.loaded, event.total])).toEqual([
      [2_048, 5_000],
      [4_096, 5_000],
      [5_000, 5_000],
    ]);
    expect(values.every((event) => Object.isFrozen(event))).toBe(true);
  });

  it('refuses a body over the limit before anything is written', () => {
    const virtualDesk = desk(profile, 'never asked');
    const { end, reason } = asking(virtualDesk, posting(new Uint8Array(most + 1)));

    expect(end).toBe('invalid-argument');
    expect(reason).toMatchObject({ name: 'body', problem: expect.stringContaining(String(most)) });
    expectSilence(virtualDesk);
  });

  it.each([-1, 1.5, NaN, Infinity])(
    'refuses a body of the length %d before anything is written',
    (length) => {
      const virtualDesk = desk(profile, 'never asked');
      const { reason } = asking(virtualDesk, posting({ length, chunks: of(patterned(3)) }));

      expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'body' });
      expectSilence(virtualDesk);
    },
  );

  it('takes a body that comes in chunks, some of them empty', () => {
    const body = repeated(dangerous, 10_000);
    const { requests, page } = fine();
    const { length, chunks } = streamed(body, 777);
    const withEmpty = chunks.pipe(concatMap((chunk) => of(chunk, new Uint8Array(0))));
    const { values, end } = asking(desk(profile, page), posting({ length, chunks: withEmpty }));

    expect(end).toBe('completed');
    expect(requests.map((request) => isSame(request.body, body))).toEqual([true]);
    expect(values.filter(({ kind }) => kind === 'sent').at(-1)).toEqual({
      kind: 'sent',
      loaded: 10_000,
      total: 10_000,
    });
  });

  it('says the type of a text and of JSON, unless the header fields do', () => {
    const { requests, page } = fine();
    const request = { url: PAGE, headers: { 'content-type': 'text/csv' } };
    asking(desk(profile, page), (modem) =>
      concat(
        http.post(modem, { url: PAGE, body: 'grün' }),
        http.post(modem, { url: PAGE, body: json({ a: 'ü' }) }),
        http.post(modem, { ...request, body: 'a,b' }),
      ),
    );

    expect(requests.map((one) => [fieldOf(one, 'content-type'), Buffer.from(one.body).toString()])).toEqual([
      [['text/plain; charset=utf-8'], 'grün'],
      [['application/json'], '{"a":"ü"}'],
      [['text/csv'], 'a,b'],
    ]);
  });
});

/** More and more, for as long as somebody asks. */
function* endless(): Generator<Uint8Array> {
  for (;;) yield patterned(999);
}

describe.each(all)('a source that does not keep its word, on a $title', (profile) => {
  /** One request with such a body, then one with a whole one. */
  const then = (body: StreamedBody, more: Partial<HttpRequest> = {}) => {
    const { requests, page } = echo();
    const virtualDesk = desk(profile, page, { latencyMs: 1 });
    const first = { watched: undefined as ReturnType<typeof watch> | undefined };
    const next = asking(virtualDesk, (modem) =>
      defer(() => {
        first.watched = watch(posting(body, more)(modem));
        return posting('whole')(modem).pipe(collect());
      }),
    );
    return { first: first.watched, next, requests, virtualDesk };
  };

  const expectOnlyTheNext = ({ next, requests, virtualDesk }: ReturnType<typeof then>): void => {
    expect(next.end).toBe('completed');
    expect(next.values[0]?.text()).toBe('whole');
    expect(requests.map(({ body }) => Buffer.from(body).toString())).toEqual(['whole']);
    expect(countOf(virtualDesk, wordsOf(virtualDesk.profile).input)).toBe(2);
    expectBalance(virtualDesk);
  };

  it('ends in the modem’s own time-out where it is short, and is told as such', () => {
    const done = then({ length: 5_000, chunks: of(patterned(4_000)) }, { inputMs: 1_000 });

    expect(done.first?.end).toBe('length');
    expect(done.first?.reason).toEqual({ kind: 'length', expectedBytes: 5_000, gotBytes: 4_000 });
    expect(done.first?.endedAt).toBeLessThan(11_000);
    expectOnlyTheNext(done);
  });

  it('is told as such where it is empty', () => {
    const done = then({ length: 7, chunks: EMPTY }, { inputMs: 1_000 });

    expect(done.first?.reason).toEqual({ kind: 'length', expectedBytes: 7, gotBytes: 0 });
    expectOnlyTheNext(done);
  });

  it('is told as such where it stands still', () => {
    const done = then({ length: 7, chunks: concat(of(patterned(3)), NEVER) }, { inputMs: 1_000 });

    expect(done.first?.reason).toEqual({ kind: 'length', expectedBytes: 7, gotBytes: 3 });
    expectOnlyTheNext(done);
  });

  it.each<[string, Observable<Uint8Array>]>([
    ['in its last chunk', of(patterned(4_000), patterned(2_000))],
    ['by a chunk of its own', of(patterned(5_000), patterned(1))],
    ['by a chunk that comes late', concat(of(patterned(5_000)), of(patterned(1)).pipe(delay(50)))],
    ['without end', from(endless())],
  ])('is not sent where it is long, %s', (_, chunks) => {
    const done = then({ length: 5_000, chunks });

    expect(done.first?.end).toBe('length');
    expect(done.first?.reason).toMatchObject({ expectedBytes: 5_000 });
    expectOnlyTheNext(done);
  });

  it.each<[string, unknown, string]>([
    ['an error', new RangeError('the disk is gone'), 'no ModemError: RangeError: the disk is gone'],
    ['something that is no error', 'gone', 'no ModemError: gone'],
  ])('is not sent where it fails with %s, and that is what is told', (_, failure, end) => {
    const done = then({
      length: 5_000,
      chunks: concat(
        of(patterned(3_000)),
        throwError(() => failure),
      ),
    });

    expect(done.first?.end).toBe(end);
    expectOnlyTheNext(done);
  });

  it('is not sent where it fails behind its last byte', () => {
    const done = then({
      length: 5,
      chunks: concat(
        of(patterned(5)),
        throwError(() => new RangeError('gone')),
      ),
    });

    expect(done.first?.end).toBe('no ModemError: RangeError: gone');
    expectOnlyTheNext(done);
  });
});

describe('PUT and DELETE', () => {
  it.each(a76)('reach the server from a $title', (profile) => {
    const { requests, page } = fine();
    const virtualDesk = desk(profile, page);
    const body = repeated(dangerous, 3_000);
    const { end } = asking(virtualDesk, (modem) =>
      concat(http.put(modem, { url: PAGE, body }), http.delete(modem, PAGE)),
    );

    expect(end).toBe('completed');
    expect(requests.map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
    expect(isSame(requests[0]?.body, body)).toBe(true);
    expect(requests[1]?.body).toHaveLength(0);
    expectBalance(virtualDesk);
  });

  it.each(['PUT', 'DELETE'] as const)(
    'are refused by name on a SIM800 before anything is written: %s',
    (method) => {
      const virtualDesk = desk(sim800, 'never asked');
      const { reason } = asking(virtualDesk, (modem) => http.request(modem, { url: PAGE, method }));

      expect(reason).toEqual({ kind: 'unsupported', family: 'SIM800', feature: `HTTP ${method}` });
      expectSilence(virtualDesk);
    },
  );

  it.each(['GET', 'HEAD', 'DELETE'] as const)('a %s has no body: one is refused', (method) => {
    const virtualDesk = desk(a7600, 'never asked');
    const { reason } = asking(virtualDesk, (modem) => http.request(modem, { url: PAGE, method, body: 'x' }));

    expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'body' });
    expectSilence(virtualDesk);
  });
});

describe.each(all)('header fields on a $title', (profile) => {
  it('reach the server as they were given', () => {
    const { requests, page } = fine();
    const virtualDesk = desk(profile, page);
    const headers = {
      'Content-Type': 'application/cbor',
      Accept: 'application/json, */*;q=0.1',
      'User-Agent': 'rxmodem/0 (spec)',
      Authorization: 'Bearer geheim==',
      'X-Board': '7: the one, with ; and =',
      'X-Empty': '',
    };
    const { end } = asking(virtualDesk, posting('x', { headers }));
    const [request] = requests;

    expect(end).toBe('completed');
    for (const [name, value] of Object.entries(headers)) {
      const said = request ? fieldOf(request, name) : [];
      expect([name, said.at(-1)]).toEqual([name, value]);
      if (profile === sim800 && name !== 'Accept') expect(said).toHaveLength(1);
    }
    expectBalance(virtualDesk);
  });

  it('use the parameter that the modem has for them', () => {
    const virtualDesk = desk(profile, fine().page);
    asking(
      virtualDesk,
      posting('x', { headers: { 'content-TYPE': 'a/b', ACCEPT: 'c/d', 'user-agent': 'e' } }),
    );
    const own = virtualDesk.heard.filter((said) => /"(CONTENT|ACCEPT|UA)"/.test(said));
    // A Quectel has none: the library writes the head.
    if (profile === quectel) return expect(countOf(virtualDesk, 'AT+QHTTPCFG="requestheader",1')).toBe(1);

    return expect(own).toEqual(
      profile === sim800
        ? ['AT+HTTPPARA="UA","e"', 'AT+HTTPPARA="CONTENT","a/b"']
        : ['AT+HTTPPARA="CONTENT","a/b"', 'AT+HTTPPARA="ACCEPT","c/d"'],
    );
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['CR LF in a value', { 'X-A': 'a\r\nX-B: b' }],
    ['CR in a value', { 'X-A': 'a\rAT+CFUN=0\r' }],
    ['LF in a value', { 'X-A': 'a\nX-B: b' }],
    ['an escaped line end, which the modem makes one of', { 'X-A': 'a\\r\\nX-B: b' }],
    ['half an escaped line end', { 'X-A': 'a\\nX-B: b' }],
    ['a quote in a value', { 'X-A': 'a","b' }],
    ['NUL', { 'X-A': 'a\0' }],
    ['Ctrl-Z', { 'X-A': 'a\x1a' }],
    ['ESC', { 'X-A': 'a\x1b' }],
    ['what is no Latin-1', { 'X-A': 'a\u2028' }],
    ['a line end in a name', { 'X-A\r\nX-B': 'b' }],
    ['an escaped line end in a name', { 'X-A\\r\\nX-B': 'b' }],
    ['a colon in a name', { 'X-A: b': 'c' }],
    ['a blank in a name', { 'X A': 'b' }],
    ['no name', { '': 'b' }],
    ['a line end in what has a parameter of its own', { 'Content-Type': 'a/b\r\nX-B: b' }],
  ])('are refused before anything is written where they hold %s', (_, headers) => {
    const virtualDesk = desk(profile, 'never asked');
    const { reason } = asking(virtualDesk, posting('x', { headers }));

    expect(reason).toMatchObject({ kind: 'invalid-argument', name: expect.stringMatching(/^headers/) });
    expectSilence(virtualDesk);
  });

  it('of the answer are told in lower case, several joined', () => {
    const headers = [
      ['ETag', '"a"'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ] as const;
    const { values } = asking(desk(profile, { headers, body: 'x' }), (modem) =>
      http.get(modem, PAGE).pipe(collect()),
    );

    expect(values[0]?.headers).toMatchObject({ etag: '"a"', 'set-cookie': 'a=1, b=2' });
  });

  it('of a HEAD are told, and its length is the body’s that a GET would have', () => {
    const virtualDesk = desk(profile, { headers: [['ETag', '"a"']], body: patterned(3_000) });
    const { values, end } = asking(virtualDesk, (modem) => http.head(modem, PAGE));

    if (profile === quectel) return expect(end).toBe('unsupported');
    expect(end).toBe('completed');
    expect(values).toHaveLength(1);
    // The simulated web gives a HEAD the fields of the GET.
    expect(values[0]).toMatchObject({
      kind: 'head',
      status: 200,
      length: 3_000,
      headers: { etag: '"a"', 'content-length': '3000' },
    });
    expectBalance(virtualDesk);
  });
});

describe('header fields that are too long', () => {
  it.each(a76)('are refused by name on a $title before anything is written', (profile) => {
    const virtualDesk = desk(profile, 'never asked');
    const { reason } = asking(virtualDesk, posting('x', { headers: { 'X-Long': 'a'.repeat(250) } }));

    expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'headers.X-Long' });
    expectSilence(virtualDesk);
  });
});

describe.each(all)('a status on a $title', (profile) => {
  it.each([204, 304])('%d without a body is no failure', (status) => {
    const virtualDesk = desk(profile, { status });
    const { values, end } = asking(virtualDesk, (modem) => http.get(modem, PAGE).pipe(collect()));

    expect(end).toBe('completed');
    expect(values[0]).toMatchObject({ status, length: 0 });
    expect(values[0]?.bytes).toHaveLength(0);
    expect(countOf(virtualDesk, 'AT+HTTPREAD')).toBe(0);
    expectBalance(virtualDesk);
  });

  it('304 may tell the length of the body that it does not bring', () => {
    const virtualDesk = desk(profile, { status: 304, headers: [['Content-Length', '3000']] });
    const { values, end } = asking(virtualDesk, (modem) => http.get(modem, PAGE).pipe(collect()));

    expect(end).toBe('completed');
    expect(values[0]).toMatchObject({ status: 304, length: 0, headers: { 'content-length': '3000' } });
    expect(virtualDesk.virtual.state.httpActions).toBe(1);
  });

  it('206 gives the part that was asked for, as the server told it', () => {
    const { values, end } = asking(desk(profile, patterned(1_000)), (modem) =>
      http.get(modem, { url: PAGE, headers: { Range: 'bytes=100-199' } }).pipe(collect()),
    );

    expect(end).toBe('completed');
    expect(values[0]).toMatchObject({
      status: 206,
      length: 100,
      headers: { 'content-range': 'bytes 100-199/1000' },
    });
    expect(isSame(values[0]?.bytes, patterned(1_000).subarray(100, 200))).toBe(true);
  });

  it.each([400, 401, 403, 404, 410, 501, 505])(
    '%d is a failure that carries the answer, after one try',
    (status) => {
      const headers = [['WWW-Authenticate', 'Basic realm="a"']] as const;
      const virtualDesk = desk(profile, { status, headers, body: lookAlike });
      const { values, end, reason } = asking(virtualDesk, (modem) => http.get(modem, PAGE));

      expect({ values, end }).toEqual({ values: [], end: 'http-status' });
      expect(reason).toMatchObject({ head: { status, headers: { 'www-authenticate': 'Basic realm="a"' } } });
      expect(reason?.kind === 'http-status' && isSame(reason.body, lookAlike)).toBe(true);
      expect(virtualDesk.virtual.state.httpActions).toBe(1);
      expectBalance(virtualDesk);
    },
  );

  it.each([408, 429, 500, 502, 503, 504])('%d is tried again three times in all', (status) => {
    const virtualDesk = desk(profile, { status, body: 'busy' });
    const { end, reason } = asking(virtualDesk, (modem) => http.get(modem, PAGE));

    expect(end).toBe('http-status');
    expect(reason?.kind === 'http-status' && Buffer.from(reason.body).toString()).toBe('busy');
    expect(virtualDesk.virtual.state.httpActions).toBe(3);
    expectBalance(virtualDesk);
  });

  it('of failure carries no more than 64 KiB of the body', () => {
    const { reason } = asking(desk(profile, { status: 404, body: patterned(100_000) }), (modem) =>
      http.get(modem, { url: PAGE, windowBytes: 50_000 }),
    );

    expect(reason).toMatchObject({ kind: 'http-status', head: { length: 100_000 } });
    expect(reason?.kind === 'http-status' && isSame(reason.body, patterned(65_536))).toBe(true);
  });

  it('of failure of a HEAD carries no body', () => {
    const { reason } = asking(desk(profile, { status: 404, body: 'not here' }), (modem) =>
      http.head(modem, PAGE),
    );

    if (profile === quectel)
      return expect(reason).toMatchObject({ kind: 'unsupported', feature: 'HTTP HEAD' });
    return expect(reason).toMatchObject({
      kind: 'http-status',
      head: { status: 404 },
      body: new Uint8Array(0),
    });
  });

  it('is a failure, or not, as the request says', () => {
    const accepts = (status: number): boolean => status === 418;
    const ends = [418, 200].map((status) =>
      asking(desk(profile, { status, body: 'tea' }), (modem) => http.get(modem, { url: PAGE, accepts })),
    );

    expect(ends.map(({ end }) => end)).toEqual(['completed', 'http-status']);
    expect(ends[0]?.values[0]).toMatchObject({ kind: 'head', status: 418 });
  });

  it.each<[string, string, number, number]>([
    ['seconds', '7', 7_000, 8_000],
    ['a date', new Date(20_000).toUTCString(), 19_000, 21_000],
    ['what is no time: the policy’s own pause', 'soon', 500, 1_000],
    ['a date that has passed', new Date(0).toUTCString(), 500, 1_000],
    ['more than five minutes: five minutes', '86400', 300_000, 301_000],
  ])('503 is obeyed where it says when to come back, in %s', (_, wish, least, most) => {
    const { requests, page } = recorded((__, time) =>
      time === 1 ? { status: 503, headers: [['Retry-After', wish]] } : 'fine',
    );
    const { end, endedAt } = asking(desk(profile, page), (modem) => http.get(modem, PAGE));

    expect(end).toBe('completed');
    expect(requests).toHaveLength(2);
    expect(endedAt).toBeGreaterThanOrEqual(least);
    expect(endedAt).toBeLessThan(most);
  });
});

/** What one request comes to where the modem ends the first five with a code of its own. */
const withCode = (profile: Profile, code: number, request: Partial<HttpRequest>) => {
  const { requests, page } = fine();
  const virtualDesk = desk(profile, page, {
    faults: [faults.failedRequests({ codes: [code, code, code, code, code] })],
  });
  const { end, reason } = asking(virtualDesk, (modem) => http.request(modem, { url: PAGE, ...request }));
  expectBalance(virtualDesk);
  expect(requests).toEqual([]);
  return { end, reason, tries: virtualDesk.virtual.state.httpActions };
};

describe.each(simcom)('the modem’s own codes on a $title', (profile) => {
  const idempotent =
    profile === sim800 ? (['GET', 'HEAD'] as const) : (['GET', 'HEAD', 'PUT', 'DELETE'] as const);

  it.each([601, 604, 703, 704, 705, 706, 709, 713, 714])('%d is tried again, but for POST', (code) => {
    for (const method of idempotent) {
      expect({ method, ...withCode(profile, code, { method }) }).toEqual({
        method,
        end: 'http',
        reason: { kind: 'http', code },
        tries: 3,
      });
    }
  });

  it.each([600, 603, 605, 606, 701, 702, 707, 708, 710, 711, 712, 715, 716, 717, 718, 719])(
    '%d is not tried again',
    (code) => {
      for (const method of [...idempotent, 'POST'] as const) {
        expect({ method, ...withCode(profile, code, { method }) }).toMatchObject({
          method,
          end: 'http',
          tries: 1,
        });
      }
    },
  );

  it.each([601, 704, 705, 706, 709, 720])(
    '%d: a POST may have reached the server, and is not repeated',
    (code) => {
      for (const body of ['', 'x', patterned(5_000)]) {
        expect(withCode(profile, code, { method: 'POST', body })).toMatchObject({
          reason: { code },
          tries: 1,
        });
      }
    },
  );

  it.each([601, 704, 705, 706, 709, 720])('%d: a POST that is idempotent is repeated', (code) => {
    const request = { method: 'POST', body: patterned(5_000), idempotent: true } as const;
    expect(withCode(profile, code, request)).toMatchObject({ reason: { code }, tries: 3 });
  });

  it.each([604, 703, 713, 714])('%d: a POST can not have reached the server, and is repeated', (code) => {
    for (const body of ['', 'x', patterned(5_000)]) {
      expect(withCode(profile, code, { method: 'POST', body })).toMatchObject({ reason: { code }, tries: 3 });
    }
  });

  it.each([607, 699, 721, 799])('%d, which the manuals do not know, is no status of a server', (code) => {
    const accepts = (): boolean => true;
    expect(withCode(profile, code, { accepts })).toEqual({
      end: 'http',
      reason: { kind: 'http', code },
      tries: 1,
    });
  });

  it('a PUT that is not idempotent is not repeated', () => {
    if (profile === sim800) return expect(profile.http?.methods).not.toContain('PUT');
    return expect(withCode(profile, 706, { method: 'PUT', body: 'x', idempotent: false }).tries).toBe(1);
  });

  it.each([408, 429, 500, 503])('the status %d: a POST is not repeated', (status) => {
    const { requests, page } = recorded(() => ({ status }));
    const virtualDesk = desk(profile, page);
    const { end } = asking(virtualDesk, posting('x'));

    expect(end).toBe('http-status');
    expect(requests).toHaveLength(1);
    expectBalance(virtualDesk);
  });

  it('a POST brings its whole body again when it is repeated', () => {
    const { requests, page } = fine();
    const body = streamed(repeated(dangerous, 3_000), 500);
    const virtualDesk = desk(profile, page, { faults: [faults.failedRequests({ codes: [714, 604] })] });
    const { values, end } = asking(virtualDesk, posting(body));

    expect(end).toBe('completed');
    expect(requests.map((request) => isSame(request.body, repeated(dangerous, 3_000)))).toEqual([true]);
    expect(values.filter((event) => event.kind === 'sent' && event.loaded === 3_000)).toHaveLength(3);
    expectBalance(virtualDesk);
  });

  it('the pauses between tries double', () => {
    const virtualDesk = desk(profile, 'fine', {
      faults: [faults.failedRequests({ codes: [601, 601, 601, 601] })],
    });
    const delays: number[] = [];
    const retry = { attempts: 4, delay: (attempt: number) => (delays.push(attempt), 500 * 2 ** attempt) };
    const { end } = asking(virtualDesk, (modem) => http.get(modem, { url: PAGE, retry }));

    expect(end).toBe('http');
    expect(delays).toEqual([1, 2, 3]);
  });

  it('the request says which are worth another try', () => {
    const retry = { attempts: 2, delay: 0, when: () => true };

    expect(withCode(profile, 715, { retry }).tries).toBe(2);
    expect(withCode(profile, 601, { retry: { ...retry, when: () => false } }).tries).toBe(1);
  });
});

describe('the modem’s own codes on a Quectel', () => {
  const BEFORE = [703, 704, 714, 715, 716, 724, 725, 726, 727] as const;
  const MAYBE_DONE = [701, 702, 705, 706, 707, 708, 709, 710, 717, 718, 719, 722, 723, 728, 729] as const;
  const FINAL = [711, 712, 713, 720, 721, 730, 799] as const;
  const post = { method: 'POST', body: 'x' } as const;

  it.each(BEFORE)('%d: the request can not have reached the server, and is tried again', (code) => {
    for (const request of [{}, post] as const)
      expect(withCode(quectel, code, request)).toMatchObject({ reason: { kind: 'http', code }, tries: 3 });
  });

  it.each(MAYBE_DONE)('%d: a GET is tried again, a POST may be done', (code) => {
    expect(withCode(quectel, code, {})).toMatchObject({ reason: { kind: 'http', code }, tries: 3 });
    expect(withCode(quectel, code, post)).toMatchObject({ reason: { code, mayBeDone: true }, tries: 1 });
  });

  it.each(FINAL)('%d is not tried again', (code) => {
    for (const request of [{}, post] as const)
      expect(withCode(quectel, code, request)).toMatchObject({ reason: { kind: 'http', code }, tries: 1 });
  });
});

const lines: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'answers a little later, in pieces, with URCs': {
    latencyMs: 1,
    faults: [
      faults.pieces({ least: 10, most: 50 }),
      faults.urcs({ lines: ['+CREG: 1', 'RING'], where: ['everywhere'] }),
      faults.slowFinals({ ms: 20 }),
    ],
  },
};

describe.each(families)('a POST on a $title can be left anywhere', (profile) => {
  const STRIDE = fullOr(1, 7);
  const body = repeated(dangerous, 5_000);
  const bodies: Readonly<Record<string, () => StreamedBody | Uint8Array>> = {
    'that is at hand': () => body,
    'that comes in chunks': () => streamed(body, 1_500),
  };

  /** Leaves a POST at the so manieth thing that happens; another one follows on its heels. */
  const leftAt = (step: number, given: StreamedBody | Uint8Array, knobs: Partial<EmulatorSettings>) => {
    const { requests, page } = echo();
    const virtualDesk = desk(profile, page, knobs);
    const leave = new Subject<void>();
    const seen = { steps: 0, counts: false };
    const trace = (): void => {
      if (seen.counts && (seen.steps += 1) === step) leave.next();
    };
    const next = virtually(() =>
      watch(
        virtualDesk.connected({ trace }).pipe(
          switchMap((modem) => {
            seen.counts = true;
            const first = watch(http.post(modem, { url: PAGE, body: given }).pipe(takeUntil(leave)));
            first.subscription.add(() => {
              seen.counts = false;
            });
            return http.post(modem, { url: PAGE, body: 'next' }).pipe(collect());
          }),
          take(1),
        ),
      ),
    );
    return { next, requests, virtualDesk, wasLeft: seen.steps >= step };
  };

  describe.each(Object.entries(lines))('where the modem %s', (_, knobs) => {
    it.each(Object.entries(bodies))(
      'with a body %s: the next one works, and no half body is sent',
      (__, made) => {
        let [step, wasLeft] = [1 - STRIDE, true];
        while (wasLeft) {
          step += STRIDE;
          const left = leftAt(step, made(), knobs);
          ({ wasLeft } = left);
          const { next, requests, virtualDesk } = left;
          const foreign = requests.filter(
            (one) => !isSame(one.body, body) && Buffer.from(one.body).toString() !== 'next',
          );
          expect({ step, end: next.end, text: next.values[0]?.text(), foreign }).toEqual({
            step,
            end: 'completed',
            text: 'next',
            foreign: [],
          });
          expect({
            step,
            missing: countOf(virtualDesk, 'AT+HTTPINIT') - countOf(virtualDesk, 'AT+HTTPTERM'),
          }).toEqual({
            step,
            missing: 0,
          });
          expectBalance(virtualDesk);
        }

        expect(step).toBeGreaterThan(20);
      },
    );
  });

  it('by its own source, between two chunks', () => {
    const { requests, page } = echo();
    const virtualDesk = desk(profile, page);
    const leave = new Subject<void>();
    const chunks = concat(
      of(patterned(3_000)),
      defer(() => (leave.next(), of(patterned(2_000)))),
    );
    const next = asking(virtualDesk, (modem) =>
      concat(
        posting({ length: 5_000, chunks })(modem).pipe(ignoreElements(), takeUntil(leave)),
        posting('next')(modem).pipe(collect()),
      ),
    );

    expect(next.end).toBe('completed');
    expect(requests.map(({ body: got }) => Buffer.from(got).toString())).toEqual(['next']);
    expectBalance(virtualDesk);
  });

  it('by a time limit of its own', () => {
    const { page } = echo();
    const virtualDesk = desk(profile, page);
    const stuck = { length: 5, chunks: concat(of(patterned(3)), NEVER) };
    const next = asking(virtualDesk, (modem) =>
      concat(
        posting(stuck, { timeout: { totalMs: 2_000 }, retry: ONCE })(modem).pipe((flow) => of(watch(flow))),
        posting('next')(modem).pipe(collect()),
      ),
    );
    const [first] = next.values as [ReturnType<typeof watch>];

    expect(first.end).toBe('timeout total');
    expect(first.endedAt).toBeLessThan(3_000);
    expect(next.end).toBe('completed');
    expectBalance(virtualDesk);
  });
});

/** A SIM800 that says what the manual lets it say, line by line. */
const playedSim800 = (
  said: (text: string, time: number) => Said | readonly Said[] | undefined,
  result: Said = { after: 10, say: line('+HTTPACTION: 0,200,5') },
) =>
  scripted((text, time) => {
    const own = said(text, time);
    if (own !== undefined) return own;
    if (text === 'AT+SAPBR=2,1') return line('+SAPBR: 1,1,"10.0.0.1"', 'OK');
    if (text.startsWith('AT+HTTPACTION')) return [OK, result];
    if (text === 'AT+HTTPHEAD') return line('ERROR');
    if (text.startsWith('AT+HTTPREAD')) return '\r\n+HTTPREAD: 5\r\nhello\r\nOK\r\n';
    return OK;
  });

const getting = (transport: ReturnType<typeof scripted>['transport'], more: Partial<HttpRequest> = {}) =>
  virtually(() =>
    watch(
      openModem(transport, sim800).pipe(
        take(1),
        switchMap((modem) => http.get(modem, { url: PAGE, retry: ONCE, ...more })),
        collect(),
      ),
    ),
  );

describe('hard cases', () => {
  it('a window of which nothing is stored (OK alone) is told as missing bytes, and the session is ended', () => {
    const { transport, written } = playedSim800((text) => (text.startsWith('AT+HTTPREAD') ? OK : undefined));
    const { end, reason } = getting(transport);

    expect(end).toBe('length');
    expect(reason).toEqual({ kind: 'length', expectedBytes: 5, gotBytes: 0 });
    expect(written.at(-1)).toBe('AT+HTTPTERM');
  });

  it('a session that is open already is ended, though HTTPTERM is refused', () => {
    const { transport, written } = playedSim800((text, time) =>
      (text === 'AT+HTTPINIT' || text === 'AT+HTTPTERM') && time === 1 ? line('ERROR') : undefined,
    );
    const { end, values } = getting(transport);

    expect(end).toBe('completed');
    expect(values[0]?.text()).toBe('hello');
    expect(written.filter((text) => /HTTP(INIT|TERM)/.test(text))).toEqual([
      'AT+HTTPINIT',
      'AT+HTTPTERM',
      'AT+HTTPINIT',
      'AT+HTTPTERM',
    ]);
  });

  it('HTTPINIT that is refused twice fails, and no more of HTTP is said', () => {
    const { transport, written } = playedSim800((text) =>
      text === 'AT+HTTPINIT' ? line('ERROR') : undefined,
    );

    expect(getting(transport).end).toBe('refused');
    // The modem is asked what it is: another family's would refuse, too.
    expect(written.slice(-2)).toEqual(['AT+HTTPINIT', 'AT+CGMM']);
  });

  it('HTTPTERM that is refused at the end does not spoil the answer', () => {
    const { transport } = playedSim800((text) => (text === 'AT+HTTPTERM' ? line('ERROR') : undefined));
    const { end, values } = getting(transport);

    expect({ end, text: values[0]?.text() }).toEqual({ end: 'completed', text: 'hello' });
  });

  it('HTTPACTION that is refused fails, and the session is ended', () => {
    const { transport, written } = playedSim800((text) =>
      text.startsWith('AT+HTTPACTION') ? line('+CME ERROR: 3') : undefined,
    );

    expect(getting(transport).end).toBe('cme');
    expect(written.slice(-2)).toEqual(['AT+HTTPTERM', 'AT+CGMM']);
  });

  it('a result that arrives inside a later command’s answer is heard', () => {
    const { transport, written } = playedSim800(
      (text) =>
        text === 'AT+CSQ'
          ? [{ after: 50, say: line('+HTTPACTION: 0,200,5') }, line('+CSQ: 20,0', 'OK')]
          : undefined,
      '',
    );
    const seen: unknown[] = [];
    const { end, values } = virtually(() =>
      watch(
        openModem(transport, sim800).pipe(
          take(1),
          mergeMap((modem) =>
            merge(
              http.get(modem, { url: PAGE, retry: ONCE }).pipe(collect()),
              timer(1_000).pipe(
                switchMap(() => modem.send(commands.signal())),
                tap(({ value }) => seen.push(value)),
                ignoreElements(),
              ),
            ),
          ),
        ),
      ),
    );

    expect({ end, text: values[0]?.text() }).toEqual({ end: 'completed', text: 'hello' });
    expect(seen).toMatchObject([{ rssi: 20 }]);
    expect(written.indexOf('AT+CSQ')).toBeLessThan(
      written.findIndex((text) => text.startsWith('AT+HTTPREAD')),
    );
  });

  it('a result of another method is not taken for its own', () => {
    const { transport } = playedSim800(() => undefined, {
      after: 10,
      say: line('+HTTPACTION: 1,500,0', '+HTTPACTION: 0,200,5'),
    });

    expect(getting(transport).values[0]).toMatchObject({ status: 200 });
  });

  it.each(all)('other commands go between the request and its result on a $title', (profile) => {
    const virtualDesk = desk(profile, 'fine', { resultDelayMs: 5_000 });
    const { values, end } = asking(virtualDesk, (modem) =>
      merge(
        http.get(modem, PAGE).pipe(
          collect(),
          map((page) => page.text()),
        ),
        timer(2_000).pipe(
          switchMap(() => modem.send(commands.signal())),
          map(({ value }) => value.rssi),
        ),
      ),
    );

    expect({ values, end }).toEqual({ values: [20, 'fine'], end: 'completed' });
    expectBalance(virtualDesk);
  });

  it.each(a76)('the body OK of the HTTPS POST example is a body on a $title', (profile) => {
    const url = 'https://pv.csdn.net/csdnbi';
    const virtualDesk = desk(profile, '', {}, { [url]: 'OK' });
    const { values, end } = asking(virtualDesk, (modem) =>
      http.post(modem, { url, body: patterned(465) }).pipe(collect()),
    );

    expect({ end, text: values[0]?.text(), length: values[0]?.length }).toEqual({
      end: 'completed',
      text: 'OK',
      length: 2,
    });
    expectBalance(virtualDesk);
  });

  it('header fields that the modem has none of to show are none', () => {
    const { transport } = playedSim800(() => undefined);

    expect(getting(transport).values[0]).toMatchObject({ status: 200, headers: {} });
  });
});

describe('the modem’s parameters', () => {
  const parameters = (
    profile: Profile,
    request: Partial<HttpRequest>,
    knobs: Partial<EmulatorSettings> = {},
  ) => {
    const virtualDesk = desk(profile, 'fine', knobs);
    const watched = asking(virtualDesk, (modem) => http.get(modem, { url: PAGE, ...request }));
    return {
      ...watched,
      said: virtualDesk.heard.filter((text) => text.startsWith('AT+HTTPPARA') && !/"(CID|URL)"/.test(text)),
    };
  };

  it('name the proxy and let redirects be followed on a SIM800', () => {
    const request = { proxy: { host: '10.0.0.172', port: 8_080 }, redirect: 'follow' } as const;

    expect(parameters(sim800, request)).toMatchObject({
      end: 'completed',
      said: ['AT+HTTPPARA="REDIR",1', 'AT+HTTPPARA="PROIP","10.0.0.172"', 'AT+HTTPPARA="PROPORT",8080'],
    });
  });

  it.each(a76)('are not there for proxies on a $title: they are refused', (profile) => {
    const proxy = { host: '10.0.0.172', port: 80 };

    expect(parameters(profile, { proxy })).toMatchObject({ end: 'unsupported', said: [] });
    expect(parameters(profile, { redirect: 'follow' })).toMatchObject({ end: 'completed', said: [] });
  });

  it('lead a SIM800 to where a redirect leads', () => {
    const moved = { status: 302, headers: [['Location', '/there']] as const, body: 'moved' };
    const more = { 'http://example.com/there': 'there' };
    const asked = (redirect: 'follow' | 'manual') =>
      asking(desk(sim800, moved, {}, more), (modem) =>
        http.get(modem, { url: PAGE, redirect }).pipe(collect()),
      );

    expect(asked('follow').values[0]?.text()).toBe('there');
    expect(asked('manual').values[0]).toMatchObject({ status: 302, headers: { location: '/there' } });
  });

  it('say how long the server may take, as near as the modem takes it', () => {
    const said = (profile: Profile, serverMs: number) => parameters(profile, { serverMs }).said;

    expect(said(sim800, 5_000)).toEqual(['AT+HTTPPARA="TIMEOUT",30']);
    expect(said(sim800, 90_500)).toEqual(['AT+HTTPPARA="TIMEOUT",91']);
    expect(said(sim800, 9_999_999)).toEqual(['AT+HTTPPARA="TIMEOUT",1000']);
    expect(said(a7600, 5_000)).toEqual(['AT+HTTPPARA="CONNECTTO",20', 'AT+HTTPPARA="RECVTO",5']);
    expect(said(a7600, 500)).toEqual(['AT+HTTPPARA="CONNECTTO",20', 'AT+HTTPPARA="RECVTO",2']);
    expect(said(a7600, 500_000)).toEqual(['AT+HTTPPARA="CONNECTTO",120', 'AT+HTTPPARA="RECVTO",120']);
  });

  it('give a server its time: the result is waited for as long', () => {
    const slow = { body: 'late', delayMs: 400_000 };
    const { values, end } = asking(desk(sim800, slow), (modem) =>
      http.get(modem, { url: PAGE, serverMs: 600_000, retry: ONCE }).pipe(collect()),
    );

    expect({ end, text: values[0]?.text() }).toEqual({ end: 'completed', text: 'late' });
  });

  it('mean their defaults where they are given as undefined', () => {
    const nothing = Object.fromEntries(
      [
        'headers',
        'tls',
        'access',
        'retry',
        'timeout',
        'resultMs',
        'windowBytes',
        'accepts',
        'redirect',
        'serverMs',
      ].map((name) => [name, undefined]),
    ) as Partial<HttpRequest>;

    expect(parameters(sim800, nothing)).toMatchObject({ end: 'completed', said: [] });
    expect(parameters(a7600, nothing)).toMatchObject({ end: 'completed', said: [] });
  });

  it('say how long the body may take: milliseconds on a SIM800, seconds on an A7600', () => {
    const said = (profile: Profile, inputMs: number) => {
      const virtualDesk = desk(profile, 'fine');
      asking(virtualDesk, posting('hello', { inputMs }));
      return virtualDesk.heard.find((text) => text.startsWith('AT+HTTPDATA'));
    };

    expect(said(sim800, 20_000)).toBe('AT+HTTPDATA=5,20000');
    expect(said(sim800, 1)).toBe('AT+HTTPDATA=5,1000');
    expect(said(sim800, 500_000)).toBe('AT+HTTPDATA=5,120000');
    expect(said(a7600, 20_000)).toBe('AT+HTTPDATA=5,20');
    expect(said(a7600, 1)).toBe('AT+HTTPDATA=5,10');
  });
});

describe('a session that another flow waits for', () => {
  it.each(families)('is one at a time, in the order asked, on a $title', (profile) => {
    const { requests, page } = recorded(({ body }) => body);
    const virtualDesk = desk(profile, page, { resultDelayMs: 3_000 });
    const { values, end } = asking(virtualDesk, (modem) =>
      merge(
        ...['a', 'b', 'c'].map((body) =>
          posting(body)(modem).pipe(
            collect(),
            map((got) => got.text()),
          ),
        ),
      ).pipe(concatWith(EMPTY)),
    );

    expect({ values, end }).toEqual({ values: ['a', 'b', 'c'], end: 'completed' });
    expect(requests).toHaveLength(3);
    expectBalance(virtualDesk);
  });
});
