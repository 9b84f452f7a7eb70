import {
  asyncScheduler,
  distinctUntilChanged,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  switchMap,
  timer,
} from 'rxjs';
import { commands, type Modem, type ModemStates, refresh, type Token } from 'rxmodem';
import type { News } from '../model/news';
import { saidNews } from './saidNews';

/** How often it is asked how it is, and how long after it came or restarted. */
const ASK_EVERY_MS = 30_000;
const ASK_AFTER_MS = 500;

const now = (): number => asyncScheduler.now();

const saidOnItsOwn = (modem: string, token: Token): News[] => {
  if (token.kind !== 'urc' && token.kind !== 'unknown') return [];
  const tells = token.kind === 'urc' ? token.definition.tells : undefined;
  return [saidNews({ modem, at: now(), text: token.text, tells })];
};

const statesOf = (modem: string, { state }: Modem): Observable<News>[] =>
  (Object.keys(state) as (keyof ModemStates)[]).map((name) =>
    (state[name] as Observable<unknown>).pipe(
      map((value): News => ({ kind: 'state', modem, at: now(), states: { [name]: value } })),
    ),
  );

/** Asks it how it is: when it is there, when it restarted, and now and then; its signal as often as it is wished. */
const askedAgain = (
  modem: Modem,
  answered: Observable<unknown>,
  signalEveryMs: number | undefined,
): Observable<never> => {
  const restarts = modem.state.power.pipe(
    map((power) => power.restarts),
    distinctUntilChanged(),
  );
  const occasions = merge(of(null), answered, restarts);
  const states = occasions.pipe(
    switchMap(() => timer(ASK_AFTER_MS, ASK_EVERY_MS)),
    switchMap(() => refresh(modem)),
  );
  if (signalEveryMs === undefined) return states;
  const signal = timer(0, signalEveryMs).pipe(switchMap(() => modem.send(commands.signal())));
  return merge(states, signal.pipe(ignoreElements()));
};

/** What a modem says on its own, what becomes known of it, and the questions that it takes to know. */
export const modemNews = (
  id: string,
  modem: Modem,
  answered: Observable<unknown>,
  signalEveryMs: number | undefined,
): Observable<News> =>
  merge(
    ...statesOf(id, modem),
    modem.urcs.pipe(mergeMap((token) => saidOnItsOwn(id, token))),
    askedAgain(modem, answered, signalEveryMs),
  );
