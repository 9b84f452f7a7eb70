import {
  concatMap,
  delay,
  map,
  merge,
  mergeMap,
  of,
  pipe,
  startWith,
  switchMap,
  type Observable,
  type OperatorFunction,
} from 'rxjs';
import { type Fault, faultsNamed } from '../faults/catalogue';
import type { PlacedFault } from '../faults/placedFault';
import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import type { EmulatorSettings } from '../core/emulatorSettings';
import type { Utterance } from '../core/utterance';
import type { FrameWriter } from './frameWriter';
import { arriveLater } from './arriveLater';
import { cut } from './cut';
import { damage, type Damaged } from './damage';
import { encode, type Sound } from './encode';
import { finalsOf, resultsOf, withhold } from './withhold';
import { garble, injectUrcs, pushBytes } from './betweenLines';
import { oneByOne } from './oneByOne';
import { pace } from './pace';
import { vary } from './vary';

type Same<T> = OperatorFunction<T, T>;
type Step = (utterance: Utterance) => readonly Utterance[];

const nothing = <T>(): Same<T> => pipe();

/** Applies the faults that drop an utterance, change it, or put something around it. */
const changed = (settings: EmulatorSettings & FirmwareQuirks): Step => {
  const { faults } = settings;
  const steps: readonly Step[] = [
    vary(settings),
    ...faultsNamed(faults, 'missingFinal', 'missingResult').map(withhold),
    ...faultsNamed(faults, 'urcs').map(injectUrcs),
    ...faultsNamed(faults, 'garbage').map(garble),
    ...faultsNamed(faults, 'pushedBytes').map(pushBytes),
  ];
  return (utterance) =>
    utterance.channel === 0
      ? [utterance]
      : steps.reduce<readonly Utterance[]>((said, step) => said.flatMap(step), [utterance]);
};

/** Delays some utterances. */
const later =
  (isMeant: (utterance: Utterance) => boolean, ms: number) =>
  (utterance: Utterance): Observable<Utterance> =>
    isMeant(utterance) ? of(utterance).pipe(delay(ms)) : of(utterance);

const inTurn =
  <T>(steps: readonly Same<T>[]): Same<T> =>
  (source) =>
    steps.reduce((stream, step) => stream.pipe(step), source);

/** Delays final result codes and all output after them. */
const heldFinals = (faults: readonly Fault[]): Same<Utterance> =>
  inTurn(faultsNamed(faults, 'slowFinals').map((fault) => concatMap(later(finalsOf(fault), fault.ms))));

/** Delays late results; the line stays free. */
const heldResults = (faults: readonly Fault[]): Same<Utterance> =>
  inTurn(faultsNamed(faults, 'lateResult').map((fault) => mergeMap(later(resultsOf(fault), fault.ms))));

/** Maps each item to several, or none. */
const severally = <I, O>(step: (item: I) => readonly O[]): OperatorFunction<I, O> =>
  oneByOne((item, host) => {
    for (const one of step(item)) host.next(one);
  });

const paced = ({ faults, baud }: EmulatorSettings): Same<Sound> =>
  baud === 0 ? nothing() : pace({ baud, keepsPieces: faultsNamed(faults, 'pieces').length > 0 });

const late = ({ latencyMs }: EmulatorSettings): Same<Uint8Array> =>
  latencyMs === 0 ? nothing() : arriveLater(latencyMs);

/** What the output path needs to know. */
export interface Outlet {
  readonly settings: EmulatorSettings & FirmwareQuirks;
  /** Emits on a restart. */
  readonly restarts: Observable<void>;
  /** Puts the output of channels into frames. */
  readonly writer: FrameWriter;
  /** Applies a fault to the modem itself. */
  readonly applyFault: (fault: PlacedFault) => void;
}

/**
 * Builds the path from what the modem says to the bytes that reach the host, with every fault in its place:
 *
 *     utterances → late results → missing, firmware's quirks, URCs, garbage → slow finals → frames → pieces → baud rate
 *     → damage → latency
 *
 * A restart drops output that has not left the modem; bytes on the line still arrive.
 */
export const outgoing = ({
  settings,
  restarts,
  writer,
  applyFault,
}: Outlet): OperatorFunction<Utterance, Uint8Array> => {
  const { faults } = settings;
  const altered = changed(settings);
  const encoded = encode(settings);
  const slices = cut(faultsNamed(faults, 'pieces'));
  const damaged = damage(faults);
  const leaves: OperatorFunction<Utterance, Damaged> = pipe(
    heldResults(faults),
    severally(altered),
    heldFinals(faults),
    severally((utterance) => writer.framed(encoded(utterance))),
    (framed) => merge(framed, writer.released),
    severally(slices),
    paced(settings),
    map(damaged),
  );
  return (said) =>
    restarts.pipe(
      startWith(undefined),
      switchMap(() => said.pipe(leaves)),
      oneByOne(({ bytes, struck }, host) => {
        if (bytes.length > 0) host.next(bytes);
        struck.forEach(applyFault);
      }),
      late(settings),
    );
};
