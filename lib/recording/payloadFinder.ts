import type { Command } from '../grammar/command';
import { parseRequest } from '../grammar/parseRequest';
import { maskedHead } from '../grammar/secrets';
import type { Vocabulary } from '../grammar/vocabulary';
import { latin1Bytes } from '../grammar/latin1';
import type { Token } from '../wire/token';
import { initialState, tokenizerStep, type TokenizerState } from '../wire/tokenizerStep';
import { HiddenUrcs, type Place } from './hiddenUrcs';
import type { Piece } from './redactor';

/** Some of what came: text, the masked header fields of a response, or the bytes of a body. */
export interface Part extends Piece {
  readonly kind: 'text' | 'head' | 'body';
}

/** A stretch of counted bytes, or of what no recording shows, by its place in all that came since the port was opened. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'head' | 'body' | 'hidden';
}

type Placed = Piece & { readonly from: number };

/**
 * Tells counted bytes from the text around them, by the same fold that the modem is read by. The header fields of a response
 * are held back until all have come, and masked; so are the first bytes of a file, while they may be a URC in front of it, and the values
 * of URCs that no recording shows.
 *
 *     said    AT+HTTPREAD=0,5
 *     heard   \r\n+HTTPREAD: 5\r\nhel   lo\r\nOK\r\n
 *     parts   text               body  body text
 */
export class PayloadFinder {
  private readonly step;
  /** What may hold the line: one state, or one for each command that bare bytes may have meant. */
  private states: readonly TokenizerState[] = [initialState];
  private pending: Placed[] = [];
  private stretches: Stretch[] = [];
  /** Where a head began that has not come whole. */
  private headFrom: number | undefined;
  private end = 0;
  private readonly hidden: HiddenUrcs;

  constructor(private readonly known: Vocabulary) {
    this.step = tokenizerStep(known);
    this.hidden = new HiddenUrcs(known);
  }

  /** The host says a command; `isBare` where only its bytes are known. Releases what was held back. */
  said(command: Command, isBare: boolean): readonly Part[] {
    const before = this.finish();
    const [state = initialState] = this.states;
    const meant = isBare ? this.meant(command) : [command];
    this.states = meant.map((one) => this.step(state, { kind: 'said', command: one })[0]);
    return before;
  }

  receive(piece: Piece): readonly Part[] {
    const bytes = latin1Bytes(piece.text);
    this.pending.push({ ...piece, from: this.end });
    this.end += bytes.length;
    this.states = this.states.map((state) => {
      const [next, tokens] = this.step(state, { kind: 'heard', bytes });
      for (const token of tokens) this.place(token);
      return next;
    });
    const text = this.pendingText;
    const unclear = Math.max(
      0,
      ...this.states.map((state) =>
        state.open?.atPayloadStart ? state.partialLine.length : this.hidden.heldChars(text, state),
      ),
    );
    return this.release(this.headFrom ?? this.end - unclear);
  }

  /** Releases all: a head that broke off is masked, and what may have been the beginning of a file counts as that. */
  finish(): readonly Part[] {
    if (this.headFrom !== undefined) this.add({ from: this.headFrom, to: this.end, kind: 'head' });
    const text = this.pendingText;
    for (const state of this.states) {
      const { open, partialLine } = state;
      if (open?.atPayloadStart) this.add({ from: this.end - partialLine.length, to: this.end, kind: 'body' });
      else this.hide(this.hidden.begunIn(text, state));
    }
    this.headFrom = undefined;
    return this.release(this.end);
  }

  /** Notes where counted bytes stand. A slice ends where it stands in its buffer, whose end is the end of all that came. */
  private place(token: Token): void {
    if (token.kind === 'urc') return this.hide(this.hidden.placeOf(token, this.pendingText));
    if (token.kind !== 'payload') {
      if (token.kind === 'corrupt' && this.headFrom !== undefined) this.headFrom = undefined;
      return;
    }
    const { bytes, command, left } = token;
    const from = this.end - (bytes.buffer.byteLength - bytes.byteOffset);
    const to = from + bytes.length;
    if (!command.definition.bringsHead) return this.add({ from, to, kind: 'body' });
    this.headFrom ??= from;
    if (left > 0) return;
    this.add({ from: this.headFrom, to, kind: 'head' });
    this.headFrom = undefined;
  }

  private get pendingText(): string {
    return this.pending.map((piece) => piece.text).join('');
  }

  /** Notes a place of the text that is not released yet. */
  private hide(place: Place | undefined): void {
    const base = this.pending[0]?.from ?? this.end;
    if (place) this.add({ from: base + place.from, to: base + place.to, kind: 'hidden' });
  }

  private add(stretch: Stretch): void {
    const last = this.stretches.at(-1);
    const from = Math.max(stretch.from, last?.to ?? 0);
    if (stretch.to > from) this.stretches.push({ ...stretch, from });
  }

  private release(upTo: number): readonly Part[] {
    const [first] = this.pending;
    if (!first || upTo <= first.from) return [];
    const text = this.pendingText;
    const masked = this.stretches.reduce((left, { from, to, kind }) => {
      if (kind === 'body') return left;
      const [start, end] = [from - first.from, to - first.from];
      const shown = kind === 'head' ? maskedHead : starred;
      return left.slice(0, start) + shown(left.slice(start, end)) + left.slice(end);
    }, text);
    const parts = this.pending.flatMap((piece) => this.partsOf(piece, upTo, masked, first.from));
    this.pending = this.pending.flatMap((piece): Placed[] => {
      const skipped = upTo - piece.from;
      if (skipped >= piece.text.length) return [];
      if (skipped <= 0) return [piece];
      return [{ ...piece, from: upTo, text: piece.text.slice(skipped), joined: true }];
    });
    this.stretches = this.stretches.filter(({ to }) => to > upTo);
    return parts;
  }

  /** Cuts a piece where counted bytes begin and end. */
  private partsOf(piece: Placed, upTo: number, text: string, base: number): readonly Part[] {
    const end = Math.min(upTo, piece.from + piece.text.length);
    const parts: Part[] = [];
    const add = (from: number, to: number, kind: Part['kind']): void => {
      if (to <= from) return;
      const joined = piece.joined || parts.length > 0;
      parts.push({ atMs: piece.atMs, joined, kind, text: text.slice(from - base, to - base) });
    };
    let at = piece.from;
    for (const { from, to, kind } of this.stretches) {
      if (to <= at || from >= end) continue;
      add(at, Math.max(at, from), 'text');
      add(Math.max(at, from), Math.min(to, end), kind === 'hidden' ? 'text' : kind);
      at = Math.min(to, end);
    }
    add(at, end, 'text');
    return parts;
  }

  /** The commands with counted bytes that a line may mean in one family or another; the line itself where there is none. */
  private meant(command: Command): readonly Command[] {
    const request = parseRequest(command.text.slice('AT'.length));
    const all = this.known.commands.flatMap((definition): readonly Command[] => {
      const args = definition.payload || definition.payloadAtOnce ? definition.recognise(request) : undefined;
      return args ? [{ ...command, definition, args }] : [];
    });
    return all.length > 0 ? all : [command];
  }
}

/** Hides values letter by letter: their lines keep their lengths and their ends. */
const starred = (text: string): string => text.replace(/[^\r\n]/g, '*');
