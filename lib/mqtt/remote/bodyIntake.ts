import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  type Observable,
  of,
  type ObservableNotification,
} from 'rxjs';
import { Fingerprint } from '../../flows/http/fingerprint';
import type { Chunk } from '../../../operators/transferEvent';
import type { BodyProgress, RemoteRequest } from './remoteRequest';
import type { JobNews } from './inbox';

type Piece = JobNews & { readonly kind: 'chunk' };

/** How far a body is that comes from a gateway: what came, what its reader has taken, and what the gateway was told of that. */
export class BodyIntake {
  head: BodyProgress['head'];
  consumed: number;
  credited: number;
  loaded: number;
  private readonly fingerprint = new Fingerprint();

  constructor(private readonly errand: Pick<RemoteRequest, 'into' | 'tells' | 'fromByte'>) {
    const { fromByte = 0 } = errand;
    this.consumed = fromByte;
    this.credited = fromByte;
    this.loaded = fromByte;
  }

  /** From where another gateway goes on; nothing where nothing came. */
  get progress(): BodyProgress | undefined {
    const { head, loaded } = this;
    return loaded > 0 || head ? { head, loaded, fingerprint: this.fingerprint.sums } : undefined;
  }

  /** Whether all has come that a job of its kind tells. */
  get isWhole(): boolean {
    const { tells } = this.errand;
    if (tells === 'body') return this.head !== undefined && this.loaded === this.head.length;
    return tells === 'head' ? this.head !== undefined : tells === 'nothing';
  }

  /** Bytes that do not begin where the last ones ended are another run's. */
  fits(news: JobNews): boolean {
    return news.kind !== 'chunk' || news.loaded - news.bytes.length === this.loaded;
  }

  /** Gives some bytes to their reader, and tells when it has taken them; `taken` is called first. */
  take({ bytes, loaded, total }: Piece, taken: () => void): Observable<ObservableNotification<Chunk>> {
    this.loaded = loaded;
    this.fingerprint.add(bytes);
    const given = defer(() => this.errand.into?.(bytes) ?? EMPTY).pipe(ignoreElements());
    const told = defer(() => {
      this.consumed = loaded;
      taken();
      return of({
        kind: 'N' as const,
        value: Object.freeze({ kind: 'chunk' as const, bytes, loaded, total }),
      });
    });
    return concat(given, told).pipe(catchError((error: unknown) => of({ kind: 'E' as const, error })));
  }
}
