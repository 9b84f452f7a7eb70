import type { TakenPart } from '../message';
import { contentOf, hashOf, partPrint } from '../partPrint';

/** A part that waits for the others of its message. */
export interface HeldPart extends TakenPart {
  /** When it came to this host, in milliseconds of monotonic time (`monotonicNow`). */
  readonly atMs: number;
}

/** Parts of one message, of which some are missing. */
export interface HeldSet {
  readonly id: string;
  readonly parts: ReadonlyMap<number, HeldPart>;
  /** Whether it was given out as it was, and only waits to be completed. */
  readonly isGiven: boolean;
}

/** What became of a part that was put on the shelf. */
export type Shelved =
  /** It was the last one. `replaced` is the set of an older message with the same reference, which can't be completed any more. */
  | { readonly kind: 'whole'; readonly set: HeldSet; readonly replaced: HeldSet | undefined }
  | { readonly kind: 'held'; readonly replaced: HeldSet | undefined }
  /** It is there already, in another place: this copy can go. */
  | { readonly kind: 'double' }
  /** It is the very part that is there, seen again. */
  | { readonly kind: 'same' };

/** More unfinished messages than this, or a memory of them, serve only who sends them to use it up. */
const MAX_SETS = 64;

/**
 * Keeps the parts of unfinished messages, and joins them: by sender, width of the reference, reference and number of parts; in any
 * order, with doubles. Times do not count: the parts of one message can have different ones.
 */
export class PartShelf {
  private readonly sets = new Map<string, HeldSet>();

  /** The unfinished messages, the oldest first. */
  get held(): readonly HeldSet[] {
    return [...this.sets.values()];
  }

  /** Puts sets back that were kept elsewhere, as after a restart. */
  restore(sets: readonly HeldSet[]): void {
    for (const set of sets) {
      const [part] = set.parts.values();
      if (part) this.sets.set(keyOf(part), set);
    }
  }

  put(part: HeldPart): Shelved {
    const key = keyOf(part);
    const number = part.pdu.concat?.part ?? 1;
    const set = this.sets.get(key);
    const known = set?.parts.get(number);
    if (known && contentOf(known.pdu.units) === contentOf(part.pdu.units)) return again(known, part);
    // Another text under the same number is a new message.
    const replaced = known ? set : undefined;
    const old = replaced ? undefined : set;
    const next: HeldSet = {
      id: old?.id ?? hashOf(`${key}|${partPrint(part.pdu)}`),
      parts: new Map([...(old?.parts ?? []), [number, part]]),
      isGiven: old?.isGiven ?? false,
    };
    this.sets.delete(key);
    const isWhole = next.parts.size === (part.pdu.concat?.total ?? 1);
    if (isWhole) return { kind: 'whole', set: next, replaced };
    this.sets.set(key, next);
    return { kind: 'held', replaced };
  }

  /** Takes the sets off whose last part came before a time, and the oldest ones above the number that is kept. */
  overdue(beforeMs: number): readonly HeldSet[] {
    const surplus = this.held.slice(0, Math.max(0, this.sets.size - MAX_SETS));
    const late = this.held.filter(
      ({ parts }) => Math.max(...[...parts.values()].map(({ atMs }) => atMs)) <= beforeMs,
    );
    const all = new Set([...surplus, ...late]);
    for (const [key, set] of this.sets) if (all.has(set)) this.sets.delete(key);
    return [...all];
  }

  /** Keeps a set that was given out incomplete: its last parts may still come. */
  keepGiven(set: HeldSet, atMs: number): void {
    const parts = new Map(
      [...set.parts].map(([number, { pdu }]) => [number, { pdu, stored: undefined, atMs }]),
    );
    const [first] = parts.values();
    if (first) this.sets.set(keyOf(first), { ...set, parts, isGiven: true });
  }

  /** The parts of a storage are kept by the host from now on. */
  forgetPlaces(moved: ReadonlySet<TakenPart>): void {
    for (const [key, set] of this.sets) {
      const parts = [...set.parts].map(
        ([number, part]) => [number, moved.has(part) ? { ...part, stored: undefined } : part] as const,
      );
      this.sets.set(key, { ...set, parts: new Map(parts) });
    }
  }
}

/** Numbers of 8 and of 16 bits are different spaces. */
const keyOf = ({ pdu: { from, concat } }: TakenPart): string =>
  [from.type, from.number, concat?.bits, concat?.reference, concat?.total].join('|');

const again = ({ stored: known }: HeldPart, { stored }: HeldPart): Shelved => {
  const isSamePlace =
    known?.place.storage === stored?.place.storage && known?.place.index === stored?.place.index;
  return { kind: isSamePlace ? 'same' : 'double' };
};
