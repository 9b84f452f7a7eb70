import { of } from 'rxjs';
import {
  a7600,
  explain,
  http,
  type HttpRequest,
  type Profile,
  quectel,
  sim800,
  type TransferEvent,
} from '../../lib';
import type { OriginRequest, Page } from '../../lib/emulator';
import { patterned } from '../modem/bodies';
import { desk, PAGE } from '../modem/desk';
import type { Watched } from '../modem/watch';
import { asking, expectBalance, fieldOf, isSame, recorded } from './asking';

// A body that was begun elsewhere: `fromByte`, with its version or its bytes.

const all: readonly Profile[] = [sim800, a7600, quectel];
const body = patterned(9_000);
const FROM = 4_000;
const MOVED = 'http://example.com/moved';
const ETAG = [['ETag', '"a"']] as const;
const AT = [['Last-Modified', 'Tue, 01 Jul 2025 12:00:00 GMT']] as const;

const restOf = ({ values }: Watched<TransferEvent>): Uint8Array =>
  Buffer.concat(values.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));
const kindsOf = ({ values }: Watched<TransferEvent>): string =>
  values
    .map(({ kind }) => kind)
    .join(' ')
    .replace(/chunk( chunk)*/g, 'chunks');

const goneOn = (
  profile: Profile,
  request: Partial<HttpRequest>,
  answer: (request: OriginRequest, time: number) => Page,
) => {
  const { requests, page } = recorded(answer);
  const on = desk(profile, page, {}, { [MOVED]: page });
  const watched = asking(on, (modem) =>
    http.get(modem, {
      url: PAGE,
      windowBytes: 1_000,
      retry: { attempts: 1, delay: 0 },
      fromByte: FROM,
      ...request,
    }),
  );
  expectBalance(on);
  return {
    watched,
    ranges: requests.map((one) => fieldOf(one, 'Range').join()),
    methods: requests.map(({ method }) => method),
  };
};

const expectRest = (watched: Watched<TransferEvent>): void => {
  expect(watched.end).toBe('completed');
  expect(kindsOf(watched)).toBe('head chunks');
  expect(isSame(restOf(watched), body.subarray(FROM))).toBe(true);
  expect(watched.values[0]).toMatchObject({ status: 200, length: body.length });
  expect(watched.values.at(-1)).toMatchObject({ loaded: body.length, total: body.length });
};

describe.each(all)('a GET on a $title that continues a body which was begun elsewhere', (profile) => {
  it.each([
    ['its ETag', '"a"', ETAG],
    ['its date', AT[0][1], AT],
  ])('asks for the rest only, and proves it by %s', (_, version, headers) => {
    const { watched, ranges } = goneOn(profile, { version }, () => ({ headers, body }));

    expectRest(watched);
    expect(ranges).toEqual([`bytes=${FROM}-`]);
  });

  it('takes the rest of a body whose server has no ranges', () => {
    // The simulated server gives parts of a 200 only: this one is whole, and the modem makes no difference.
    const whole = { status: 200, reason: 'OK', headers: ETAG, body };
    const { watched, ranges } = goneOn(profile, { version: '"a"' }, () => of(whole) as never);

    expectRest(watched);
    expect(ranges).toEqual([`bytes=${FROM}-`]);
  });

  it('fails where the server serves another version by now, or names none', () => {
    for (const headers of [[['ETag', '"b"']], [['ETag', 'W/"a"']], []] as const) {
      const { watched } = goneOn(profile, { version: '"a"' }, () => ({ headers, body }));

      expect({ end: watched.end, bytes: restOf(watched).length }).toEqual({ end: 'range', bytes: 0 });
    }
  });

  it.each([
    ['with a version that the server names', ETAG],
    ['without', []],
  ])('compares the bytes that are there where only they are known, %s', (_, headers) => {
    const known = (): ReturnType<NonNullable<HttpRequest['known']>> =>
      of(body.subarray(0, 1_000), body.subarray(1_000, FROM));
    const { watched, ranges } = goneOn(profile, { known }, () => ({ headers, body }));

    expectRest(watched);
    expect(ranges).toEqual(['']);
  });

  it('fails where the bytes differ, or the body is shorter than they', () => {
    const other = patterned(FROM + 1).subarray(1);
    for (const [known, served] of [
      [other, body],
      [body.subarray(0, FROM), body.subarray(0, 100)],
    ] as const) {
      const { watched } = goneOn(profile, { known: () => of(known) }, () => ({ body: served }));

      expect({ end: watched.end, bytes: restOf(watched).length }).toEqual({ end: 'range', bytes: 0 });
    }
  });

  const behind =
    (etag: string) =>
    (request: OriginRequest): Page =>
      request.method === 'HEAD'
        ? { headers: [['ETag', etag]], body: body.subarray(0, FROM) }
        : { status: 416, headers: [['Content-Range', `bytes */${FROM}`]], body: 'no such range' };

  it('is whole where the server has nothing behind it, and a HEAD request shows the same version', () => {
    const { watched, methods } = goneOn(profile, { version: '"a"', accepts: () => true }, behind('"a"'));
    const hasHead = profile !== quectel;

    expect(restOf(watched).length).toBe(0);
    expect(watched.end).toBe(hasHead ? 'completed' : 'range');
    expect(methods).toEqual(hasHead ? ['GET', 'HEAD'] : ['GET']);
  });

  it('has changed where the server has less, or the HEAD request shows another version', () => {
    const less = (): Page => ({ status: 416, headers: [['Content-Range', 'bytes */17']], body: '' });
    for (const answer of [less, behind('"b"')])
      expect(goneOn(profile, { version: '"a"' }, answer).watched.end).toBe('range');
  });

  it('emits no byte of an error’s page, even where its status is accepted', () => {
    const { watched } = goneOn(profile, { version: '"a"', accepts: () => true }, () => ({
      status: 404,
      headers: ETAG,
      body,
    }));

    expect({ end: watched.end, kinds: kindsOf(watched) }).toEqual({ end: 'completed', kinds: 'head' });
  });

  it('follows a redirect to the rest', () => {
    const { watched, ranges } = goneOn(profile, { version: '"a"', redirect: 'follow' }, ({ url }) =>
      url === PAGE ? { status: 302, headers: [['Location', MOVED]] } : { headers: ETAG, body },
    );

    expectRest(watched);
    expect(ranges).toEqual([`bytes=${FROM}-`, `bytes=${FROM}-`]);
  });
});

it.each<[Partial<HttpRequest>, string]>([
  [{}, 'version'],
  [{ fromByte: -1, version: '"a"' }, 'fromByte'],
  [{ version: '"a"', headers: { range: 'bytes=1-' } }, 'fromByte'],
  [{ version: '"a"', method: 'HEAD' }, 'fromByte'],
])('refuses %j before anything is written', (request, name) => {
  const on = desk(a7600, 'page');
  const { reason } = asking(on, (modem) => http.request(modem, { url: PAGE, fromByte: FROM, ...request }));

  expect(reason && explain(reason)).toContain(`invalid ${name}`);
  expect(on.heard.filter((line) => line.includes('HTTP'))).toEqual([]);
});
