import { concat, ignoreElements, type Observable, Subject, tap, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Port } from '../wire/transport';

/** The port under the multiplexer: several listeners hear it in turn. */
export interface MuxWire {
  readonly name: string;
  readonly heard: Observable<Uint8Array>;
  readonly write: (bytes: Uint8Array) => Observable<never>;
  /** Listens to the port while subscribed to; fails with `closed` when the port goes away. */
  readonly run: Observable<never>;
}

/** Makes the wire of a port. */
export const muxWire = ({ name, incoming, write }: Port): MuxWire => {
  const heard = new Subject<Uint8Array>();
  const gone = throwError(() => new ModemError({ kind: 'closed', where: name }));
  return {
    name,
    heard: heard.asObservable(),
    write: (bytes) => write(bytes),
    run: concat(incoming, gone).pipe(
      tap((bytes) => heard.next(bytes)),
      ignoreElements(),
    ),
  };
};
