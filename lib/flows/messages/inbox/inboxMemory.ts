import {
  asyncScheduler,
  defer,
  EMPTY,
  from,
  ignoreElements,
  map,
  type Observable,
  of,
  defaultIfEmpty,
  take,
} from 'rxjs';
import { monotonicNow } from '../../../../operators/monotonicNow';
import type { StoredPdu } from '../../../dialects/messagesDialect';
import { decodePdu } from '../../../pdu/decodePdu';
import type { Deliver } from '../../../pdu/pdu';
import type { TakenPart } from '../message';
import type { InboxRecord, InboxStore } from './inboxStore';
import { type HeldPart, type HeldSet, PartShelf } from './partShelf';
import { partPrint } from '../partPrint';

/** How many parts are remembered that were given out. */
const MAX_GIVEN = 1_000;

/** What an inbox knows: unfinished messages, and what was given out. */
export class InboxMemory {
  readonly shelf = new PartShelf();
  private readonly given = new Set<string>();
  /** What was there at the start and is not given out, by place; what could not be read. */
  private readonly ignored = new Map<string, string>();
  private readonly malformed = new Set<string>();

  private constructor(private readonly store: InboxStore | undefined) {}

  /** Emits the memory that a store kept; an empty one without a store. */
  static of(store: InboxStore | undefined): Observable<InboxMemory> {
    return defer(() => {
      const memory = new InboxMemory(store);
      if (!store) return of(memory);
      return from(store.load()).pipe(
        take(1),
        defaultIfEmpty(undefined),
        map((record) => {
          if (record) memory.restore(record);
          return memory;
        }),
      );
    });
  }

  /** Whether what it keeps outlives the host's process. */
  get isDurable(): boolean {
    return this.store !== undefined;
  }

  wasGiven(pdu: Deliver): boolean {
    return this.given.has(partPrint(pdu));
  }

  /** Parts were given out: they are not given again. */
  give(pdus: readonly Deliver[]): void {
    for (const pdu of pdus) {
      const print = partPrint(pdu);
      this.given.delete(print);
      this.given.add(print);
    }
    for (const print of this.given) {
      if (this.given.size <= MAX_GIVEN) break;
      this.given.delete(print);
    }
  }

  /** Takes note of digits that could not be read; whether they are seen for the first time. */
  isNew(raw: string): boolean {
    const isKnown = this.malformed.has(raw);
    this.malformed.add(raw);
    return !isKnown;
  }

  ignore(entries: readonly StoredPdu[]): void {
    for (const { place, digits } of entries) this.ignored.set(`${place.storage}:${place.index}`, digits);
  }

  isIgnored({ place, digits }: StoredPdu): boolean {
    return this.ignored.get(`${place.storage}:${place.index}`) === digits;
  }

  /** Completes when all that is known is durable. `moved`: parts that the modem still holds, and the host is to keep. */
  save(moved: ReadonlySet<TakenPart> = new Set()): Observable<never> {
    const { store } = this;
    return store ? defer(() => store.save(this.record(moved))).pipe(ignoreElements()) : EMPTY;
  }

  private record(moved: ReadonlySet<TakenPart>): InboxRecord {
    const isKept = (part: HeldPart): boolean => !part.stored || moved.has(part);
    const unfinished = this.shelf.held
      .map(({ id, isGiven, parts }) => ({
        id,
        isGiven,
        parts: [...parts.values()]
          .filter(isKept)
          .map(({ pdu, atMs }) => ({ pdu: pdu.raw, atMs: asSystemTime(atMs) })),
      }))
      .filter(({ parts }) => parts.length > 0);
    return { version: 1, unfinished, given: [...this.given] };
  }

  private restore({ unfinished, given }: InboxRecord): void {
    for (const print of given) this.given.add(print);
    this.shelf.restore(
      unfinished.map(({ id, isGiven, parts }): HeldSet => {
        const held = parts.flatMap(({ pdu: digits, atMs }) => {
          const pdu = decodePdu(digits, { direction: 'received' });
          return pdu.kind === 'deliver' ? [{ pdu, stored: undefined, atMs: asMonotonicTime(atMs) }] : [];
        });
        return { id, isGiven, parts: new Map(held.map((part) => [part.pdu.concat?.part ?? 1, part])) };
      }),
    );
  }
}

/** Converts monotonic time to system time, which a store keeps, and back. A kept part is never taken as one from the future. */
const asSystemTime = (atMs: number): number => asyncScheduler.now() - (monotonicNow() - atMs);
const asMonotonicTime = (atMs: number): number => monotonicNow() - Math.max(0, asyncScheduler.now() - atMs);
