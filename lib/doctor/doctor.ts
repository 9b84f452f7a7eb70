import {
  catchError,
  concat,
  defer,
  delay,
  EMPTY,
  map,
  mergeMap,
  type Observable,
  of,
  takeUntil,
  throwError,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { muxWire } from '../mux/muxWire';
import { reachAt } from '../mux/reachAt';
import { whileRunning } from '../mux/whileRunning';
import type { Transport } from '../wire/transport';
import { graceful } from '../../operators/graceful';
import { type DoctorOptions, type Examination, examinationOf } from './doctorOptions';
import { type DoctorEvent, failed, passed } from './doctorEvent';
import { examine } from './examine';
import { findLine, type FoundLine, type OpenAt, ratesFrom, reopened } from './line/findLine';
import { leavableLine } from './line/leavableLine';
import { lineCheck, rateCheck } from './line/lineChecks';
import { answersAt, type LineState } from './line/lineFinding';
import { onPort } from './line/onPort';
import { setBaud } from './line/setBaud';

/** A port at one rate, or what opens it at any: `(baudRate) => serialPort('/dev/ttyUSB0', { baudRate })`. */
export type DoctorTarget = Transport | OpenAt;

/**
 * Finds out why a modem does not work, or that it does: who is on the port and at which rate, result codes, data mode, multiplexer,
 * family and firmware, the chart of `ready`, supply, clock, flash, and each service as far as that costs nothing.
 *
 *     doctor((baudRate) => serialPort('/dev/ttyUSB0', { baudRate }))
 *     ⇒ { kind: 'check', name: 'rate', ok: true, seen: 'the modem answers at 115200 baud', advice: null }
 *       { kind: 'modem', baud: 115200, profile: 'sim800', model: 'SIMCOM_SIM800L', firmware: '1418B05SIM800L24', … }
 *       { kind: 'check', name: 'sim', ok: false, seen: 'the SIM is not ready: …', advice: 'insert the SIM, …' }  …
 *
 * A transport alone is examined at its own rate. Emits each check as it is done. Changes nothing unless `fix` is set: settings
 * that it needs are put back, the bearer that it opened is closed, and no PIN is entered. Unsubscribing ends it in order.
 *
 * Fails with `port` where the port can't be opened, and `closed` where it goes away; all else is a check.
 */
export const doctor = (target: DoctorTarget, options: DoctorOptions = {}): Observable<DoctorEvent> =>
  graceful((leaving) =>
    defer(() => {
      const examination = examinationOf(options);
      const open: OpenAt = typeof target === 'function' ? target : () => target;
      const rates = typeof target === 'function' ? ratesFrom(examination.baudRate) : [examination.baudRate];
      return leavableLine({ open, rates, trace: examination.trace }, leaving).pipe(
        mergeMap((found) =>
          concat(lineEvents(found, examination), examined(open, found, examination)(leaving)),
        ),
      );
    }),
  );

/** Nothing has begun that must be put back: leaving ends it. */
const until = <T>(leaving: Observable<void>, work: Observable<T>): Observable<T> =>
  work.pipe(takeUntil(leaving));

const lineEvents = (
  { finding }: FoundLine,
  { baudRate, anyBaudRate }: Examination,
): Observable<DoctorEvent> =>
  answersAt(finding) || finding.state === 'mux'
    ? of(lineCheck(finding), rateCheck(finding, baudRate, anyBaudRate))
    : of(lineCheck(finding));

const examined =
  (open: OpenAt, found: FoundLine, examination: Examination) =>
  (leaving: Observable<void>): Observable<DoctorEvent> => {
    if (answersAt(found.finding))
      return concat(
        examine(found, examination)(leaving),
        lineSet(found, examination),
        defer(() => rateSet(open, found, examination)),
      );
    if (found.finding.state !== 'mux' || !examination.fix) return EMPTY;
    return until(leaving, left(found)).pipe(
      mergeMap((isLeft) =>
        isLeft
          ? concat(
              of(passed('line', 'the modem left the multiplexer, and answers AT')),
              reopened,
              findLine(open, [found.finding.baudRate], examination.trace).pipe(
                mergeMap((now) => examine(now, examination)(leaving)),
              ),
            )
          : EMPTY,
      ),
    );
  };

/** How long a modem may take to leave the multiplexer, and how many channels it may have. */
const LEAVE_MS = 12_000;
const CHANNELS = 4;

/** Leaves the multiplexer; emits whether the modem answers AT then. */
const left = ({ transport }: FoundLine): Observable<boolean> =>
  onPort(transport, (port) => {
    const wire = muxWire(port);
    return whileRunning(wire.run, reachAt(wire, CHANNELS, LEAVE_MS));
  });

const SET_RIGHT: Partial<Record<LineState, string>> = {
  quiet: 'result codes are on, and stay so',
  numbers: 'result codes are words, and stay so',
  data: 'the connection was ended, and the modem is at its command line',
};

/** What the line is like after it was set right. */
const lineSet = ({ finding }: FoundLine, { fix }: Examination): Observable<DoctorEvent> => {
  const seen = SET_RIGHT[finding.state];
  return fix && seen !== undefined ? of(passed('line', seen)) : EMPTY;
};

/** Sets the rate that the user expects, where `fix` wants that. */
const rateSet = (
  open: OpenAt,
  { finding }: FoundLine,
  { fix, baudRate, anyBaudRate, trace }: Examination,
): Observable<DoctorEvent> => {
  if (!fix || anyBaudRate || finding.baudRate === baudRate) return EMPTY;
  return setBaud(open, { from: finding.baudRate, to: baudRate, trace }).pipe(
    map(({ isStored }) =>
      passed('rate', `the modem now answers at ${baudRate} baud${isStored ? ', and keeps it' : ''}`),
    ),
    catchError((error: unknown) => {
      if (!(error instanceof ModemError)) return throwError(() => error);
      return of(failed('rate', error.message, `use --baud ${finding.baudRate}`));
    }),
  );
};

/** Finds the rate at which a modem answers; fails with `port` where none does. */
export const findBaud = (open: OpenAt, wanted = 115_200): Observable<number> =>
  findLine(open, ratesFrom(wanted)).pipe(
    mergeMap(({ finding }) => {
      if (answersAt(finding)) return of(finding.baudRate);
      const { seen, advice } = lineCheck(finding);
      return throwError(
        () => new ModemError({ kind: 'port', where: 'the port', problem: `${seen}; ${advice}` }),
      );
    }),
    // The port closes meanwhile, and can be opened again.
    delay(CLOSE_MS),
  );

const CLOSE_MS = 20;
