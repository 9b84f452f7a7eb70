import { defer, tap, throwError } from 'rxjs';
import type { ModemError } from '../grammar/modemError';
import type { Talk } from '../../operators/talk';

/**
 * What one flow speaks through: a restart that fell between two of its words is told at the next one, since what the flow
 * had opened is gone. The words behind that one are said: there may be something to close.
 *
 *     flow    > AT+HTTPINIT  < OK   …        < RDY       …    AT+HTTPREAD=0,4096
 *     talk                                                    # reset
 */
export const attentive = (talk: Talk, lastRestart: () => ModemError | undefined): Talk => {
  let told = lastRestart();
  const error = (): void => {
    told = lastRestart();
  };
  return {
    ...talk,
    send: (command, feed) =>
      defer(() => {
        const last = lastRestart();
        const source = last && last !== told ? throwError(() => last) : talk.send(command, feed);
        return source.pipe(tap({ error }));
      }),
    urcs: talk.urcs.pipe(tap({ error })),
  };
};
