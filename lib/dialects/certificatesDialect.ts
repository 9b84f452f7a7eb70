import type { Observable } from 'rxjs';
import type { Talk } from '../../operators/talk';

/** How a family keeps certificates, in a store apart from its files. */
export interface CertificatesDialect {
  /** Fails with `invalid-argument` where the name or the length is none that the modem takes. */
  readonly check: (name: string, bytes?: Uint8Array) => void;
  /** Emits the name of each certificate. */
  readonly list: (talk: Talk) => Observable<string>;
  /** Stores a certificate or key, in the place of one that is there; completes. */
  readonly put: (talk: Talk, name: string, bytes: Uint8Array) => Observable<never>;
  /** Deletes a certificate. */
  readonly remove: (talk: Talk, name: string) => Observable<never>;
}
