import { checkValue, is } from '../../grammar/checkOptions';
import { namingForeign } from '../transfer/namingModel';
import { unsure } from '../transfer/unsure';
import { concat, defer, type Observable, of, takeUntil, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Sent } from '../../../operators/transferEvent';
import type { CertificatesDialect } from '../../dialects/certificatesDialect';
import type { Modem } from '../../modem/modem';

const asked = <T>(
  modem: Modem,
  ask: (dialect: CertificatesDialect) => (channel: CommandChannel) => Observable<T>,
): Observable<T> =>
  defer(() => {
    const { certificates: dialect, title } = modem.profile;
    const missing = { kind: 'unsupported', family: title, feature: 'store of certificates' } as const;
    if (!dialect) return throwError(() => new ModemError(missing));
    const question = ask(dialect);
    return modem
      .exclusive('files', (channel) => (leaving) => question(channel).pipe(takeUntil(leaving)))
      .pipe(namingForeign(modem));
  });

/**
 * Certificates and keys on the modem, for `tls` in a request. The store is not the file system: the same name in both is two
 * files.
 *
 *     certificates.put(modem, 'ca.pem', bytes)      then http.get(modem, { url, tls: { ca: 'ca.pem' } })
 *
 * Fails with `unsupported` on a family that has no such store, `invalid-argument` on a name or length that the modem would
 * not take; nothing is written then.
 */
export const certificates = Object.freeze({
  /** Stores a certificate or key, replaces one of the same name; emits that it was sent. */
  put: (modem: Modem, name: string, bytes: Uint8Array): Observable<Sent> =>
    asked(modem, (dialect) => {
      checkValue(name, is.text, 'name');
      checkValue(bytes, is.bytes, 'bytes');
      dialect.check(name, bytes);
      const { length } = bytes;
      return (channel) =>
        concat(
          dialect.put(channel, name, bytes),
          of<Sent>(Object.freeze({ kind: 'sent', loaded: length, total: length })),
        );
    }).pipe(unsure()),
  /** Emits the name of each certificate. */
  list: (modem: Modem): Observable<string> => asked(modem, (dialect) => dialect.list),
  /** Deletes a certificate; completes. */
  remove: (modem: Modem, name: string): Observable<never> =>
    asked(modem, (dialect) => {
      dialect.check(checkValue(name, is.text, 'name'));
      return (channel) => dialect.remove(channel, name);
    }).pipe(unsure()),
});
