import {
  BehaviorSubject,
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  take,
  tap,
  throwError,
} from 'rxjs';
import type { CheckupDialect } from '../dialects/checkupDialect';
import type { Profile } from '../dialects/profile';
import { standardCheckup } from '../families/standard/standardCheckup';
import { standardProfile } from '../families/standard/standardProfile';
import { ModemError } from '../grammar/errors/modemError';
import type { Modem } from '../modem/modem';
import { withModem } from '../modem/withModem';
import type { Transport } from '../wire/transport';
import { bracket } from '../../operators/bracket';
import { graceful } from '../../operators/graceful';
import { chartChecks } from './chartChecks';
import { driveChecks, healthChecks, serviceChecks } from './deviceChecks';
import type { Examination } from './doctorOptions';
import { type Check, type DoctorEvent, failed } from './doctorEvent';
import { familyOf, type FoundFamily } from './familyOf';
import { HabitWatch } from './habits';
import type { FoundLine } from './line/findLine';
import { type LineSettings, rememberSettings, restoreLine, speakPlainly } from './line/lineSettings';
import type { LineFinding } from './line/lineFinding';
import type { LineTalk } from './line/lineTalk';
import { talking } from './line/onPort';
import { onlineChecks } from './onlineCheck';
import { settingChecks } from './settingChecks';

/** What is known before anything is changed. */
interface Before extends FoundFamily {
  readonly settings: LineSettings;
}

/**
 * Examines a modem that answers AT: family, settings, chart, supply, clock, services; leaves it as it was. Ends in order when its
 * reader leaves.
 */
export const examine =
  ({ finding, transport }: FoundLine, examination: Examination) =>
  (leaving: Observable<void>): Observable<DoctorEvent> =>
    talking(transport, examination.trace, (bare) => {
      const habits = new HabitWatch();
      const talk = habits.over(bare);
      const modems = openCount(transport);
      let fixed = false;
      const use = ({ profile, modem, events }: Before): Observable<DoctorEvent> =>
        concat(
          events,
          settingChecks(talk, checkupOf(profile), examination.fix, () => (fixed = true)),
          defer(() => {
            talk.mute(true);
            return modemChecks(modems.counted, profile ?? standardProfile, examination);
          }).pipe(tap(habits.note)),
          defer(() => habits.proposal(modem)),
        );
      const after = ({ settings, profile }: Before): Observable<unknown> =>
        concat(
          modems.closed,
          defer(() => {
            talk.mute(false);
            return restoreLine(talk, settings, examination);
          }),
          defer(() =>
            fixed || isTroubled(settings, examination) ? talk.ask(checkupOf(profile).baud.save) : EMPTY,
          ),
        );
      return bracket(before(talk, finding, examination), use, after)(leaving);
    });

/** Makes the modem speak plainly, asks who it is, and reads what will be put back. */
const before = (talk: LineTalk, finding: LineFinding, { profile }: Examination): Observable<Before> =>
  speakPlainly(talk).pipe(
    mergeMap((format) =>
      familyOf(talk, finding.baudRate, profile).pipe(
        mergeMap((family) =>
          rememberSettings(talk, checkupOf(family.profile).kept).pipe(
            map((remembered): Before => ({ ...family, settings: { finding, format, remembered } })),
          ),
        ),
      ),
    ),
  );

const checkupOf = (profile: Profile | undefined): CheckupDialect => profile?.checkup ?? standardCheckup;

/** Result codes that were set right are stored, too. */
const isTroubled = ({ finding, format }: LineSettings, { fix }: Examination): boolean =>
  fix && (finding.state === 'quiet' || format.isInNumbers);

/** Counts who has a port open besides us. */
const openCount = (transport: Transport) => {
  const open = new BehaviorSubject(0);
  return {
    counted: defer(() => {
      open.next(open.value + 1);
      return transport.pipe(finalize(() => open.next(open.value - 1)));
    }),
    closed: open.pipe(
      filter((count) => count === 0),
      take(1),
      ignoreElements(),
    ),
  };
};

/** How long the modem may take to answer: it has answered a moment ago. */
const BRING_UP_MS = 5_000;

const modemChecks = (transport: Transport, profile: Profile, examination: Examination): Observable<Check> =>
  withModem(transport, profile, (modem) => allChecks(modem, examination), {
    bringUpMs: BRING_UP_MS,
    baudRate: examination.baudRate,
    ...(examination.trace && { trace: examination.trace }),
  }).pipe(catchError(failedOf));

/** What is looked at through the profile. The bearer is closed in the end, unless it was open before. */
const allChecks = (modem: Modem, examination: Examination): Observable<Check> =>
  defer(() => {
    let isGone = false;
    const checks = checksOf(modem, examination).pipe(
      tap({ error: (error: unknown) => (isGone = hasGone(error)) }),
    );
    return graceful(
      bracket(
        wasOpenBefore(modem),
        () => checks,
        (wasOpen) => (wasOpen || isGone ? EMPTY : closeBearer(modem)),
      ),
    );
  });

/** Whether the modem restarted, went off, or answers nothing any more: then it has no bearer to close, and is asked nothing else. */
const hasGone = (error: unknown): boolean => {
  if (!(error instanceof ModemError)) return false;
  const { reason } = error;
  return reason.kind === 'timeout' ? reason.phase === 'resynchronise' : GONE.has(reason.kind);
};

const GONE: ReadonlySet<string> = new Set(['reset', 'closed', 'port']);

/** Asks for all states, and emits whether the bearer is open. */
const wasOpenBefore = (modem: Modem): Observable<boolean> =>
  defer(() => {
    let wasOpen = false;
    const watching = modem.state.bearer.subscribe({
      next: ({ isOpen }) => (wasOpen = isOpen),
      error: () => undefined,
    });
    const questions = modem.profile.stateQuestions.map((question) =>
      modem.send(question).pipe(
        ignoreElements(),
        catchError((error: unknown) => (hasGone(error) ? throwError(() => error) : EMPTY)),
      ),
    );
    return concat(
      ...questions,
      defer(() => of(wasOpen)),
    ).pipe(finalize(() => watching.unsubscribe()));
  });

const checksOf = (modem: Modem, examination: Examination): Observable<Check> =>
  defer(() => {
    const checkup = checkupOf(modem.profile);
    let hasBearer = false;
    const { online, access } = examination;
    return concat(
      healthChecks(modem, checkup),
      chartChecks(modem, examination).pipe(tap(({ name, ok }) => (hasBearer ||= name === 'bearer' && ok))),
      driveChecks(modem),
      defer(() => serviceChecks(modem, checkup, hasBearer)),
      defer(() => (hasBearer ? onlineChecks(modem, online, access) : EMPTY)),
    );
  });

/** Closes the bearer that the chart opened. */
const closeBearer = (modem: Modem): Observable<never> =>
  modem
    .exclusive('network', (channel) => () => modem.profile.bearer.close(channel))
    .pipe(
      ignoreElements(),
      catchError(() => EMPTY),
    );

/** What breaks the examination off, as a check. A port that goes away stays a failure. */
const failedOf = (error: unknown): Observable<Check> => {
  if (!(error instanceof ModemError)) return throwError(() => error);
  const { reason, message } = error;
  if (reason.kind === 'closed' || reason.kind === 'port' || reason.kind === 'off-script')
    return throwError(() => error);
  if (reason.kind === 'reset')
    return of(
      failed(
        'supply',
        `the modem restarted or went off during the examination: ${reason.line}`,
        'use a supply that gives 2 A in bursts, short thick wires, and a capacitor of 1,000 µF at the modem',
      ),
    );
  const [seen = message, ...advice] = message.split('; ');
  return of(
    failed(
      'line',
      seen,
      advice.join('; ') || 'run the doctor again with --trace, and look at the last lines',
    ),
  );
};
