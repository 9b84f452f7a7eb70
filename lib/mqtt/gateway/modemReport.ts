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
import { incomingSms } from '../../commands/messageUrcs';
import { messageStoresSet } from '../../commands/messages';
import { type Identity, identity } from '../../flows/identity';
import type { Modem } from '../../modem/modem';
import { ofUrc } from '../../../operators/ofUrc';
import type { ModemState } from '../schema/modemState';

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
      const who = quietly(defer(() => identity(modem))).pipe(map(publicOf));
      return combineLatest([
        who.pipe(startWith<ModemReport>({})),
        messages(modem).pipe(startWith<ModemReport>({})),
      ]);
    }),
    map(([who, sms]) => ({ ...who, ...sms })),
  );
