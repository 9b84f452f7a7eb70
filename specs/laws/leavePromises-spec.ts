import { firstValueFrom, switchMap } from 'rxjs';
import { a7600, createFetch, http, type Modem, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { BALANCED, balanceOf, flowDesk, type FlowDesk, fresh } from './flowDesk';
import { PAGE } from '../modem/desk';
import { countdown } from './countdown';
import { fullOr } from '../helpers/thin';

// Law 5 for what ends in a promise: the modem answers at once, so that no real time passes but a few turns of the loop.

type Faces = Readonly<Record<string, (modem: Modem, signal: AbortSignal) => Promise<unknown>>>;

/** Each runs to its end, or until it is aborted. */
const STRIDE = fullOr(1, 5);

const faces: Faces = {
  'createFetch, aborted': async (modem, signal) =>
    (await createFetch(modem, { windowBytes: 60 })(PAGE, { signal })).arrayBuffer(),
  'createFetch of a POST, aborted': async (modem, signal) =>
    (await createFetch(modem)(PAGE, { method: 'POST', body: 'hello', signal })).arrayBuffer(),
  'http.iterate, left in the loop': async (modem, signal) => {
    for await (const chunk of http.iterate(modem, { url: PAGE, windowBytes: 60 })) {
      if (signal.aborted) return chunk;
    }
    return undefined;
  },
  'http.readable, cancelled': async (modem, signal) => {
    const reader = http.readable(modem, { url: PAGE, windowBytes: 60 }).getReader();
    signal.addEventListener('abort', () => void reader.cancel());
    for (let next = await reader.read(); !next.done; next = await reader.read()) continue;
  },
};

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Aborts at the `step`-th thing that happens; tells whether it came to that, and what came after it on the same modem. */
const abortedAt = async (desk: FlowDesk, face: Faces[string], step: number) => {
  const counter = countdown(step);
  const abort = new AbortController();
  counter.leave.subscribe(() => abort.abort());
  const follows = await firstValueFrom(
    desk.connected({ quietMs: 0, trace: counter.count }).pipe(
      switchMap(async (modem) => {
        counter.counts = true;
        await face(modem, abort.signal).catch(() => undefined);
        counter.counts = false;
        return modem;
      }),
      switchMap(fresh),
    ),
  );
  await turnOfTheLoop();
  return { wasLeft: abort.signal.aborted, follows };
};

describe.each([sim800, a7600, sim7600, quectel])('law 5: on a $title', (profile: Profile) => {
  it.each(Object.entries(faces))('%s, can be left anywhere', async (_, face) => {
    let step = 1 - STRIDE;
    for (let isLeft = true; isLeft;) {
      step += STRIDE;
      const desk = flowDesk(profile);
      const { wasLeft, follows } = await abortedAt(desk, face, step);
      isLeft = wasLeft;

      expect({ step, follows, ...balanceOf(desk) }).toEqual({ step, follows: [true, true], ...BALANCED });
    }
    expect(step).toBeGreaterThan(10);
  });
});
