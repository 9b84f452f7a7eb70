import { asyncScheduler, map, mergeMap, of, Subject, takeUntil, tap } from 'rxjs';
import {
  a7600,
  openModem,
  http,
  type HttpRequest,
  type Profile,
  quectel,
  sim7600,
  sim800,
  type TransferEvent,
} from '../../lib';
import { faults, type EmulatorSettings, type OriginRequest, type Page } from '../../lib/emulator';
import { patterned } from '../modem/bodies';
import { desk, PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { asking, expectBalance, fieldOf, isSame, recorded } from './asking';
import { windowAt } from './words';

const all: readonly Profile[] = [sim800, a7600, sim7600, quectel];
const ETAG = [['ETag', '"a"']] as const;
const body = patterned(20_000);
const WINDOW = 1_000;

/** The bytes that came, and where they came to be. */
const bytesOf = ({ values }: Watched<TransferEvent>): Uint8Array =>
  Buffer.concat(values.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));

const kindsOf = ({ values }: Watched<TransferEvent>): string =>
  values
    .map(({ kind }) => kind)
    .join(' ')
    .replace(/chunk( chunk)*/g, 'chunks');

const rangesOf = (requests: readonly OriginRequest[]): readonly string[] =>
  requests.map((request) => fieldOf(request, 'Range').join('|'));

/** A GET whose modem is troubled when so many bytes of the body have come. */
const troubled = (
  profile: Profile,
  answer: (request: OriginRequest, time: number) => Page,
  {
    knobs = {},
    request = {},
    trouble,
  }: {
    readonly knobs?: Partial<EmulatorSettings>;
    readonly request?: Partial<HttpRequest>;
    readonly trouble?: (virtualDesk: ReturnType<typeof desk>) => void;
  },
) => {
  const { requests, page } = recorded(answer);
  const virtualDesk = desk(profile, page, knobs);
  let isTroubled = false;
  const watched = asking(virtualDesk, (modem) =>
    http.get(modem, { url: PAGE, windowBytes: WINDOW, ...request }).pipe(
      tap((event) => {
        if (isTroubled || event.kind !== 'chunk' || event.loaded < 7_000) return;
        isTroubled = true;
        trouble?.(virtualDesk);
      }),
    ),
  );
  expect(virtualDesk.virtual.state.httpOpen).toBe(false);
  return { watched, requests, virtualDesk };
};

/** Told in every chunk: how far it is, and of how much. */
const expectSteady = ({ values }: Watched<TransferEvent>, total: number): void => {
  let loaded = 0;
  for (const event of values) {
    if (event.kind !== 'chunk') continue;
    loaded += event.bytes.length;
    expect([event.loaded, event.total]).toEqual([loaded, total]);
  }
};

const restart = ({ virtual }: ReturnType<typeof desk>): void => virtual.restart();

describe.each(all)('a GET on a $title that loses its connection in the middle of the body', (profile) => {
  it.each<[string, Partial<EmulatorSettings>]>([
    ['the modem restarts between two windows', {}],
    [
      'the modem restarts in the middle of one',
      { faults: [faults.restart({ ...windowAt(profile, 7_000, 7), after: 500 })] },
    ],
  ])('goes on where it was where %s', (_, knobs) => {
    const trouble = Object.keys(knobs).length === 0 ? { trouble: restart } : {};
    const { watched, requests } = troubled(profile, () => ({ headers: ETAG, body }), { knobs, ...trouble });
    const resumed = watched.values.find((event) => event.kind === 'resumed');
    const offset = resumed?.kind === 'resumed' ? resumed.offset : NaN;

    expect(watched.end).toBe('completed');
    expect(kindsOf(watched)).toBe('head chunks resumed chunks');
    // A restart inside of counted bytes may be taken for some of them, and the rest be missed.
    expect(['reset', 'timeout', 'corrupt']).toContain(resumed?.kind === 'resumed' && resumed.reason.kind);
    expect(offset).toBeGreaterThanOrEqual(7_000);
    expect(rangesOf(requests)).toEqual(['', `bytes=${offset}-`]);
    expect(isSame(bytesOf(watched), body)).toBe(true);
    expectSteady(watched, 20_000);
  });

  it.each<[string, Partial<EmulatorSettings>]>([
    ['stalls', { faults: [faults.stall({ ...windowAt(profile, 7_000, 7), after: 500 })] }],
    [
      'loses bytes',
      { faults: [faults.lostBytes({ ...windowAt(profile, 7_000, 7), after: 500, count: 20 })] },
    ],
  ])('gives the exact bytes where the line %s', (_, knobs) => {
    const { watched, requests, virtualDesk } = troubled(profile, () => ({ headers: ETAG, body }), { knobs });

    expect(watched.end).toBe('completed');
    expect(isSame(bytesOf(watched), body)).toBe(true);
    // A SIM800 keeps what it has: the window is read again, and nobody else is asked.
    expect(requests).toHaveLength([sim800, quectel].includes(profile) ? 1 : 2);
    expectSteady(watched, 20_000);
    expectBalance(virtualDesk);
  });

  it('goes on where the bearer is lost, with what the modem has', () => {
    const { watched, virtualDesk } = troubled(profile, () => ({ headers: ETAG, body }), {
      trouble: ({ virtual }) => virtual.loseBearer(),
    });

    expect(watched.end).toBe('completed');
    expect(isSame(bytesOf(watched), body)).toBe(true);
    expectBalance(virtualDesk);
  });

  it('goes on where it was though the way back is stony', () => {
    let times = 0;
    const answer = (): Page => {
      times += 1;
      if (times === 2) return { status: 503, headers: [['Retry-After', '3']], body: 'busy' };
      return times === 3 ? { fails: 'connect' } : { headers: ETAG, body };
    };
    const { watched, requests } = troubled(profile, answer, {
      trouble: restart,
      request: { retry: { attempts: 9, delay: 100 } },
    });

    expect(watched.end).toBe('completed');
    expect(isSame(bytesOf(watched), body)).toBe(true);
    expect(requests).toHaveLength(4);
    expect(watched.endedAt).toBeGreaterThan(3_000);
    expect(kindsOf(watched)).toBe('head chunks resumed resumed resumed chunks');
  });

  it('fails with the server’s status where that is one of failure, whatever the request accepts', () => {
    for (const accepts of [undefined, () => true]) {
      const { watched } = troubled(
        profile,
        (_, time) => (time === 1 ? { headers: ETAG, body } : { status: 404, headers: ETAG, body: 'gone' }),
        { trouble: restart, request: accepts ? { accepts } : {} },
      );

      expect(watched.end).toBe('http-status');
      expect(watched.reason).toMatchObject({ head: { status: 404 } });
    }
  });

  it('asks nobody whether a part is accepted: it was asked for by itself', () => {
    const { watched } = troubled(profile, () => ({ headers: ETAG, body }), {
      trouble: restart,
      request: { accepts: (status) => status === 200 },
    });

    expect(watched.end).toBe('completed');
    expect(isSame(bytesOf(watched), body)).toBe(true);
  });

  it('is never spliced: a changed ETag is a failure', () => {
    const { watched } = troubled(
      profile,
      (_, time) => ({ headers: [['ETag', time === 1 ? '"a"' : '"b"']], body }),
      { trouble: restart },
    );

    expect(watched.end).toBe('range');
    expect(isSame(bytesOf(watched), body.subarray(0, bytesOf(watched).length))).toBe(true);
    expect(bytesOf(watched).length).toBeLessThan(20_000);
  });

  it('is never spliced: another length is a failure', () => {
    const { watched } = troubled(
      profile,
      (_, time) => ({ headers: ETAG, body: patterned(time === 1 ? 20_000 : 19_000) }),
      {
        trouble: restart,
      },
    );

    expect(watched.end).toBe('range');
  });

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['a part that it does not name', []],
    ['another part than was asked for', [['Content-Range', 'bytes 0-999/20000']]],
    ['a part of nobody knows how much', [['Content-Range', 'bytes 7000-19999/*']]],
  ])('is never spliced: a server that gives %s is a failure', (_, named) => {
    const { watched } = troubled(
      profile,
      (__, time) =>
        time === 1
          ? { headers: ETAG, body }
          : { status: 206, headers: [...ETAG, ...named], body: body.subarray(7_000) },
      { trouble: restart },
    );

    expect(watched.end).toBe('range');
    expect(isSame(bytesOf(watched), body.subarray(0, bytesOf(watched).length))).toBe(true);
  });

  it('gives the exact bytes from a server without ranges', () => {
    const { requests, page } = recorded((request) => ({
      headers: ETAG,
      body,
      status: 203 + 0 * request.body.length,
    }));
    const virtualDesk = desk(profile, page);
    let isOnce = true;
    const watched = asking(virtualDesk, (modem) =>
      http.get(modem, { url: PAGE, windowBytes: WINDOW }).pipe(
        tap((event) => {
          if (event.kind !== 'chunk' || !isOnce || event.loaded < 7_000) return;
          isOnce = false;
          virtualDesk.virtual.restart();
        }),
      ),
    );

    expect(watched.end).toBe('completed');
    // The simulated web gives parts of a 200 only.
    expect(watched.values[0]).toMatchObject({ kind: 'head', status: 203 });
    expect(rangesOf(requests)).toHaveLength(2);
    expect(isSame(bytesOf(watched), body)).toBe(true);
    expectSteady(watched, 20_000);
  });

  it.each<[string, readonly (readonly [string, string])[], boolean]>([
    ['a strong ETag', [['ETag', '"a"']], true],
    ['Last-Modified', [['Last-Modified', 'Wed, 21 Oct 2015 07:28:00 GMT']], true],
    [
      'a weak ETag and Last-Modified',
      [
        ['ETag', 'W/"a"'],
        ['Last-Modified', 'Wed, 21 Oct 2015 07:28:00 GMT'],
      ],
      true,
    ],
    ['a weak ETag', [['ETag', 'W/"a"']], false],
    ['nothing', [], false],
  ])(
    'asks for a part where the server tells versions apart by %s, else hears the same again',
    (_, headers, asksPart) => {
      const { watched, requests } = troubled(profile, () => ({ headers, body }), { trouble: restart });

      expect(watched.end).toBe('completed');
      expect(rangesOf(requests)[1] !== '').toBe(asksPart);
      expect(isSame(bytesOf(watched), body)).toBe(true);
      expectSteady(watched, 20_000);
    },
  );

  it('is never spliced: where the server names no version, other bytes are a failure', () => {
    const other = Uint8Array.from(body);
    other[6_999] = (other[6_999] ?? 0) ^ 1;
    const { watched } = troubled(profile, (_, time) => ({ body: time === 1 ? body : other }), {
      trouble: restart,
    });

    expect(watched.end).toBe('range');
    expect(isSame(bytesOf(watched), body.subarray(0, bytesOf(watched).length))).toBe(true);
  });

  it('fails with what happened where it is not to go on', () => {
    const { watched, requests } = troubled(profile, () => ({ headers: ETAG, body }), {
      trouble: restart,
      request: { resume: false },
    });

    expect(watched.end).toBe('reset');
    expect(requests).toHaveLength(1);
  });

  it('fails with what happened where the request names a range of its own', () => {
    const { watched, requests } = troubled(profile, () => ({ headers: ETAG, body }), {
      trouble: restart,
      request: { headers: { range: 'bytes=0-9999' } },
    });

    expect(watched.end).toBe('reset');
    expect(requests).toHaveLength(1);
  });

  it('does not go on with the answer to a POST', () => {
    const { requests, page } = recorded(() => ({ headers: ETAG, body }));
    const virtualDesk = desk(profile, page);
    const watched = asking(virtualDesk, (modem) =>
      http
        .post(modem, { url: PAGE, body: 'x', windowBytes: WINDOW, idempotent: true })
        .pipe(
          tap((event) => event.kind === 'chunk' && event.loaded === 7_000 && virtualDesk.virtual.restart()),
        ),
    );

    expect(watched.end).toBe('reset');
    expect(requests).toHaveLength(1);
  });

  it('fails with closed where the port goes away, and says nothing more', () => {
    const { page } = recorded(() => ({ headers: ETAG, body }));
    const { virtual } = desk(profile, page);
    const gone = new Subject<void>();
    const unplugged = virtual.transport.pipe(
      map((port) => ({ ...port, incoming: port.incoming.pipe(takeUntil(gone)) })),
    );
    const watched = virtually(() =>
      watch(
        openModem(unplugged, profile).pipe(
          mergeMap((modem) => http.get(modem, { url: PAGE, windowBytes: WINDOW })),
        ),
        (event) => event.kind === 'chunk' && event.loaded === 7_000 && gone.next(),
      ),
    );

    expect(watched.end).toBe('closed');
    expect(bytesOf(watched)).toHaveLength(7_000);
  });

  it('can be left while it waits to go on', () => {
    const left = new Subject<void>();
    const retry = {
      attempts: 3,
      delay: () => {
        asyncScheduler.schedule(() => left.next(), 5_000);
        return 60_000;
      },
    };
    const { requests, page } = recorded(() => ({ headers: ETAG, body }));
    const virtualDesk = desk(profile, page);
    const watched = asking(virtualDesk, (modem) =>
      http.get(modem, { url: PAGE, windowBytes: WINDOW, retry }).pipe(
        tap((event) => event.kind === 'chunk' && event.loaded === 7_000 && virtualDesk.virtual.restart()),
        takeUntil(left),
      ),
    );

    expect([watched.end, watched.endedAt]).toEqual(['completed', expect.any(Number)]);
    expect(watched.endedAt).toBeLessThan(10_000);
    expect(requests).toHaveLength(1);
  });
});

describe('a body that a SIM800 can not hold', () => {
  const large = patterned(1_000_000);
  const got = (page: Parameters<typeof recorded>[0], request: Partial<HttpRequest> = {}) => {
    const { requests, page: site } = recorded(page);
    const virtualDesk = desk(sim800, site);
    const watched = asking(virtualDesk, (modem) =>
      http.get(modem, { url: PAGE, windowBytes: 65_536, ...request }),
    );
    expectBalance(virtualDesk);
    return { watched, requests };
  };

  it('of 1,000,000 bytes is put together of parts, with one head', () => {
    const { watched, requests } = got(() => ({ headers: ETAG, body: large }));

    expect(watched.end).toBe('completed');
    expect(kindsOf(watched)).toBe('head chunks');
    expect(watched.values[0]).toMatchObject({
      status: 200,
      length: 1_000_000,
      headers: { etag: '"a"', 'content-length': '1000000' },
    });
    expect(watched.values[0]).not.toHaveProperty(['headers', 'content-range']);
    expect(rangesOf(requests)).toEqual([
      '',
      'bytes=0-262143',
      'bytes=262144-524287',
      'bytes=524288-786431',
      'bytes=786432-999999',
    ]);
    expect(isSame(bytesOf(watched), large)).toBe(true);
    expectSteady(watched, 1_000_000);
  });

  it('is asked for in smaller parts where the parts are too large, too', () => {
    const roomy =
      (limit: number) =>
      (request: OriginRequest): Page => {
        const [, from, to] = /bytes=(\d+)-(\d+)/.exec(fieldOf(request, 'Range')[0] ?? '') ?? [];
        const size = from === undefined ? Infinity : Number(to) - Number(from) + 1;
        // More than the modem holds, whatever was asked for.
        return size > limit ? { headers: ETAG, status: 203, body: large } : { headers: ETAG, body: large };
      };
    const { watched, requests } = got(roomy(70_000));

    expect(watched.end).toBe('completed');
    expect(rangesOf(requests).slice(0, 6)).toEqual([
      '',
      'bytes=0-262143',
      'bytes=0-131071',
      'bytes=0-65535',
      'bytes=65536-131071',
      'bytes=131072-196607',
    ]);
    expect(isSame(bytesOf(watched), large)).toBe(true);
  });

  it('is a clear failure where the server has no ranges', () => {
    const { watched, requests } = got(() => ({ headers: ETAG, status: 203, body: large }));

    expect(watched.end).toBe('range');
    expect(watched.reason).toMatchObject({ problem: expect.stringContaining('no parts') });
    expect(rangesOf(requests).at(-1)).toBe('bytes=0-4095');
  });

  it('is a clear failure where the server names no version of it', () => {
    const { watched } = got(() => ({ body: large }));

    expect({ end: watched.end, values: watched.values }).toEqual({ end: 'range', values: [] });
  });

  it('is never spliced where it changes between two parts', () => {
    const { watched } = got((_, time) => ({ headers: [['ETag', time < 4 ? '"a"' : '"b"']], body: large }));

    expect(watched.end).toBe('range');
    expect(bytesOf(watched)).toHaveLength(524_288);
  });

  it('is a status of failure where that comes instead of a part, whatever the request accepts', () => {
    const accepts = (): boolean => true;
    const busy = (at: number) =>
      got((_, time) => (time === at ? { status: 503, body: 'busy' } : { headers: ETAG, body: large }), {
        accepts,
        retry: { attempts: 1, delay: 0 },
      }).watched;

    expect(busy(2).values[0]).toMatchObject({ kind: 'head', status: 503, length: 4 });
    expect(busy(3).end).toBe('http-status');
  });

  it('goes on where it was when a part fails', () => {
    const { watched, requests } = got((_, time) =>
      time === 3 ? { fails: 'network' } : { headers: ETAG, body: large },
    );

    expect(watched.end).toBe('completed');
    expect(kindsOf(watched)).toBe('head chunks resumed chunks');
    expect(rangesOf(requests).filter((range) => range === 'bytes=262144-524287')).toHaveLength(2);
    expect(isSame(bytesOf(watched), large)).toBe(true);
  });

  it('is a failure where the request names a range of its own', () => {
    const { watched, requests } = got(() => ({ headers: ETAG, body: large }), {
      headers: { Range: 'bytes=0-999998' },
    });

    expect(watched.reason).toEqual({ kind: 'http', code: 602 });
    expect(requests).toHaveLength(1);
  });
});

describe.each([a7600, sim7600, quectel])('a body that a $title can not hold', (profile) => {
  const full = profile === quectel ? 729 : 706;

  it('is put together of parts after 706, or 729 of a Quectel', () => {
    const large = patterned(200_000);
    const { requests, page } = recorded(() => ({ headers: ETAG, body: large }));
    const virtualDesk = desk(profile, page, { faults: [faults.failedRequests({ codes: [full] })] });
    const watched = asking(virtualDesk, (modem) => http.get(modem, { url: PAGE, windowBytes: 65_536 }));

    expect(watched.end).toBe('completed');
    expect(rangesOf(requests)).toEqual([
      'bytes=0-65535',
      'bytes=65536-131071',
      'bytes=131072-196607',
      'bytes=196608-199999',
    ]);
    expect(isSame(bytesOf(watched), large)).toBe(true);
    expectSteady(watched, 200_000);
    expectBalance(virtualDesk);
  });

  it('is asked for in smaller parts when it says so again', () => {
    const { requests, page } = recorded(() => ({ headers: ETAG, body: patterned(40_000) }));
    const virtualDesk = desk(profile, page, { faults: [faults.failedRequests({ codes: [full, full] })] });
    const watched = asking(virtualDesk, (modem) => http.get(modem, PAGE));

    expect(watched.end).toBe('completed');
    expect(rangesOf(requests)).toEqual(['bytes=0-32767', 'bytes=32768-39999']);
    expect(isSame(bytesOf(watched), patterned(40_000))).toBe(true);
  });

  it('is read as it is where that was a passing thing, and the server has no ranges', () => {
    const { page } = recorded(() => ({ status: 203, body }));
    const watched = asking(
      desk(profile, page, { faults: [faults.failedRequests({ codes: [full] })] }),
      (modem) => http.get(modem, PAGE),
    );

    expect(watched.end).toBe('completed');
    expect(isSame(bytesOf(watched), body)).toBe(true);
  });
});

it('the offset of every resumption is what had come', () => {
  const { page } = recorded(() => ({ headers: ETAG, body }));
  const virtualDesk = desk(a7600, page);
  let loaded = 0;
  const troubles = new Set([3_000, 9_000, 15_000]);
  const watched = asking(virtualDesk, (modem) =>
    http.get(modem, { url: PAGE, windowBytes: WINDOW }).pipe(
      mergeMap((event) => {
        if (event.kind === 'chunk') {
          ({ loaded } = event);
          if (troubles.delete(loaded)) virtualDesk.virtual.restart();
        }
        return of(event.kind === 'resumed' ? event.offset === loaded : event.kind);
      }),
    ),
  );

  expect(watched.end).toBe('completed');
  expect(watched.values.filter((value) => value === true)).toHaveLength(3);
  expect(watched.values).not.toContain(false);
});
