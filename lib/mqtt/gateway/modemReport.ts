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

/** How often it is looked how many messages there are, besides when one comes. */
const SMS_EVERY_MS = 300_000;

/** What a gateway tells of a modem besides what the pool knows. */
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

/** Asks a modem, from each of its starts on, who it is and how many messages it holds; what it refuses is not told. */
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

/** All that is known of a modem of a gateway's. */
interface StateParts {
  readonly gateway: string;
  readonly modem: string;
  readonly where: string;
  /** Nothing where it can't be spoken with. */
  readonly member: PoolMember | undefined;
  readonly report: ModemReport;
  /** Why it is given no jobs. */
  readonly problem: string | undefined;
  readonly job: string | undefined;
}

/** Makes what is published of a modem: a pure function, but for the time of day. */
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
    ...(states as Partial<ModemState>),
  };
};
