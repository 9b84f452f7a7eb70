import type { ModemStates } from '../../dialects/modemStates';
import {
  catchError,
  combineLatest,
  defer,
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  type Observable,
  startWith,
  switchMap,
  timer,
} from 'rxjs';
import { incomingSms } from '../../families/standard/messageUrcs';
import { messageStoresSet } from '../../families/standard/messageCommands';
import { type Identity, identify } from '../../flows/device/identify';
import type { Modem } from '../../modem/modem';
import { ofUrc } from '../../../operators/ofUrc';
import type { ModemState } from '../schema/modemState';
import type { PoolMember } from '../../pool/poolMember';

/** How often messages are counted, besides when one comes. */
const SMS_EVERY_MS = 300_000;

/** What a gateway reports of a modem besides the pool's states. */
export type ModemReport = Pick<ModemState, 'identity' | 'sms'>;

const publicOf = ({ manufacturer, model, revision, imei }: Identity): ModemReport => ({
  identity: { manufacturer, model, revision, imei },
});

const quietly = <T>(question: Observable<T>): Observable<T> => question.pipe(catchError(() => EMPTY));

const messages = (modem: Modem): Observable<ModemReport> => {
  const count = quietly(modem.send(messageStoresSet())).pipe(
    map(({ value }): ModemReport => ({ sms: { stored: value.readUsed, capacity: value.readTotal } })),
  );
  const occasions = merge(timer(0, SMS_EVERY_MS), modem.urcs.pipe(ofUrc(incomingSms)));
  return occasions.pipe(switchMap(() => count));
};

/** Queries a modem, at each of its starts, for its identity and its count of messages; emits nothing for a query that it refuses. */
export const modemReport = (modem: Modem): Observable<ModemReport> =>
  modem.state.connection.pipe(
    map(({ starts }) => starts),
    distinctUntilChanged(),
    switchMap(() => {
      const who = quietly(defer(() => identify(modem))).pipe(map(publicOf));
      return combineLatest([
        who.pipe(startWith<ModemReport>({})),
        messages(modem).pipe(startWith<ModemReport>({})),
      ]);
    }),
    map(([who, sms]) => ({ ...who, ...sms })),
  );

/** Everything known of a modem of a gateway. */
interface StateParts {
  readonly gateway: string;
  readonly modem: string;
  readonly where: string;
  /** `undefined` where it is not connected. */
  readonly member: PoolMember | undefined;
  readonly report: ModemReport;
  /** Why it takes no jobs. */
  readonly problem: string | undefined;
  readonly job: string | undefined;
}

/** Makes the published state of a modem: a pure function except for the time. */
export const stateReport = ({ member, report, problem, job, ...names }: StateParts): ModemState => {
  const { title = 'Modem', connection, states = {} } = member ?? {};
  return {
    ...names,
    at: new Date().toISOString(),
    title,
    isUp: connection?.isUp ?? false,
    isFit: problem === undefined,
    starts: connection?.starts ?? 0,
    ...(problem !== undefined && { problem }),
    ...(job !== undefined && { job }),
    ...report,
    ...(withoutCalls(states) as Partial<ModemState>),
  };
};

/** The numbers of calls stay at the gateway. */
const withoutCalls = ({
  calls: _calls,
  ...states
}: Partial<ModemStates>): Omit<Partial<ModemStates>, 'calls'> => states;
