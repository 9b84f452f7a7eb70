import { AsyncSubject, defer, delayWhen, finalize, map, mergeMap, type Observable, take } from 'rxjs';
import { commands, connect, type ConnectOptions, type Profile, sim800, type Transport } from 'rxmodem';
import { profileOfModel } from './profileOfModel';

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free for the next connection.
 *
 *     > AT+CGMM  < SIMCOM_SIM800L  < OK    ⇒ sim800
 *
 * Fails with `unknown-model`, and as `connect` does.
 */
export const recognised = (transport: Transport, options: ConnectOptions): Observable<Profile> =>
  defer(() => {
    const free = new AsyncSubject<void>();
    const lent = transport.pipe(
      finalize(() => {
        free.next();
        free.complete();
      }),
    );
    // Any family answers this much, so any profile will do to ask.
    return connect(lent, sim800, options).pipe(
      mergeMap((modem) => modem.send(commands.model())),
      take(1),
      map(({ value }) => profileOfModel(value.text)),
      delayWhen(() => free),
    );
  });
