import type { Observable } from 'rxjs';

/**
 * Work that winds itself up when its reader leaves. `leaving` emits once: when the reader leaves, or at once when it has left
 * already. Queues and brackets take work and return work; `graceful` turns it into an Observable, once, at the edge.
 */
export type Work<T> = (leaving: Observable<void>) => Observable<T>;
