import { concat, concatMap, delay, map, of, repeat, switchMap, take, toArray } from 'rxjs';
import { a7600, collect, http, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { desk, PAGE, type Desk } from '../modem/desk';
import { lookAlike, patterned, repeated } from '../modem/bodies';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { onRealModem } from './onRealModem';
import { everyNth } from '../helpers/thin';
import { readsOf, wordsOf } from './words';
import { isSame } from './asking';

type Bytes = Uint8Array;

/** How many bytes are lost at once. */
const counts = Array.from({ length: 40 }, (_, at) => at + 1);

/** A body of two windows, full of what modems say. */
const twoWindows = repeated(lookAlike, 6_000);

const URCS = [
  '+CREG: 1',
  'RING',
  '+CMTI: "SM",3',
  '*PSUTTZ: 2022,9,14,4,55,19,"+28",0',
  '+CLIP: "+491701234567",145,"",0,"",0',
  'UNDER-VOLTAGE WARNNING',
  '+XYZ: nobody knows',
];
/** A URC that is just as long as what was lost before it can be told from data by nobody: these are longer. */
const LONG_URCS = [
  '*PSNWID: "460","00","CHINA MOBILE COMMUNICATIONS",0,"CMCC",0',
  '+CUSD: 0,"Your balance is 5.00, valid until 2030-01-01",15',
  '+XYZ: something that nobody knows and that takes its time',
];

const bodies: readonly (readonly [string, Bytes])[] = [
  ['no byte', patterned(0)],
  ['1 byte', patterned(1)],
  ['30 bytes', patterned(30)],
  ['the word OK', latin1Bytes('OK')],
  ['64 KiB', patterned(65_536)],
  ['300,000 bytes', patterned(300_000)],
  ['all that modems say', lookAlike],
];

/** What a modem may be like, and a GET still gives the exact bytes. */
const manners: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers a little later': { latencyMs: 1 },
  'sends pieces of 1 to 7 bytes': { faults: [faults.pieces({ least: 1, most: 7 })] },
  'sends every byte by itself': { faults: [faults.pieces({ least: 1, most: 1 })] },
  'is paced as a line of 115,200 baud': { baud: 115_200 },
  'says URCs everywhere': { faults: [faults.urcs({ lines: URCS, where: ['everywhere'] })] },
  'says URCs everywhere, in pieces of 1 to 7 bytes': {
    latencyMs: 1,
    faults: [
      faults.urcs({ lines: URCS, where: ['everywhere'] }),
      faults.pieces({ least: 1, most: 7, seed: 5 }),
    ],
  },
  'says URCs behind payload': { faults: [faults.urcs({ lines: URCS, where: ['after-payload'] })] },
  'echoes, and tells errors in words': { faults: [faults.cmeVerbosity({ level: 2 })] },
  'does not echo': { faults: [faults.noEcho()] },
  'sends noise before its first answer': { faults: [faults.bootNoise()] },
  'starts when the port is opened': { bootOnOpen: true, faults: [faults.bootNoise()] },
  'starts when the port is opened, a little later': { bootOnOpen: true, latencyMs: 30 },
  'is deaf to the first three commands': { faults: [faults.deaf({ lines: 3 })] },
  'puts no blank behind the colon': { faults: [faults.tightColon()] },
  'has its bearer open already': { bearerOpen: true },
  'has an HTTP session open that somebody left': { httpOpen: true },
  'puts no line end between blocks': { faults: [faults.noBlockBreaks()] },
  'gives blocks of 100 bytes': { faults: [faults.blockBytes({ most: 100 })] },
  'gives blocks of 4,096 bytes': { faults: [faults.blockBytes({ most: 4_096 })] },
  'gives one block a window': { faults: [faults.blockBytes({ most: 1_000_000 })] },
  'says a stray OK behind HTTPREAD': { faults: [faults.strayOk()] },
  'says a stray OK behind HTTPREAD, a little later': { latencyMs: 3, faults: [faults.strayOk()] },
  'does not tell that the peer closed': { faults: [faults.noPeerClosed()] },
  'takes 20 s for the result': { resultDelayMs: 20_000 },
  'takes 700 ms for every result code': { faults: [faults.slowFinals({ ms: 700 })] },
};

/** The first GET and one more on the same modem. */
const twice = ({ connected }: Desk) =>
  connected().pipe(
    take(1),
    switchMap((modem) =>
      concat(http.get(modem, PAGE).pipe(collect()), http.get(modem, PAGE).pipe(collect())),
    ),
  );

/** A GET, then, a minute after it ended anyhow, another one on the same modem. */
const thenAgain = (
  { connected }: Desk,
  request: { readonly retry?: { attempts: number; delay: number } } = {},
) => {
  const first: { watched?: Watched<unknown> } = {};
  const last = virtually(() =>
    watch(
      connected().pipe(
        switchMap((modem) => {
          first.watched = watch(http.get(modem, { url: PAGE, ...request }).pipe(collect()));
          return of(modem).pipe(
            delay(600_000),
            switchMap(() => http.get(modem, PAGE).pipe(collect())),
          );
        }),
        take(1),
      ),
    ),
  );
  return { first: first.watched as Watched<{ bytes: Bytes }>, last };
};

const expectBalance = ({ virtual }: Desk): void => {
  expect(virtual.state.httpOpen).toBe(false);
  expect(virtual.state.httpTerms).toBe(virtual.state.httpInits);
};

/** Whatever the first GET came to: it ended, with the exact bytes or a reason, and the next one succeeds. */
const expectExactOrReason = (virtualDesk: Desk, body: Bytes, of: string): void => {
  const { first, last } = thenAgain(virtualDesk);
  const [response] = first.values;
  const exact = first.end === 'completed' && isSame(response?.bytes, body);
  const refused = first.reason !== undefined && response === undefined;
  expect({ of, end: first.end, fine: exact || refused }).toEqual({ of, end: first.end, fine: true });
  expect({ of, end: last.end, same: isSame(last.values[0]?.bytes, body) }).toEqual({
    of,
    end: 'completed',
    same: true,
  });
};

type MakeDesk = (page: Parameters<typeof desk>[1], knobs?: Partial<EmulatorSettings>) => Desk;

/** What a GET promises on every family. */
/** The modem's own codes: which pass, how often each is tried, and what an unreachable server is. */
interface Codes {
  readonly passing: readonly number[];
  readonly tries: readonly (readonly [code: number, tries: number])[];
  readonly unreachable: number;
}

const SIMCOM_CODES: Omit<Codes, 'unreachable'> = {
  passing: [601, 604, 706, 714],
  tries: [
    [601, 3],
    [603, 1],
    [604, 3],
    [706, 3],
    [714, 3],
    [715, 1],
  ],
};

const codesOf = ({ name }: Profile): Codes => {
  if (name !== 'quectel') return { ...SIMCOM_CODES, unreachable: name === 'sim800' ? 601 : 714 };
  return {
    passing: [702, 709, 714, 719],
    tries: [
      [701, 3],
      [711, 1],
      [714, 3],
      [729, 3],
      [730, 1],
    ],
    unreachable: 716,
  };
};

const contract = (profile: Profile, makeDesk: MakeDesk): void => {
  const words = wordsOf(profile);
  const codes = codesOf(profile);
  describe(`GET on a ${profile.title}`, () => {
    it.each(bodies)('gives a body of %s', (_, body) => {
      const virtualDesk = makeDesk(body);
      const { values, end } = virtually(() => watch(virtualDesk.get()));

      expect(end).toBe('completed');
      expect(values).toHaveLength(1);
      expect(values[0]).toMatchObject({ status: 200, length: body.length });
      expect(isSame(values[0]?.bytes, body)).toBe(true);
      expectBalance(virtualDesk);
    });

    describe.each(Object.entries(manners))('where the modem %s', (_, knobs) => {
      it('gives the exact bytes, twice', () => {
        const virtualDesk = makeDesk(twoWindows, knobs);
        const { values, end } = virtually(() => watch(twice(virtualDesk)));

        expect(end).toBe('completed');
        expect(values.map(({ status, bytes }) => [status, isSame(bytes, twoWindows)])).toEqual([
          [200, true],
          [200, true],
        ]);
        expect(virtualDesk.virtual.state.httpOpen).toBe(false);
      });

      it('gives an empty body', () => {
        const { values, end } = virtually(() => watch(makeDesk('', knobs).get()));

        expect(end).toBe('completed');
        expect(values[0]?.bytes).toHaveLength(0);
      });
    });

    it.each([1, 7, 100, 4_095, 6_000, 1_000_000])('gives the exact bytes in windows of %d', (windowBytes) => {
      const body = twoWindows.subarray(0, windowBytes < 10 ? 192 : 6_000);
      const { values, end } = virtually(() => watch(makeDesk(body).get({ windowBytes })));

      expect(end).toBe('completed');
      expect(isSame(values[0]?.bytes, body)).toBe(true);
    });

    it('emits the head first, then chunks that count up to the length', () => {
      const { connected } = makeDesk(twoWindows);
      const { values, end } = virtually(() =>
        watch(
          connected().pipe(
            take(1),
            switchMap((modem) => http.get(modem, PAGE)),
          ),
        ),
      );
      const [head, ...chunks] = values;
      let loaded = 0;

      expect(end).toBe('completed');
      expect(head).toMatchObject({ kind: 'head', status: 200, length: 6_000 });
      expect(chunks.length).toBeGreaterThan(1);
      for (const chunk of chunks) {
        loaded += chunk.kind === 'chunk' ? chunk.bytes.length : NaN;
        expect(chunk).toMatchObject({ kind: 'chunk', loaded, total: 6_000 });
        expect(Object.isFrozen(chunk)).toBe(true);
      }
      expect(loaded).toBe(6_000);
    });

    it('asks for the next window only when the sink has taken the last', () => {
      const virtualDesk = makeDesk(patterned(300));
      const reads: number[] = [];
      const into = () => {
        reads.push(readsOf(virtualDesk));
        return of(null).pipe(delay(5_000));
      };
      const { values, end, endedAt } = virtually(() => watch(virtualDesk.get({ windowBytes: 100, into })));

      expect(end).toBe('completed');
      expect(isSame(values[0]?.bytes, patterned(300))).toBe(true);
      expect(reads).toEqual([1, 2, 3]);
      expect(endedAt).toBeGreaterThanOrEqual(15_000);
    });

    it('fails with the response where the status is 404', () => {
      const virtualDesk = makeDesk({ status: 404, body: lookAlike });
      const { values, end, reason } = virtually(() => watch(virtualDesk.get()));

      expect({ values, end }).toEqual({ values: [], end: 'http-status' });
      expect(reason).toMatchObject({ kind: 'http-status', head: { status: 404, length: lookAlike.length } });
      expect(reason?.kind === 'http-status' && isSame(reason.body, lookAlike)).toBe(true);
      expect(virtualDesk.virtual.state.httpActions).toBe(1);
      expectBalance(virtualDesk);
    });

    it('gives the body of a 404 where the status is accepted', () => {
      const { values, end } = virtually(() =>
        watch(makeDesk({ status: 404, body: lookAlike }).get({ accepts: () => true })),
      );

      expect(end).toBe('completed');
      expect(values[0]?.status).toBe(404);
      expect(isSame(values[0]?.bytes, lookAlike)).toBe(true);
    });

    it('tries a 503 again', () => {
      let asked = 0;
      const virtualDesk = makeDesk(() => ((asked += 1) === 1 ? { status: 503, body: 'busy' } : 'fine'));
      const { values, end } = virtually(() => watch(virtualDesk.get()));

      expect(end).toBe('completed');
      expect(values[0]?.text()).toBe('fine');
      expect(virtualDesk.virtual.state.httpActions).toBe(2);
      expectBalance(virtualDesk);
    });

    it.each(codes.passing)('tries again after the passing code %d', (code) => {
      const virtualDesk = makeDesk(lookAlike, { faults: [faults.failedRequests({ codes: [code, code] })] });
      const { values, end, endedAt } = virtually(() => watch(virtualDesk.get()));

      expect(end).toBe('completed');
      expect(isSame(values[0]?.bytes, lookAlike)).toBe(true);
      expect(virtualDesk.virtual.state.httpActions).toBe(3);
      expect(endedAt).toBeGreaterThanOrEqual(1_500);
      expectBalance(virtualDesk);
    });

    it.each(codes.tries)(
      'fails with the code %d after %d tries, and takes it for no status',
      (code, tries) => {
        const virtualDesk = makeDesk('never read', {
          faults: [faults.failedRequests({ codes: [code, code, code] })],
        });
        const { values, end, reason } = virtually(() => watch(virtualDesk.get({ accepts: () => true })));

        expect({ values, end, reason }).toMatchObject({
          values: [],
          end: 'http',
          reason: { kind: 'http', code },
        });
        expect(virtualDesk.virtual.state.httpActions).toBe(tries);
        expect(readsOf(virtualDesk)).toBe(0);
        expectBalance(virtualDesk);
      },
    );

    it('fails with the code of the family where the server can not be reached', () => {
      const { end, reason } = virtually(() => watch(makeDesk({ fails: 'connect' }).get()));

      expect(end).toBe('http');
      expect(reason).toMatchObject({ kind: 'http', code: codes.unreachable });
    });

    it('fails within the deadline of the bring-up where the modem is silent', () => {
      const { values, end, endedAt } = virtually(() =>
        watch(makeDesk(lookAlike, { faults: [faults.silent()] }).get()),
      );

      expect({ values, end }).toEqual({ values: [], end: 'timeout bring-up' });
      expect(endedAt).toBe(20_000);
    });

    it('fails where the result does not come in time', () => {
      const virtualDesk = makeDesk({ body: 'late', delayMs: 60_000 }, { resultDelayMs: 30_000 });
      const { end } = virtually(() =>
        watch(virtualDesk.get({ resultMs: 10_000, retry: { attempts: 1, delay: 0 } })),
      );

      expect(end).toBe('timeout result');
      expectBalance(virtualDesk);
    });

    it.each([1, 40, 700, 1_500])('goes on where the modem restarts %d bytes into a window', (bytes) => {
      const virtualDesk = makeDesk(patterned(3_000), {
        faults: [faults.restart({ during: words.read, skip: words.earlier, after: bytes })],
      });
      const { first, last } = thenAgain(virtualDesk);

      for (const { end, values } of [first, last]) {
        expect(end).toBe('completed');
        expect(isSame(values[0]?.bytes, patterned(3_000))).toBe(true);
      }
    });

    it.each([0, 5, 25, 700, 1_500, 3_020])(
      'finds the line again and goes on where the modem stalls %d bytes into a window',
      (bytes) => {
        const virtualDesk = makeDesk(patterned(3_000), {
          faults: [faults.stall({ during: words.read, skip: words.earlier, after: bytes })],
        });
        const { first, last } = thenAgain(virtualDesk);

        expect(first.endedAt).toBeLessThan(60_000);
        for (const { end, values } of [first, last]) {
          expect(end).toBe('completed');
          expect(isSame(values[0]?.bytes, patterned(3_000))).toBe(true);
        }
      },
    );

    it.each([words.begin, words.url, words.act, words.end])(
      'finds the line again and gives the exact bytes where the result code of %s is missing',
      (command) => {
        const virtualDesk = makeDesk(lookAlike, { faults: [faults.stall({ during: command, after: 0 })] });
        const { first, last } = thenAgain(virtualDesk);

        for (const { end, values } of [first, last]) {
          expect(end).toBe('completed');
          expect(isSame(values[0]?.bytes, lookAlike)).toBe(true);
        }
        expect(virtualDesk.virtual.state.httpOpen).toBe(false);
      },
    );

    it.each([words.read, words.act, words.begin, 'ATE0'])(
      'gives the exact bytes or a reason where 1 to 40 bytes of the answer to %s are lost',
      (command) => {
        for (const count of everyNth(4, counts)) {
          for (const bytes of command === words.read ? [0, 30, 1_040] : [0]) {
            const knobs = {
              faults: [faults.noEcho(), faults.lostBytes({ during: command, after: bytes, count })],
            };
            expectExactOrReason(makeDesk(patterned(1_500), knobs), patterned(1_500), `${count} at ${bytes}`);
          }
        }
      },
    );

    it.each([
      ['URCs everywhere', faults.urcs({ lines: LONG_URCS, where: ['everywhere'] })],
      ['no line ends between blocks', faults.noBlockBreaks()],
      ['pieces', faults.pieces({ least: 1, most: 7 })],
    ] as const)('gives the exact bytes or a reason where bytes are lost, with %s', (title, fault) => {
      for (const count of everyNth(4, counts)) {
        const virtualDesk = makeDesk(repeated(lookAlike, 1_500), {
          faults: [
            fault,
            faults.lostBytes({ during: words.read, skip: words.earlier, after: 300 + count, count }),
          ],
        });
        expectExactOrReason(virtualDesk, repeated(lookAlike, 1_500), `${title}, ${count}`);
      }
    });

    it('holds the deadlines that the request sets', () => {
      const slow = (timeout: object) =>
        virtually(() =>
          watch(
            makeDesk({ body: patterned(3_000), delayMs: 4_000 }, { baud: 9_600 }).get({
              timeout,
              retry: { attempts: 1, delay: 0 },
            }),
          ),
        );

      expect(slow({ firstMs: 2_000 }).end).toBe('timeout result');
      expect(slow({ totalMs: 5_000 }).end).toBe('timeout total');
      expect(slow({ eachMs: 1_000 }).end).toBe('timeout result');
      expect(slow({ firstMs: 20_000, eachMs: 20_000, totalMs: 60_000 }).end).toBe('completed');
    });

    it('does not mistake a restart for a refusal, however idle the line was', () => {
      const virtualDesk = makeDesk(patterned(900));
      const into = () => {
        virtualDesk.virtual.restart();
        return of(null).pipe(delay(1_000));
      };
      const { end, values } = virtually(() =>
        watch(virtualDesk.get({ windowBytes: 300, into, retry: { attempts: 1, delay: 0 } })),
      );

      expect({ end, values }).toEqual({ end: 'reset', values: [] });
    });

    it('gives a POST its body, and the next GET its own', () => {
      const virtualDesk = makeDesk(({ method, body }) => (method === 'POST' ? body : 'got'));
      const { values, end } = virtually(() =>
        watch(
          virtualDesk.connected().pipe(
            take(1),
            switchMap((modem) =>
              concat(
                http.post(modem, { url: PAGE, body: lookAlike }).pipe(collect()),
                http.get(modem, PAGE).pipe(collect()),
              ),
            ),
          ),
        ),
      );

      expect(end).toBe('completed');
      expect(values.map(({ bytes }, at) => isSame(bytes, at === 0 ? lookAlike : latin1Bytes('got')))).toEqual(
        [true, true],
      );
      expectBalance(virtualDesk);
    });

    it('can be subscribed to again', () => {
      const virtualDesk = makeDesk(lookAlike);
      const { values, end } = virtually(() =>
        watch(
          virtualDesk.connected().pipe(
            take(1),
            switchMap((modem) => http.get(modem, PAGE).pipe(collect(), repeat(3))),
            map(({ bytes }) => isSame(bytes, lookAlike)),
            toArray(),
          ),
        ),
      );

      expect({ values, end }).toEqual({ values: [[true, true, true]], end: 'completed' });
      expectBalance(virtualDesk);
    });

    it('gives only the head of a HEAD', () => {
      const { connected } = makeDesk(lookAlike);
      const { values, end } = virtually(() =>
        watch(
          connected().pipe(
            take(1),
            concatMap((modem) => http.head(modem, PAGE)),
          ),
        ),
      );

      if (!profile.http?.methods.includes('HEAD')) return expect(end).toBe('unsupported');
      expect(end).toBe('completed');
      return expect(values).toMatchObject([{ kind: 'head', status: 200 }]);
    });
  });
};

for (const profile of [sim800, a7600, sim7600, quectel]) {
  contract(profile, (page, knobs) => desk(profile, page, knobs));
}

describe('GET of a large body', () => {
  it('gives 1 MiB on an A7600', () => {
    const body = patterned(1_048_576);
    const { values, end } = virtually(() => watch(desk(a7600, body).get({ windowBytes: 65_536 })));

    expect(end).toBe('completed');
    expect(isSame(values[0]?.bytes, body)).toBe(true);
  });

  it('gives more than a SIM800 holds, in parts', () => {
    const virtualDesk = desk(sim800, { body: patterned(320_000), headers: [['ETag', '"1"']] });
    const { values, end } = virtually(() => watch(virtualDesk.get()));

    expect(end).toBe('completed');
    expect(isSame(values[0]?.bytes, patterned(320_000))).toBe(true);
    expectBalance(virtualDesk);
  });
});

if (process.env.MODEM_PORT !== undefined) onRealModem(process.env.MODEM_PORT);
