import {
  EMPTY,
  concat,
  concatMap,
  defer,
  delay,
  filter,
  from,
  map,
  of,
  pipe,
  startWith,
  switchMap,
  timer,
  type Observable,
  type OperatorFunction,
} from 'rxjs';
import type { Knobs } from '../knobs';
import type { Utterance } from '../utterance';
import { cut } from './cut';
import { damage, type Damaged } from './damage';
import { encode, type Sound } from './encode';
import { injectUrcs } from './injectUrcs';
import { vary } from './vary';

type Same<T> = OperatorFunction<T, T>;

const nothing = <T>(): Same<T> => pipe();

const heldFinals = ({ lateFinalMs }: Knobs): Same<Utterance> =>
  lateFinalMs === 0
    ? nothing()
    : concatMap((utterance) =>
        utterance.kind === 'line' && utterance.role === 'final'
          ? of(utterance).pipe(delay(lateFinalMs))
          : of(utterance),
      );

const paced = ({ baud }: Knobs): Same<Sound> =>
  baud === 0
    ? nothing()
    : concatMap((sound) => timer((sound.bytes.length * 10_000) / baud).pipe(map(() => sound)));

const late = ({ latencyMs }: Knobs): Same<Uint8Array> => (latencyMs === 0 ? nothing() : delay(latencyMs));

/**
 * Makes the way from what the modem says to the bytes that reach the host, with every fault in its place:
 *
 *     utterances → firmware's ways → URCs → held result codes → pieces → baud rate → damage → latency
 *
 * A restart drops what has not left the modem yet; what is on the line arrives.
 */
export const outgoing = (
  knobs: Knobs,
  restarts: Observable<void>,
  restart: () => void,
): OperatorFunction<Utterance, Uint8Array> => {
  const varied = vary(knobs);
  const injected = injectUrcs(knobs);
  const encoded = encode(knobs);
  const slices = cut(knobs);
  const damaged = damage(knobs);
  const leaves: OperatorFunction<Utterance, Damaged> = pipe(
    concatMap((utterance: Utterance) => from(varied(utterance).flatMap(injected))),
    heldFinals(knobs),
    concatMap((utterance) => from(slices(encoded(utterance)))),
    paced(knobs),
    map(damaged),
  );
  const andRestart = ({ bytes, restarts: ends }: Damaged): Observable<Uint8Array> =>
    ends
      ? concat(
          of(bytes),
          defer(() => (restart(), EMPTY)),
        )
      : of(bytes);
  return (said) =>
    restarts.pipe(
      startWith(undefined),
      switchMap(() => said.pipe(leaves)),
      concatMap(andRestart),
      filter((bytes) => bytes.length > 0),
      late(knobs),
    );
};
