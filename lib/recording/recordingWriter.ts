import { asyncScheduler } from 'rxjs';
import type { Command } from '../grammar/command';
import { mask } from '../grammar/mask';
import type { Vocabulary } from '../grammar/vocabulary';
import { escapedText } from './escapedText';
import { latin1 } from '../grammar/latin1';
import { spelledBytes, spelledPiece } from './spelledPiece';
import type { Written } from '../wire/transport';
import { type Piece, Redactor } from './redactor';
import { HostLines } from './hostLines';
import { WholeLines } from './maskIdentities';
import { type Part, PayloadFinder } from './payloadFinder';
import { monotonicNow } from '../../operators/monotonicNow';

/** Fractions of a millisecond that are kept: virtual time has them. */
const PARTS = 1_000;
/** A line that a reader takes as it stands. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
const NOT_PRINTABLE_OR_BLANK = /[^!-~]+/g;
const LOOKS_HIDDEN = new RegExp(`^${mask.replaceAll('*', '\\*')}`);

const spelledData = (bytes: Uint8Array): string =>
  escapedText.write(latin1(bytes)).replace(LOOKS_HIDDEN, '\\x2a**').replace(/ $/, '\\x20');

/** A command as it is written down: as bytes where a line could not carry it, with what can't be shown masked. */
const spelledCommand = ({ text, redacted }: Command): string => {
  if (PLAIN.test(redacted)) return `> ${redacted}`;
  return text === redacted
    ? `>> ${spelledData(bytesOf(`${text}\r`))}`
    : `> ${redacted.replace(NOT_PRINTABLE_OR_BLANK, maskedUnlessBlanks)}`;
};

/** Masks what a line can't hold: characters that are not printable, and blanks at its start or end. */
const maskedUnlessBlanks = (found: string, at: number, whole: string): string => {
  const isInside = at > 0 && at + found.length < whole.length;
  return isInside && !/[^ ]/.test(found) ? found : mask;
};

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** What replaces bytes of which only the number is shown. */
const hidden = (bytes: number): string => `${mask} ${bytes} bytes`;
/** Ctrl-Z, ESC, line ends: they end a text, or break it off. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROLS = /^[\u0000-\u001f]*$/;

/**
 * Writes what crosses a port as a recording: line by line, with the time since the line before, secrets masked, and bodies
 * left out unless they are asked for.
 */
export class RecordingWriter {
  private redactor = new Redactor();
  private payload: PayloadFinder;
  private host: HostLines;
  private command: Command | undefined;
  private readonly whole: WholeLines | undefined;
  private lastAt: number | undefined;
  private isOpen = false;

  constructor(
    private readonly write: (text: string) => void,
    private readonly known: Vocabulary,
    private readonly bodies: boolean,
    personal = false,
  ) {
    this.whole = personal ? new WholeLines() : undefined;
    this.payload = new PayloadFinder(known);
    this.host = new HostLines(known);
  }

  opened(name: string): void {
    this.redactor = new Redactor();
    this.payload = new PayloadFinder(this.known);
    this.host = new HostLines(this.known);
    this.command = undefined;
    this.isOpen = true;
    this.write(`# ${name.replace(/[^ -~]/g, '?')}, ${new Date(asyncScheduler.now()).toISOString()}\n`);
    this.line(monotonicNow(), '^');
  }

  /** The host writes bytes; `what` describes them where the writer knows. */
  written(bytes: Uint8Array, what: Written | undefined): void {
    for (const item of what ? this.host.end() : this.host.take(bytes)) this.take(item, true);
    if (what) this.take(what, false);
  }

  received(bytes: Uint8Array): void {
    this.parts(this.payload.receive({ atMs: monotonicNow(), text: latin1(bytes), joined: false }));
  }

  /** The port is closed by the host (`!`), or goes away by itself (`|`). */
  closed(sign: '!' | '|'): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const item of this.host.end()) this.take(item, true);
    this.release();
    this.line(monotonicNow(), sign);
  }

  private take(item: Written, isBare: boolean): void {
    const at = monotonicNow();
    if (item.kind === 'gave') {
      this.release();
      this.line(at, `>> ${this.hidesData(item.bytes) ? hidden(item.bytes.length) : spelledData(item.bytes)}`);
      return;
    }
    this.parts(this.payload.said(item.command, isBare));
    this.pieces(this.redactor.write(item.command));
    this.endLine();
    this.command = item.command;
    this.line(at, spelledCommand(item.command));
  }

  /** Data behind a command is a body; what is typed before any, and what ends a text, is none. */
  private hidesData(bytes: Uint8Array): boolean {
    if (!this.command || CONTROLS.test(latin1(bytes))) return false;
    return !this.bodies || this.command.definition.hidesData;
  }

  private release(): void {
    this.parts(this.payload.finish());
    this.pieces(this.redactor.end());
    this.endLine();
  }

  /** What is held back until its line ends is written now. */
  private endLine(): void {
    for (const piece of this.whole?.end() ?? []) this.lines(piece, spelledPiece(piece.text));
  }

  private parts(parts: readonly Part[]): void {
    for (const part of parts) {
      if (part.kind === 'text' || (part.kind === 'body' && this.bodies)) {
        this.pieces(this.redactor.receive(part));
        continue;
      }
      this.pieces(this.redactor.end());
      this.endLine();
      const { kind, text } = part;
      const lines = kind === 'head' ? spelledBytes(text) : [`<< ${hidden(text.length)}`];
      this.lines(part, lines);
    }
  }

  private pieces(pieces: readonly Piece[]): void {
    const all = this.whole?.take(pieces) ?? pieces;
    for (const piece of all) this.lines(piece, spelledPiece(piece.text));
  }

  private lines({ atMs, joined }: Piece, [first, ...more]: readonly string[]): void {
    if (first === undefined) return;
    if (joined) this.write(`+ ${first}\n`);
    else this.line(atMs, first);
    if (more.length > 0) this.write(more.map((line) => `+ ${line}\n`).join(''));
  }

  private line(atMs: number, text: string): void {
    const at = Math.round(atMs * PARTS) / PARTS;
    const afterMs = Math.round((at - (this.lastAt ?? at)) * PARTS) / PARTS;
    this.lastAt = at;
    this.write(`${afterMs > 0 ? `${afterMs}ms ` : ''}${text}\n`);
  }
}
