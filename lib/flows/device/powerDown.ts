import { catchError, concat, defer, EMPTY, ignoreElements, type Observable, takeUntil, throwError, timer } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Modem } from '../../modem/modem';

/**
 * Switches a modem off, the orderly way: it leaves the network first. Completes when the modem said so; it hears nothing
 * from then on.
 *
 *     > AT+CPOWD=1   < NORMAL POWER DOWN       > AT+CPOF   < OK       > AT+QPOWD=1   < OK   …   < POWERED DOWN
 *
 * Fails with `refused` or `cme` where the modem refuses, with `timeout` where it says nothing.
 */
export const powerDown = (modem: Modem): Observable<never> =>
  defer(() => {
    const { powerDown: command, offWithinMs } = modem.profile.power;
    return modem.exclusive('power', (channel) => () => {
      const sent = channel.send(command).pipe(ignoreElements());
      return offWithinMs === undefined ? sent : concat(sent, isOff(channel, offWithinMs));
    });
  });

/** Waits until the modem says that it is off. A port that its last words do not reach is no failure: the time is over then. */
const isOff = ({ urcs }: CommandChannel, withinMs: number): Observable<never> =>
  defer(() => {
    return urcs.pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        const said = error instanceof ModemError && error.reason.kind === 'reset' && error.reason.isOff === true;
        return said ? EMPTY : throwError(() => error);
      }),
      takeUntil(timer(withinMs)),
    );
  });
