import { concat, filter, map, type Observable, reduce, takeWhile } from 'rxjs';
import { commands, isRegistered, type Modem } from 'rxmodem';
import { orUndefined } from './orUndefined';

/**
 * Asks for the registration, in the packet network, on LTE, and for calls, until one says that there is one. Emits its
 * status; the first that was told where none is registered; `undefined` where the modem tells nothing.
 */
export const registrationOf = (modem: Modem): Observable<number | undefined> => {
  const asked = [commands.packetRegistration(), commands.lteRegistration(), commands.circuitRegistration()];
  const statuses = asked.map((command) =>
    modem.send(command).pipe(
      map(({ value }) => value.status),
      orUndefined(),
    ),
  );
  return concat(...statuses).pipe(
    filter((status) => status !== undefined),
    takeWhile((status) => !isRegistered(status), true),
    reduce(
      (first: number | undefined, status) => (isRegistered(status) ? status : (first ?? status)),
      undefined,
    ),
  );
};
