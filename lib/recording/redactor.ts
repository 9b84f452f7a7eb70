import type { Command } from '../grammar/command';
import { mask } from '../grammar/mask';
import { masked } from '../grammar/masked';
import { shownOfAnswer } from '../grammar/secrets';
import { finalResult } from '../grammar/errors/resultCodes';

/** Some received text, and when it came. */
export interface Piece {
  readonly atMs: number;
  readonly text: string;
  /** Whether it came together with the piece before. */
  readonly joined: boolean;
}

/** A replacement of a part of a text. */
interface Patch {
  readonly from: number;
  readonly to: number;
  readonly as: string;
}

/** How many commands with secrets are remembered. */
const REMEMBERED = 16;
/** A line that is longer, while a secret may be in it, is masked whole: it is not kept until its end. */
const MAX_HELD_CHARS = 4_096;
const LINE_END = /[\r\n]/g;
const HAS_LINE_END = /[\r\n]/;
const HEADER = /^[+*^$#][A-Z0-9_]+: ?/i;

/** Where the text of a command begins to differ from what is shown of it. */
const openPart = ({ text, redacted }: Command): number => {
  let at = 0;
  while (at < text.length && text[at] === redacted[at]) at += 1;
  return at;
};

const keepsSecret = ({ text, redacted }: Command): boolean => text !== redacted;

/** An echo, whole or damaged: what stands behind the command's open part is its secret. */
const echoMasked = (line: string, command: Command): string => {
  const open = command.text.slice(0, openPart(command));
  const at = line.indexOf(open);
  return at < 0 ? masked(line, [command]) : `${line.slice(0, at)}${command.redacted}`;
};

const answerMasked = (line: string): string => {
  if (line === '' || finalResult(line) || /^AT/i.test(line)) return line;
  return shownOfAnswer(line) ?? `${HEADER.exec(line)?.[0] ?? ''}${mask}`;
};

/** A line that came while a command with secrets, or with a secret answer, held the port. */
const lineMasked = (line: string, open: Command, said: readonly Command[]): string => {
  const bare = said.reduce((left, { text, redacted }) => left.replaceAll(text, redacted), line);
  if (bare !== line) return bare;
  if (keepsSecret(open)) return echoMasked(line, open);
  return open.definition.hidesAnswer ? answerMasked(line) : line;
};

/** How much of the end of a text may be the beginning of another one. */
const overlap = (text: string, other: string): number => {
  for (let length = Math.min(text.length, other.length - 1); length > 0; length -= 1) {
    const at = text.length - length;
    if (text.charCodeAt(at) === other.charCodeAt(0) && other.startsWith(text.slice(at))) return length;
  }
  return 0;
};

/** Puts patches into pieces: each comes with the piece that holds its end. */
const patched = (pieces: readonly Piece[], patches: readonly Patch[]): readonly Piece[] => {
  let start = 0;
  let next = 0;
  return pieces.flatMap((piece): readonly Piece[] => {
    const end = start + piece.text.length;
    let at = start;
    let text = '';
    for (; next < patches.length; next += 1) {
      const { from, to, as } = patches[next] as Patch;
      if (from >= end) break;
      text += piece.text.slice(at - start, Math.max(from, at) - start);
      at = Math.min(to, end);
      // What goes on in the next piece is masked there.
      if (to > end) break;
      text += as;
    }
    text += piece.text.slice(at - start);
    start = end;
    return text === '' ? [] : [{ ...piece, text }];
  });
};

/** Cuts pieces in two at a place. */
const cutAt = (pieces: readonly Piece[], place: number): readonly [readonly Piece[], Piece[]] => {
  const before: Piece[] = [];
  const after: Piece[] = [];
  let start = 0;
  for (const piece of pieces) {
    const at = Math.max(0, Math.min(place - start, piece.text.length));
    if (at > 0) before.push({ ...piece, text: piece.text.slice(0, at) });
    if (at < piece.text.length)
      after.push({ ...piece, text: piece.text.slice(at), joined: at > 0 || piece.joined });
    start += piece.text.length;
  }
  return [before, after];
};

/**
 * Masks secrets in received text: the echo of a command with a secret, whole, damaged or in pieces, and hidden answers.
 * Everything else passes byte by byte.
 *
 *     said   AT+CPIN="1234"
 *     heard  AT+CP  IN="12  34"\r  \r\nOK\r\n
 *     gives                 AT+CPIN=***\r  \r\nOK\r\n
 *
 * What may still become a secret is held back until more comes. Counted bytes are passed through: no command with a secret
 * brings any.
 */
export class Redactor {
  private said: readonly Command[] = [];
  private open: Command | undefined;
  private held: Piece[] = [];
  private heldChars = 0;
  /** The rest of a line whose beginning was masked is not shown. */
  private swallowing = false;

  /** A command is written: text held back so far is released first. */
  write(command: Command): readonly Piece[] {
    const before = this.end();
    this.open = command;
    if (keepsSecret(command))
      this.said = [command, ...this.said.filter(({ text }) => text !== command.text)].slice(0, REMEMBERED);
    return before;
  }

  receive(piece: Piece): readonly Piece[] {
    if (this.said.length === 0 && !this.open?.definition.hidesAnswer) return [piece];
    this.held.push(piece);
    this.heldChars += piece.text.length;
    // No line has ended: there is nothing new to look at.
    const waits = this.strictFor !== undefined && !this.swallowing && !HAS_LINE_END.test(piece.text);
    return waits && this.heldChars <= MAX_HELD_CHARS ? [] : this.release(false);
  }

  /** Releases the text held back, masked where a secret had begun. */
  end(): readonly Piece[] {
    return this.release(true);
  }

  private release(all: boolean): readonly Piece[] {
    const text = this.held.map((piece) => piece.text).join('');
    const patches: Patch[] = [];
    const start = this.swallow(text, patches);
    const open = this.strictFor;
    const kept = open
      ? this.byLines(text, start, open, patches, all)
      : this.byTexts(text, start, patches, all);
    const [before, after] = cutAt(this.held, kept);
    this.held = after;
    this.heldChars = text.length - kept;
    return patched(before, patches);
  }

  /** The command that holds the port, where it or its answer is secret. */
  private get strictFor(): Command | undefined {
    const { open } = this;
    return open && (keepsSecret(open) || open.definition.hidesAnswer) ? open : undefined;
  }

  private swallow(text: string, patches: Patch[]): number {
    if (!this.swallowing || text === '') return 0;
    const end = text.search(LINE_END);
    this.swallowing = end < 0;
    const to = end < 0 ? text.length : end;
    patches.push({ from: 0, to, as: '' });
    return to;
  }

  /** Looks at whole lines; gives from where on the text must wait. */
  private byLines(text: string, start: number, open: Command, patches: Patch[], all: boolean): number {
    let from = start;
    const take = (to: number): string => {
      const line = text.slice(from, to);
      const as = lineMasked(line, open, this.said);
      if (as !== line) patches.push({ from, to, as });
      return as;
    };
    for (const { index } of text.slice(start).matchAll(LINE_END)) {
      take(start + index);
      from = start + index + 1;
    }
    if (!all && text.length - from <= MAX_HELD_CHARS) return from;
    if (!all) {
      patches.push({ from, to: text.length, as: mask });
      this.swallowing = true;
      return text.length;
    }
    const rest = text.slice(from);
    const isSecret = take(text.length) !== rest;
    this.swallowing ||=
      isSecret || (rest !== '' && this.said.some((command) => command.text.startsWith(rest)));
    return text.length;
  }

  /** Looks for whole texts of commands only: all other bytes may be data. */
  private byTexts(text: string, start: number, patches: Patch[], all: boolean): number {
    let kept = text.length;
    for (const command of this.said) {
      for (let at = text.indexOf(command.text, start); at >= 0; at = text.indexOf(command.text, at + 1))
        patches.push({ from: at, to: at + command.text.length, as: command.redacted });
      const length = overlap(text.slice(start), command.text);
      if (length === 0) continue;
      if (!all) kept = Math.min(kept, text.length - length);
      else if (length > openPart(command)) {
        patches.push({ from: text.length - length, to: text.length, as: command.redacted });
        this.swallowing = true;
      }
    }
    patches.sort((one, other) => one.from - other.from);
    return Math.max(kept, ...patches.map(({ to }) => to));
  }
}
