import {
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
  throwError,
  timer,
} from 'rxjs';
import { bracket } from '../../../operators/bracket';
import { graceful } from '../../../operators/graceful';
import { checkOptions, is } from '../../grammar/checkOptions';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import { standardCheckup } from '../../families/standard/standardCheckup';
import type { TraceEntry } from '../../modem/trace/traceEntry';
import type { OpenAt } from './findLine';
import { resultForm } from './lineFinding';
import { isOkAnswer, type LineTalk } from './lineTalk';
import { talking } from './onPort';

/** Which rate is set. */
export interface SetBaudOptions {
  /** The rate at which the modem answers now. */
  readonly from: number;
  readonly to: number;
  /** Whether the rate is stored (`AT&W`), so that it survives a restart. Default true. */
  readonly save?: boolean | undefined;
  /** The family. Default: the commands of V.250. */
  readonly profile?: Profile | undefined;
  /** Receives the conversation. */
  readonly trace?: ((entry: TraceEntry) => void) | undefined;
}

/** The rate is set, and the modem answers at it. */
export interface BaudSet {
  readonly kind: 'baud';
  readonly baudRate: number;
  readonly isStored: boolean;
}

/** The modem changes its rate behind the result code; some need a while (Quectel EG800Q 500 ms, observed). */
const CHANGE_MS = 600;
const REOPEN_MS = 20;
const PROOFS = 4;
const PROOF_MS = 400;

/**
 * Sets the rate of a modem’s port, opens the port again at that rate, proves that the modem answers, and stores it. Where the
 * modem does not answer at the new rate, it is brought back to the old one.
 *
 *     > AT+IPR=460800  < OK     (opened at 460,800)     > AT  < OK     > AT&W  < OK     ⇒ { kind: 'baud', baudRate: 460800, isStored: true }
 *
 * `open` opens the port at a rate: `(baudRate) => serialPort('/dev/ttyUSB0', { baudRate })`. Nobody else may have the port open.
 * Fails with `refused` where the modem does not take the rate, `port` where it took it and does not answer at it; the error says
 * at which rate the modem is now. Unsubscribing before the proof brings the old rate back.
 *
 * Source: V.250 § 6.2.10; SIM800 AT manual V1.09 pages 54–55.
 */
export const setBaud = (open: OpenAt, options: SetBaudOptions): Observable<BaudSet> =>
  defer(() => {
    checkOptions(options, { from: is.positive, to: is.positive, save: is.flag, trace: is.call });
    const { from } = options;
    const { taken, isThere, back, done } = stepsOf(open, options);
    let isSettled = false;
    const proof = isThere.pipe(
      mergeMap((isProved) => {
        if (!isProved)
          return back.pipe(
            mergeMap((isBack) => throwError(() => lost(options.to, isBack ? from : undefined))),
          );
        isSettled = true;
        return done;
      }),
      tap({ error: () => (isSettled = true) }),
    );
    return graceful(
      bracket(
        taken,
        () => proof,
        () => (isSettled ? EMPTY : back),
      ),
    );
  });

/** The steps of a change, each with the port open at its rate. */
const stepsOf = (open: OpenAt, { from, to, save = true, profile, trace }: SetBaudOptions) => {
  const { baud } = profile?.checkup ?? standardCheckup;
  const on = <T>(baudRate: number, work: (talk: LineTalk) => Observable<T>): Observable<T> =>
    concat(pause(REOPEN_MS), talking(open(baudRate), trace, work));
  const set = (at: number, rate: number): Observable<boolean> =>
    on(at, (talk) => talk.ask(baud.set(rate)).pipe(map(isOkAnswer)));
  const answers = (at: number): Observable<boolean> => on(at, proved);
  const stored = on(to, (talk) => talk.ask(baud.save).pipe(map((answer) => setTo(to, isOkAnswer(answer)))));
  const taken = set(from, to).pipe(
    tap((isSet) => {
      if (!isSet) throw refused(baud.set(to));
    }),
  );
  // The modem may have taken the rate though nothing is heard: it is told the old one at the new rate, too.
  const back = concat(answers(from), set(to, from), pause(CHANGE_MS), answers(from)).pipe(
    ignoreElements(),
    (all) => concat(all, answers(from)),
  );
  const isThere = concat(pause(CHANGE_MS), answers(to));
  return { taken, isThere, back, done: save ? stored : of(setTo(to, false)) };
};

const setTo = (baudRate: number, isStored: boolean): BaudSet => ({ kind: 'baud', baudRate, isStored });

const pause = (ms: number): Observable<never> => timer(ms).pipe(ignoreElements());

/** `AT` until it is answered, a few times. */
const proved = (talk: LineTalk): Observable<boolean> =>
  concat(
    ...Array.from({ length: PROOFS }, () =>
      talk.heardAfter('AT\r', PROOF_MS, (heard) => resultForm(heard) !== undefined),
    ).map((asked) => asked.pipe(filter((heard) => resultForm(heard) !== undefined))),
    of(undefined),
  ).pipe(
    take(1),
    map((heard) => heard !== undefined),
  );

const refused = (command: string): ModemError => new ModemError({ kind: 'refused', command });

const lost = (to: number, back: number | undefined): ModemError =>
  new ModemError({
    kind: 'port',
    where: `the modem at ${to} baud`,
    problem: `it does not answer at that rate; ${
      back === undefined ? 'nor at the old one; find it with doctor' : `it is back at ${back} baud`
    }`,
  });
