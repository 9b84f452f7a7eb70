import { EMPTY, Observable, Subject, defer } from 'rxjs';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import type { Port, Transport } from '../../lib/wire/transport';

/** A modem that answers at once whatever was written: a command line without its end, or data as it is. */
export const modemSaying = (answer: (written: string) => string): Transport =>
  new Observable<Port>((host) => {
    const incoming = new Subject<Uint8Array>();
    const write: Port['write'] = (bytes) =>
      defer(() => {
        incoming.next(latin1Bytes(answer(latin1(bytes).replace(/\r$/, ''))));
        return EMPTY;
      });
    host.next({ name: 'modem', incoming, write });
  });
