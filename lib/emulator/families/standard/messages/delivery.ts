import { mergeMap, type Observable, of, race, Subject, take, timer } from 'rxjs';
import type { Pdu } from '../../../../pdu/pdu';
import type { HandlerContext } from '../../../core/handler';
import type { Reception } from '../../../network/subscriber';
import { receiveMessage } from './receiveMessage';

/**
 * The way of a message from the network to the modem, with the faults that strike on it: lost, delivered twice, after the next one.
 * Holds state: one instance per modem.
 */
export const delivery = (modem: HandlerContext): ((pdu: Pdu) => Observable<Reception>) => {
  let held: Subject<void> | undefined;
  const deliver = (pdu: Pdu): Observable<Reception> => {
    const before = held;
    const received = receiveMessage(modem, pdu);
    before?.next();
    return received;
  };
  /** Keeps a message until the next one came, or for a while; the centre waits for what becomes of it. */
  const keep = (pdu: Pdu, ms: number): Observable<Reception> => {
    const released = new Subject<void>();
    held = released;
    return race(released, timer(ms)).pipe(
      take(1),
      mergeMap(() => {
        if (held === released) held = undefined;
        return receiveMessage(modem, pdu);
      }),
    );
  };
  return (pdu) => {
    const { strikes } = modem.smsFaults;
    if (pdu.kind === 'status-report') return receiveMessage(modem, pdu);
    if (strikes('lostSms')) return of('taken');
    const late = held ? undefined : strikes('shuffledSms');
    if (late) return keep(pdu, late.ms);
    const twice = strikes('doubledSms');
    if (twice) modem.inBackground(timer(twice.ms), () => receiveMessage(modem, pdu).subscribe());
    return deliver(pdu);
  };
};
