import {
  concat,
  concatMap,
  defer,
  ignoreElements,
  merge,
  type Observable,
  of,
  repeat,
  tap,
  timer,
} from 'rxjs';
import { type Emulator, random } from 'rxmodem/emulator';
import { simulatedPages } from './simulatedPages';
import type { Source } from '../modems/source';

/** What a virtual modem's life is made of. */
export interface LifeParts {
  readonly virtual: Emulator;
  /** How it tells its signal on its own. */
  readonly signal: (rssi: number) => string;
  /** What it says now and then. */
  readonly urcs: readonly string[];
  readonly seed: number;
  /** Its place among others, so that not all do the same at once. */
  readonly at: number;
}

const SIGNAL_EVERY_MS = 1_500;
const FIRST_GET_MS = 3_000;
const GET_EVERY_MS = 45_000;
const HOME = 1;
const ROAMING = 5;

/** The next signal, 0 to 31: a step at most of two up or down, seldom leaving the middle. */
const wandered = (rssi: number, chance: number): number => {
  const pull = (17 - rssi) * 0.04;
  return Math.max(2, Math.min(31, Math.round(rssi + pull + (chance - 0.5) * 4)));
};

/** Does something again and again, after a while of a random length each time. */
const nowAndThen = (
  fromMs: number,
  upToMs: number,
  chance: () => number,
  act: () => void,
): Observable<never> =>
  defer(() => timer(fromMs + chance() * (upToMs - fromMs))).pipe(tap(act), ignoreElements(), repeat());

/** The network is another one for some seconds. */
const roaming = ({ register, say }: Emulator, chance: () => number): Observable<never> => {
  const becomes = (status: number) => () => {
    register(status);
    say(`+CREG: ${status}`);
    say(`+CGREG: ${status}`);
  };
  return defer(() =>
    concat(
      timer(20_000 + chance() * 60_000).pipe(tap(becomes(ROAMING))),
      timer(8_000).pipe(tap(becomes(HOME))),
    ),
  ).pipe(ignoreElements(), repeat());
};

/** Some life in a virtual modem, the same for the same seed: its signal wanders, it says things, it gets pages. */
export const life =
  ({ virtual, signal, urcs, seed, at }: LifeParts): NonNullable<Source['life']> =>
  (get) =>
    defer(() => {
      const chance = random(seed);
      let rssi = 12 + Math.floor(chance() * 12);
      const wander = timer(at * 300, SIGNAL_EVERY_MS).pipe(
        tap(() => {
          rssi = wandered(rssi, chance());
          virtual.become({ rssi });
          virtual.say(signal(rssi));
        }),
        ignoreElements(),
      );
      const talk = nowAndThen(3_000, 9_000, chance, () =>
        virtual.say(urcs[Math.floor(chance() * urcs.length)] as string),
      );
      const pages = timer(FIRST_GET_MS + at * 4_000, GET_EVERY_MS).pipe(
        concatMap((n) => of(simulatedPages.urls[(n + at) % 2] as string)),
        tap(get),
        ignoreElements(),
      );
      return merge(wander, talk, roaming(virtual, chance), pages);
    });
