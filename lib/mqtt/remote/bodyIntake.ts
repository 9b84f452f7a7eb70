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

/** Counts the bytes of a body that comes from a gateway: received, taken by the reader, and credited to the gateway. */
export class BodyIntake {
  head: BodyProgress['head'];
  consumed: number;
  credited: number;
  loaded: number;
  private readonly fingerprint = new Fingerprint();

  constructor(private readonly request: Pick<RemoteRequest, 'into' | 'answers' | 'fromByte'>) {
    const { fromByte = 0 } = request;
    this.consumed = fromByte;
    this.credited = fromByte;
    this.loaded = fromByte;
  }

  /** Where the next attempt continues; `undefined` where nothing came. */
  get progress(): BodyProgress | undefined {
    const { head, loaded } = this;
    return loaded > 0 || head ? { head, loaded, fingerprint: this.fingerprint.sums } : undefined;
  }

  /** Whether everything came that a job of its kind answers. */
  get isWhole(): boolean {
    const { answers } = this.request;
    if (answers === 'body') return this.head !== undefined && this.loaded === this.head.length;
    return answers === 'head' ? this.head !== undefined : answers === 'nothing';
  }

  /** Whether the bytes begin where the last ones ended; others belong to another run of the job. */
  fits(news: JobNews): boolean {
    return news.kind !== 'chunk' || news.loaded - news.bytes.length === this.loaded;
  }

  /** Gives bytes to the reader, and emits them when the reader has taken them; `taken` is called before that. */
  take({ bytes, loaded, total }: Piece, taken: () => void): Observable<ObservableNotification<Chunk>> {
    this.loaded = loaded;
    this.fingerprint.add(bytes);
    const given = defer(() => this.request.into?.(bytes) ?? EMPTY).pipe(ignoreElements());
    const emitted = defer(() => {
      this.consumed = loaded;
      taken();
      return of({
        kind: 'N' as const,
        value: Object.freeze({ kind: 'chunk' as const, bytes, loaded, total }),
      });
    });
    return concat(given, emitted).pipe(catchError((error: unknown) => of({ kind: 'E' as const, error })));
  }
}
