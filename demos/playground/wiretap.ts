import { defer, map, type Observable, tap } from 'rxjs';
import { raw, type Profile, type Traffic, type Transport } from 'rxmodem';

const text = new TextDecoder('latin1');

/**
 * Listens to a transport: everything that crosses it is given to `crossed`, both ways and in order, as the library's fold reads it.
 *
 *     write     said AT+CSQ
 *     incoming               heard +CSQ: 20,0 …
 */
export const wiretap = (
  transport: Transport,
  { vocabulary }: Profile,
  crossed: (traffic: Traffic) => void,
): Transport =>
  transport.pipe(
    map((port) => ({
      ...port,
      incoming: port.incoming.pipe(tap((bytes) => crossed({ kind: 'heard', bytes }))),
      write: (bytes, what): Observable<never> =>
        defer(() => {
          crossed(
            what ?? { kind: 'said', command: raw(text.decode(bytes).replace(/[\r\n]+$/, ''), vocabulary) },
          );
          return port.write(bytes, what);
        }),
    })),
  );
