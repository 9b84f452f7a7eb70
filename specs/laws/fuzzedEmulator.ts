import {
  concat,
  concatMap,
  delay,
  from,
  merge,
  mergeMap,
  type Observable,
  of,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { commands, type Port, type Profile } from '../../lib';
import type { Emulator } from '../../lib/emulator';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { virtually } from '../modem/virtually';
import { flowDesk } from './flowDesk';
import { escaping } from './fuzzedPart';
import { type Dice, dice, mutated } from './mutations';

/** The command lines of every example in the tables. */
const EXAMPLES: readonly string[] = Object.values(commands)
  .flatMap(({ example }) => example.split('\n'))
  .flatMap((text) => /^\s*> (AT.*)$/.exec(text)?.[1] ?? []);

/** A line that a host may type: an example, mutated or not, several on a line, or bytes of any value. */
const typed = (drawn: Dice): string => {
  const { below, oneOf, chance } = drawn;
  const example = oneOf(EXAMPLES);
  return oneOf<() => string>([
    () => `${example}\r`,
    () => `${mutated(example, drawn, 1 + below(3))}\r`,
    () => `${example};${oneOf(EXAMPLES).slice(2)}\r`,
    () =>
      `${example.replace(/\d+/g, () => oneOf(['0', '-1', '65536', '4294967296', '99999999999999999999', '']))}\r`,
    () => latin1(Uint8Array.from({ length: below(200) }, () => below(256))) + (chance(0.5) ? '\r' : ''),
    () => oneOf(['\x1b', '\x1a', '+++', '\r', 'A/', 'at\r', 'AT'.repeat(2_000), '"'.repeat(300)]),
  ])();
};

const LAST = ['\x1b', '\r', 'ATQ0V1E0\r', 'AT\r'];

/** Types lines, switches the modem off and on, and types what leaves every mode that it may be in. */
const talk = (virtual: Emulator, write: Port['write'], drawn: Dice): Observable<unknown> => {
  const lines = Array.from({ length: 40 }, () => ({ text: typed(drawn), ms: drawn.below(3_000) }));
  const typing = ({ text, ms }: { readonly text: string; readonly ms: number }) =>
    of(text).pipe(
      delay(ms),
      concatMap((one) => write(latin1Bytes(one))),
    );
  return concat(
    from(lines).pipe(concatMap(typing)),
    // Whatever was switched off, multiplexed or left waiting for data.
    timer(300_000).pipe(tap(() => virtual.restart())),
    timer(60_000),
    from(LAST.map((text) => ({ text, ms: 1_000 }))).pipe(concatMap(typing)),
  );
};

/** The virtual modem: nothing is thrown, it answers afterwards, framed, and its counts make sense. */
export const fuzzedEmulator = (profile: Profile, seed: number): string | undefined =>
  escaping(() => {
    const drawn = dice(seed);
    const desk = flowDesk(profile, { latencyMs: drawn.below(2) });
    let heard = '';
    virtually(() => {
      desk.virtual.transport
        .pipe(
          mergeMap(({ incoming, write }) =>
            merge(incoming.pipe(tap((bytes) => (heard += latin1(bytes)))), talk(desk.virtual, write, drawn)),
          ),
          takeUntil(timer(3_600_000)),
        )
        .subscribe();
    });
    const { httpInits, httpTerms, bearerOpens, bearerCloses } = desk.virtual.state;
    if (!heard.endsWith('\r\nOK\r\n')) return `does not answer: ${JSON.stringify(heard.slice(-80))}`;
    if (httpTerms > httpInits || bearerCloses > bearerOpens) return 'closed more often than opened';
    return undefined;
  });
