import { BehaviorSubject, defer, filter, mergeMap, type Observable, takeUntil } from 'rxjs';
import type { TraceEntry } from '../../modem/trace/traceEntry';
import { findLine, type FoundLine, type OpenAt } from './findLine';

interface LineSearch {
  readonly open: OpenAt;
  readonly rates: readonly number[];
  readonly trace?: ((entry: TraceEntry) => void) | undefined;
}

/**
 * Finds a line as `findLine` does, and ends when its reader leaves. Where a modem was changed to find it (result codes, data mode),
 * it still emits: whoever takes that puts it back.
 *
 *     > ATQ0    reader leaves    < OK    ⇒ quiet, then > ATQ1
 */
export const leavableLine = (
  { open, rates, trace }: LineSearch,
  leaving: Observable<void>,
): Observable<FoundLine> =>
  defer(() => {
    const held = new BehaviorSubject(false);
    const released = leaving.pipe(mergeMap(() => held.pipe(filter((isHeld) => !isHeld))));
    return findLine(open, rates, trace, (isHeld) => held.next(isHeld)).pipe(takeUntil(released));
  });
