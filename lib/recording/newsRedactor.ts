import { keyOf } from '../grammar/forms/lineForm';
import { mask } from '../grammar/mask';
import type { Vocabulary } from '../grammar/vocabulary';
import type { Piece } from './redactor';

interface Hidden {
  /** Up to the colon. */
  readonly header: string;
  /** Whether the next line belongs to it. */
  readonly isFollowed: boolean;
  /** Whether a text in quotes may go over several lines. */
  readonly spansLines: boolean;
}

const LINE_END = /[\r\n]/;
/** The longest text of a network has 182 letters: a quote that never comes does not hide more than this. */
const MAX_SPAN_CHARS = 1_024;

/**
 * Masks what URCs bring that hide their fields: the numbers and texts of messages. All else passes byte by byte; the beginning of a
 * line that may become such a header is held back until more comes.
 *
 *     +CMT: ,23\r\n07911326040000F0…\r\n     →     +CMT: ***\r\n***\r\n
 */
export class NewsRedactor {
  private readonly hidden: readonly Hidden[];
  private state: 'start' | 'passing' | 'fields' | 'gap' | 'body' = 'start';
  private isFollowed = false;
  private spansLines = false;
  /** What a text in quotes has so far, if its closing quote is still to come. */
  private openChars = 0;
  private isQuoted = false;
  private held: readonly Piece[] = [];

  constructor({ urcs }: Vocabulary) {
    this.hidden = [...urcs.values()]
      .flat()
      .filter(({ hides }) => hides)
      .map(({ name, followedBy, spansLines }) => ({
        header: `${keyOf(name)}:`,
        isFollowed: followedBy !== undefined,
        spansLines,
      }));
  }

  receive(piece: Piece): readonly Piece[] {
    const [before, first, rest] = this.resolved(piece);
    let shown = first;
    for (let at = 0; at < rest.length; ) {
      const [next, passed] = this.step(rest.slice(at));
      if (next === 0) {
        this.held = [{ ...piece, text: rest.slice(at), joined: piece.joined || shown !== '' }];
        break;
      }
      shown += passed;
      at += next;
    }
    return shown === '' ? before : [...before, { ...piece, text: shown }];
  }

  /** Releases what was held back: it became no header. */
  end(): readonly Piece[] {
    const { held } = this;
    this.held = [];
    if (held.length > 0) this.state = 'passing';
    return held;
  }

  /** What becomes of the held pieces with the next one: they pass as they came, or a header stands for them. */
  private resolved(piece: Piece): readonly [before: readonly Piece[], first: string, rest: string] {
    const { held } = this;
    if (held.length === 0) return [[], '', piece.text];
    const text = held.map((one) => one.text).join('') + piece.text;
    const [taken, shown] = this.begin(text, false);
    if (taken === 0) {
      this.held = [...held, piece];
      return [[], '', ''];
    }
    this.held = [];
    return this.state === 'fields' ? [[], shown, text.slice(taken)] : [held, '', piece.text];
  }

  /** Takes characters off the front: how many, and what is shown for them. None if more must come. */
  private step(rest: string): readonly [taken: number, shown: string] {
    const end = rest.search(LINE_END);
    if (this.state === 'start') return this.begin(rest, end === 0);
    if (this.state === 'gap' && end === 0) return [1, rest.slice(0, 1)];
    const length = end < 0 ? rest.length : end;
    if (this.state === 'gap') {
      this.state = 'body';
      return [length, mask];
    }
    if (this.state === 'fields' && this.goesOn(rest.slice(0, Math.max(1, length))))
      return [Math.max(1, length), ''];
    if (end === 0) {
      this.state = this.state === 'fields' && this.isFollowed ? 'gap' : 'start';
      return [1, rest.slice(0, 1)];
    }
    return [length, this.state === 'passing' ? rest.slice(0, length) : ''];
  }

  /** Whether a text in quotes that may go over several lines goes on behind these characters. */
  private goesOn(text: string): boolean {
    if (!this.spansLines) return false;
    if (!this.isQuoted && LINE_END.test(text)) return false;
    for (const letter of text) if (letter === '"') this.isQuoted = !this.isQuoted;
    this.openChars += text.length;
    if (this.openChars > MAX_SPAN_CHARS) this.spansLines = false;
    return true;
  }

  private begin(rest: string, isLineEnd: boolean): readonly [taken: number, shown: string] {
    if (isLineEnd) return [1, rest.slice(0, 1)];
    const found = this.hidden.find(({ header }) => rest.startsWith(header));
    if (found) {
      this.state = 'fields';
      // One header can be of two forms, of which one is followed by a line: the text decides, and a line too much is masked.
      this.isFollowed = this.hidden.some(({ header, isFollowed }) => header === found.header && isFollowed);
      this.spansLines = found.spansLines;
      [this.openChars, this.isQuoted] = [0, false];
      return [found.header.length, `${found.header} ${mask}`];
    }
    if (this.hidden.some(({ header }) => header.startsWith(rest))) return [0, ''];
    this.state = 'passing';
    return [1, rest.slice(0, 1)];
  }
}
