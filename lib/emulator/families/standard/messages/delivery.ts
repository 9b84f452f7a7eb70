import { type Observable, of, timer } from 'rxjs';
import type { Pdu } from '../../../../pdu/pdu';
import type { HandlerContext } from '../../../core/handler';
import type { Reception } from '../../../network/subscriber';
import { receiveMessage } from './receiveMessage';

/**
 * The way of a message from the network to the modem, with the faults that strike on it: lost, delivered twice, after the next one.
 * Holds state: one instance per modem.
 */
export const delivery = (modem: HandlerContext): ((pdu: Pdu) => Observable<Reception>) => {
  let held: Pdu | undefined;
  const release = (pdu: Pdu | undefined): void => {
    if (pdu === undefined || held !== pdu) return;
    held = undefined;
    receiveMessage(modem, pdu).subscribe();
  };
  const deliver = (pdu: Pdu): Observable<Reception> => {
    const before = held;
    const received = receiveMessage(modem, pdu);
    release(before);
    return received;
  };
  return (pdu) => {
    const { strikes } = modem.smsFaults;
    if (pdu.kind === 'status-report') return receiveMessage(modem, pdu);
    if (strikes('lostSms')) return of('taken');
    const late = held ? undefined : strikes('shuffledSms');
    if (late) {
      held = pdu;
      timer(late.ms).subscribe(() => release(pdu));
      return of('taken');
    }
    const twice = strikes('doubledSms');
    if (twice) modem.inBackground(timer(twice.ms), () => receiveMessage(modem, pdu).subscribe());
    return deliver(pdu);
  };
};
