import { EMPTY, map, of } from 'rxjs';
import type { Transfer } from '../../../flows/transfer/transfer';
import { ussd } from '../../../flows/ussd/ussd';
import type { UssdJob } from '../../schema/ussdJob';

/** An answer of the network, as an event of a job. */
interface UssdValue {
  readonly kind: 'value';
  readonly value: object;
}

/** Sends a code on the modem that has the job. It never goes on on another modem: another SIM has another account. */
export const ussdTransfer = ({ code, replies = [], withinMs }: UssdJob): Transfer<UssdValue> => ({
  on: (modem) => {
    let next = 0;
    const reply = () => {
      const answer = replies[next];
      next += 1;
      return answer === undefined ? EMPTY : of(answer);
    };
    return ussd
      .dialogue(modem, code, reply, withinMs === undefined ? {} : { withinMs })
      .pipe(map((value): UssdValue => ({ kind: 'value', value })));
  },
  elsewhere: () => undefined,
});
