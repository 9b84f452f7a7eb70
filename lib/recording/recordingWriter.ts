import { asyncScheduler } from 'rxjs';
import type { Command } from '../grammar/command';
import { mask } from '../grammar/mask';
import type { Vocabulary } from '../grammar/vocabulary';
import { escapedText } from './escapedText';
import { latin1 } from '../wire/latin1';
import { spelledPiece } from './spelledPiece';
import type { Written } from '../wire/transport';
import { type Piece, Redactor } from './redactor';
import { HostLines } from './hostLines';

/** Fractions of a millisecond that are kept: virtual time has them. */
const PARTS = 1_000;
/** A line that a reader takes as it stands. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
const UNPLAIN = /[^!-~]*[^ -~][^!-~]*|^ +| +$/g;
const LOOKS_HIDDEN = new RegExp(`^${mask.replaceAll('*', '\\*')}`);

const spelledData = (bytes: Uint8Array): string =>
  escapedText.write(latin1(bytes)).replace(LOOKS_HIDDEN, '\\x2a**').replace(/ $/, '\\x20');

/** A command as it is written down: as bytes where a line could not carry it, with what can't be shown masked. */
const spelledCommand = ({ text, redacted }: Command): string => {
  if (PLAIN.test(redacted)) return `> ${redacted}`;
  return text === redacted
    ? `>> ${spelledData(bytesOf(`${text}\r`))}`
    : `> ${redacted.replace(UNPLAIN, mask)}`;
};
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Writes what crosses a port as a recording: line by line, with the time since the line before, secrets masked. */
export class RecordingWriter {
  private redactor = new Redactor();
  private host: HostLines;
  private command: Command | undefined;
  private lastAt: number | undefined;
  private isOpen = false;

  constructor(
    private readonly write: (text: string) => void,
    private readonly known: Vocabulary,
  ) {
    this.host = new HostLines(known);
  }

  opened(name: string): void {
    this.redactor = new Redactor();
    this.host = new HostLines(this.known);
    this.command = undefined;
    this.isOpen = true;
    this.write(`# ${name.replace(/[^ -~]/g, '?')}, ${new Date(asyncScheduler.now()).toISOString()}\n`);
    this.line(asyncScheduler.now(), '^');
  }

  /** The host writes bytes; `what` describes them where the writer knows. */
  written(bytes: Uint8Array, what: Written | undefined): void {
    for (const item of what ? [...this.host.end(), what] : this.host.take(bytes)) this.take(item);
  }

  received(bytes: Uint8Array): void {
    this.pieces(this.redactor.receive({ atMs: asyncScheduler.now(), text: latin1(bytes), joined: false }));
  }

  /** The port is closed by the host (`!`), or goes away by itself (`|`). */
  closed(sign: '!' | '|'): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const item of this.host.end()) this.take(item);
    this.pieces(this.redactor.end());
    this.line(asyncScheduler.now(), sign);
  }

  private take(item: Written): void {
    const at = asyncScheduler.now();
    if (item.kind === 'gave') {
      this.pieces(this.redactor.end());
      const isHidden = this.command?.definition.hidesData ?? false;
      this.line(at, `>> ${isHidden ? `${mask} ${item.bytes.length} bytes` : spelledData(item.bytes)}`);
      return;
    }
    this.pieces(this.redactor.write(item.command));
    this.command = item.command;
    this.line(at, spelledCommand(item.command));
  }

  private pieces(pieces: readonly Piece[]): void {
    for (const { atMs, text, joined } of pieces) {
      const [first, ...more] = spelledPiece(text);
      if (first === undefined) continue;
      if (joined) this.write(`+ ${first}\n`);
      else this.line(atMs, first);
      if (more.length > 0) this.write(more.map((line) => `+ ${line}\n`).join(''));
    }
  }

  private line(atMs: number, text: string): void {
    const at = Math.round(atMs * PARTS) / PARTS;
    const afterMs = Math.round((at - (this.lastAt ?? at)) * PARTS) / PARTS;
    this.lastAt = at;
    this.write(`${afterMs > 0 ? `${afterMs}ms ` : ''}${text}\n`);
  }
}
