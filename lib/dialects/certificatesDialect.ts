import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';

/** How a family keeps certificates, in a store apart from its files. */
export interface CertificatesDialect {
  /** Fails with `invalid-argument` where the name or the length is none that the modem takes. */
  readonly check: (name: string, bytes?: Uint8Array) => void;
  /** Emits the name of each certificate. */
  readonly list: (channel: CommandChannel) => Observable<string>;
  /** Stores a certificate or key; replaces one of that name; completes. */
  readonly put: (channel: CommandChannel, name: string, bytes: Uint8Array) => Observable<never>;
  /** Deletes a certificate. */
  readonly remove: (channel: CommandChannel, name: string) => Observable<never>;
}
