import { concat, defer, EMPTY, mergeMap, type Observable, of } from 'rxjs';
import type { StorageLevel } from '../../../dialects/messagesDialect';
import { levelOf } from '../lookAtAll';
import { type Inbox, mustSucceed, removeCopies } from './handOver';
import type { InboxEvent } from './inboxEvent';
import type { HeldPart } from './partShelf';

/** A storage with fewer free places does not take the parts of a long message. */
const FEW_PLACES = 3;

const isTight = ({ used, total }: StorageLevel): boolean => total > 0 && total - used < FEW_PLACES;
const isFull = ({ used, total }: StorageLevel): boolean => total > 0 && used >= total;

/** Watches how full the storages are, and makes room in them. */
export class FullStorages {
  private readonly full = new Set<string>();
  private hasWarned = false;

  constructor(private readonly inbox: Inbox) {}

  /** Emits that a storage became full, or has places again. */
  seen(level: StorageLevel): Observable<InboxEvent> {
    const { storage } = level;
    const is = isFull(level);
    if (is === this.full.has(storage)) return EMPTY;
    if (is) this.full.add(storage);
    else this.full.delete(storage);
    return of(Object.freeze({ kind: 'memory', ...level, isFull: is }));
  }

  /** Looks again at a storage that had few places: parts of unfinished messages that fill it are kept by the host from now on. */
  makeRoom(before: StorageLevel): Observable<InboxEvent> {
    if (!isTight(before) || !this.inbox.options.remove) return EMPTY;
    return levelOf(this.inbox.modem, before.storage).pipe(
      mergeMap((level) => (isTight(level) ? concat(this.moved(level), this.look(level)) : this.seen(level))),
    );
  }

  private look({ storage }: StorageLevel): Observable<InboxEvent> {
    return levelOf(this.inbox.modem, storage).pipe(mergeMap((level) => this.seen(level)));
  }

  private moved({ storage }: StorageLevel): Observable<InboxEvent> {
    return defer(() => {
      const { memory, modem } = this.inbox;
      const parts = memory.shelf.held.flatMap((set) => [...set.parts.values()]);
      const here = parts.filter(({ stored }) => stored?.place.storage === storage);
      if (here.length === 0) return EMPTY;
      if (!memory.isDurable && !this.hasWarned) {
        this.hasWarned = true;
        modem.note('parts of unfinished messages are kept in memory only: the inbox has no store');
      }
      return concat(
        mustSucceed(() => memory.save(new Set(here))),
        this.forgotten(here),
      );
    });
  }

  private forgotten(parts: readonly HeldPart[]): Observable<InboxEvent> {
    return defer(() => {
      this.inbox.memory.shelf.forgetPlaces(new Set(parts));
      return removeCopies(
        this.inbox,
        parts.flatMap(({ stored }) => (stored ? [stored] : [])),
      );
    });
  }
}
