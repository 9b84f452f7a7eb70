import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  take,
  tap,
  timer,
} from 'rxjs';
import type { TraceEntry } from '../../modem/trace/traceEntry';
import { keptOpen } from '../../modem/keptOpen';
import type { Transport } from '../../wire/transport';
import { answersAt, type LineFinding } from './lineFinding';
import type { LineTalk } from './lineTalk';
import { talking } from './onPort';
import { escapeData, type Hold, isPrinter, probeLine, type ProbePlan } from './probeLine';

/** Opens a port at a rate. */
export type OpenAt = (baudRate: number) => Transport;

/** What was found, and the port, which stays open for whoever subscribes at once. */
export interface FoundLine {
  readonly finding: LineFinding;
  readonly transport: Transport;
}

/** Rates in the order in which modems use them. */
const COMMON_RATES = [115_200, 9_600, 57_600, 38_400, 19_200, 230_400, 460_800, 921_600, 4_800];

/** The wanted rate first, then the common ones. */
export const ratesFrom = (wanted: number): readonly number[] => [
  wanted,
  ...COMMON_RATES.filter((rate) => rate !== wanted),
];

/** Printers are slow, or fast. */
const PRINTER_RATES = [9_600, 19_200, 38_400];
/** The system may need a moment between closing a port and opening it again. */
const REOPEN_MS = 20;
/** Sentences come once a second. */
const SENTENCE_MS = 1_200;
/** A modem that finds its rate by itself, and one that starts, need some `AT`. */
const FIRST = { tries: 4, answerMs: 400, isThorough: true, listenMs: SENTENCE_MS };
const LATER = { tries: 2, answerMs: 300, isThorough: false };

/**
 * Finds out what is on a port, and at which rate: the first rate thoroughly, the others by `AT`, data mode and printers last.
 *
 *     115,200  > AT … noise     9,600  > AT  < OK      ⇒ words, 9,600
 *
 * Emits once, with the port open at that rate. Where it was quiet or in data mode, it is not any more. Fails as the port does, where it can't be opened at the first rate.
 */
export const findLine = (
  open: OpenAt,
  rates: readonly number[],
  trace?: (entry: TraceEntry) => void,
  hold?: Hold,
): Observable<FoundLine> => {
  const on = (baudRate: number, work: (talk: LineTalk) => Observable<LineFinding>): Observable<FoundLine> =>
    defer(() => {
      const transport = keptOpen(open(baudRate));
      // The port stays open until the next user has subscribed: at the latest in the turn of this value.
      return talking(transport, trace, work).pipe(map((finding) => ({ finding, transport })));
    });
  const [first = 115_200, ...others] = rates;
  return on(first, (talk) => probeLine(talk, { ...FIRST, baudRate: first }, hold)).pipe(
    mergeMap((found) => {
      if (isConclusive(found.finding)) return of(found);
      const search = hasPeer(found.finding) ? of(found) : searched({ on, hold }, others, found);
      return search.pipe(
        mergeMap((best) => (isConclusive(best.finding) ? of(best) : leftOver({ on, hold }, rates, best))),
      );
    }),
  );
};

interface Search {
  readonly on: (baudRate: number, work: (talk: LineTalk) => Observable<LineFinding>) => Observable<FoundLine>;
  readonly hold: Hold | undefined;
}

const isConclusive = (finding: LineFinding): boolean =>
  answersAt(finding) || finding.state === 'mux' || finding.state === 'nmea';

/** Something answers what is written: another rate would change that. */
const hasPeer = ({ state }: LineFinding): boolean =>
  state === 'loopback' || state === 'echo' || state === 'other';

/** Looks at the other rates, up to one that is conclusive; emits the best. */
const searched = ({ on, hold }: Search, rates: readonly number[], before: FoundLine): Observable<FoundLine> =>
  defer(() => {
    let best = before;
    const looks = rates.map((baudRate) => {
      const plan = (): ProbePlan => ({
        ...LATER,
        baudRate,
        listenMs: best.finding.state === 'noise' ? SENTENCE_MS : 0,
      });
      return defer(() =>
        concat(
          reopened,
          on(baudRate, (talk) => probeLine(talk, plan(), hold)),
        ),
      ).pipe(
        // A rate that the system does not have.
        catchError(() => EMPTY),
        tap((found) => (best = better(found, best))),
        filter(({ finding }) => isConclusive(finding) || hasPeer(finding)),
      );
    });
    return concat(
      ...looks,
      defer(() => of(best)),
    ).pipe(take(1));
  });

/** Waits until a port that was closed can be opened again. */
export const reopened: Observable<never> = timer(REOPEN_MS).pipe(ignoreElements());

const better = (found: FoundLine, best: FoundLine): FoundLine =>
  best.finding.state === 'silent' && found.finding.state !== 'silent' ? found : best;

/** Data mode, where nothing else was found; then a printer. */
const leftOver = ({ on, hold }: Search, rates: readonly number[], best: FoundLine): Observable<FoundLine> => {
  const { finding } = best;
  const [first = finding.baudRate] = rates;
  const baudRate = hasPeer(finding) ? finding.baudRate : first;
  const none = { ...finding, state: 'silent' } as const;
  const data = on(baudRate, (talk) =>
    escapeData(talk, hold).pipe(map((isData) => (isData ? { ...finding, baudRate, state: 'data' } : none))),
  );
  const printers = [...new Set([first, ...PRINTER_RATES.filter((rate) => rates.includes(rate))])].map(
    (rate) =>
      concat(
        reopened,
        on(rate, (talk) =>
          isPrinter(talk).pipe(map((is) => (is ? { ...finding, baudRate: rate, state: 'printer' } : none))),
        ).pipe(catchError(() => EMPTY)),
      ),
  );
  return concat(reopened, data, ...(finding.state === 'silent' ? printers : []), of(best)).pipe(
    filter((found) => found === best || found.finding !== none),
    take(1),
  );
};
