import type { Observable } from 'rxjs';

/**
 * Work that is told when its reader leaves, and winds itself up. `leaving` emits once, at once where the reader has left
 * already. Queues and brackets take work and give work; `graceful` stands once, at the edge.
 */
export type Work<T> = (leaving: Observable<void>) => Observable<T>;
