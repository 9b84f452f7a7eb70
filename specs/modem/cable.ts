import { defer, map, merge, mergeMap, Subject, throwError } from 'rxjs';
import { ModemError, type Transport } from '../../lib';

/** A way to a modem that can be unplugged, and plugged in again. */
export interface Cable {
  readonly transport: Transport;
  readonly unplug: () => void;
  readonly plug: () => void;
  /** How often the port was asked for. */
  readonly tries: () => number;
}

/** Puts a cable between host and modem. */
export const cable = (inner: Transport): Cable => {
  const unplugged = new Subject<void>();
  let isPlugged = true;
  let tries = 0;
  const gone = unplugged.pipe(
    mergeMap(() => throwError(() => new ModemError({ kind: 'closed', where: 'cable' }))),
  );
  const away = throwError(() => new ModemError({ kind: 'port', where: 'cable', problem: 'no such device' }));
  const plugged = inner.pipe(
    map((port) => ({ ...port, name: 'cable', incoming: merge(port.incoming, gone) })),
  );
  return {
    transport: defer(() => {
      tries += 1;
      return isPlugged ? plugged : away;
    }),
    unplug: () => {
      isPlugged = false;
      unplugged.next();
    },
    plug: () => {
      isPlugged = true;
    },
    tries: () => tries,
  };
};
