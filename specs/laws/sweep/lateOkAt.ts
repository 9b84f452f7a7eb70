import { concatMap, defer, delay, map, merge, type Observable, of, Subject } from 'rxjs';
import type { Port, Transport } from '../../../lib';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';
import { OK } from '../../modem/scripted';
import type { Meddling, Written } from './meddling';

/** Where a late `OK` comes: at which command, and how long before the modem’s own answer. */
export interface LateOk {
  readonly at: number;
  readonly aheadMs: number;
}

/**
 * Stands between the library and a modem: once a command was written, the `OK` of an earlier one comes at once, and what the modem says
 * itself so much later, until it has said something.
 */
export const lateOkAt = ({ at, aheadMs }: LateOk): Meddling => {
  const written: Written[] = [];
  const own = new Subject<Uint8Array>();
  let isDue = false;
  const on = (port: Port): Port => {
    const write: Port['write'] = (bytes, item) =>
      defer(() => {
        if (item?.kind === 'said') {
          const one = { line: latin1(bytes).replace(/\r$/, ''), at: written.length };
          written.push(one);
          if (one.at === at) isDue = true;
          if (one.at === at && aheadMs > 0)
            of(OK)
              .pipe(delay(1), map(latin1Bytes))
              .subscribe((said) => own.next(said));
        }
        return port.write(bytes, item);
      });
    const heard = port.incoming.pipe(
      concatMap((bytes): Observable<Uint8Array> => {
        if (!isDue) return of(bytes);
        isDue = false;
        return aheadMs > 0 ? of(bytes).pipe(delay(aheadMs)) : of(latin1Bytes(`${OK}${latin1(bytes)}`));
      }),
    );
    return { ...port, write, incoming: merge(heard, own) };
  };
  return { through: (transport: Transport) => transport.pipe(map(on)), written };
};
