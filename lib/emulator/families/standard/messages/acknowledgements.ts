import { map, type Observable, of, race, Subject, take, timer } from 'rxjs';
import type { HandlerContext } from '../../../core/handler';
import type { Reception } from '../../../network/subscriber';
import { indications } from './messageSettings';

/**
 * Acknowledgements of messages that come directly, where `AT+CSMS=1` is set: the host answers each with `AT+CNMA`, and the next one
 * waits for that. Without an answer in time the modem switches the routing off, and the network keeps the message (27.005 § 3.4.4).
 */

/** How long the network waits. */
const ACKNOWLEDGE_MS = 15_000;

const isWanted = ({ state }: HandlerContext): boolean => state.settings.get('+CSMS') === '1';

/** Says a message directly; emits when it is received as far as the network is concerned. */
export const saidDirectly = (modem: HandlerContext, say: () => void): Observable<Reception> => {
  const { state } = modem;
  if (!isWanted(modem)) {
    say();
    return of('taken');
  }
  if (state.unacknowledged) return of('unreachable');
  const answers = new Subject<boolean>();
  state.unacknowledged = answers;
  say();
  const tooLate = timer(ACKNOWLEDGE_MS).pipe(
    map((): Reception => {
      if (state.unacknowledged === answers) {
        state.unacknowledged = undefined;
        indications.change(state, { ...indications.of(state), message: 0, report: 0 });
      }
      return 'refused';
    }),
  );
  return race(answers.pipe(map((isReceived): Reception => (isReceived ? 'taken' : 'refused'))), tooLate).pipe(
    take(1),
  );
};

/** The host acknowledges; false if no message waits for that. */
export const acknowledge = (modem: HandlerContext, isReceived: boolean): boolean => {
  const answers = modem.state.unacknowledged;
  if (!answers) return false;
  modem.state.unacknowledged = undefined;
  answers.next(isReceived);
  modem.reachable();
  return true;
};
