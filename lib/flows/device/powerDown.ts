import { defer, ignoreElements, type Observable } from 'rxjs';
import type { Modem } from '../../modem/modem';

/**
 * Switches a modem off, the orderly way: it leaves the network first. Completes when the modem said so; it hears nothing
 * from then on.
 *
 *     > AT+CPOWD=1   < NORMAL POWER DOWN                > AT+CPOF   < OK
 *
 * Fails with `refused` or `cme` where the modem refuses, with `timeout` where it says nothing.
 */
export const powerDown = (modem: Modem): Observable<never> =>
  defer(() => {
    const { powerDown: command } = modem.profile.power;
    return modem.exclusive('power', (channel) => () => channel.send(command).pipe(ignoreElements()));
  });
