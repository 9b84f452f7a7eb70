import type { Command } from '../grammar/command';
import { raw } from '../grammar/raw';
import { type Vocabulary, vocabularyOf } from '../grammar/vocabulary';
import { latin1, latin1Bytes } from '../grammar/latin1';
import type { Written } from '../wire/transport';
import * as commands from '../families';

/** A command line, or what may still become one. */
const LINE = /^at[ -~\u0080-\u00ff]*\r/i;
/** No command line is longer: what has no end by then is data. */
const MAX_TYPED_CHARS = 4_096;
const BEGINNING = /^at?$|^at[ -~\u0080-\u00ff]*$/i;

/**
 * Separates commands from data where only bytes are known: a line that begins with `AT` and ends in CR is a command, of
 * the words of a vocabulary. One that is typed letter by letter waits for its end.
 */
export class HostLines {
  private typed = '';

  constructor(private readonly known: Vocabulary) {}

  take(bytes: Uint8Array): readonly Written[] {
    this.typed += latin1(bytes);
    const written: Written[] = [];
    for (let line = LINE.exec(this.typed)?.[0]; line !== undefined; line = LINE.exec(this.typed)?.[0]) {
      written.push({ kind: 'said', command: this.commandOf(line) });
      this.typed = this.typed.slice(line.length);
    }
    return this.typed.length <= MAX_TYPED_CHARS && BEGINNING.test(this.typed)
      ? written
      : [...written, ...this.rest()];
  }

  /** What was typed of a line that has no end. */
  end(): readonly Written[] {
    if (!/^at./i.test(this.typed)) return this.rest();
    const { redacted } = this.commandOf(this.typed);
    this.typed = '';
    return [{ kind: 'gave', bytes: latin1Bytes(redacted) }];
  }

  private rest(): readonly Written[] {
    const bytes = latin1Bytes(this.typed);
    this.typed = '';
    return bytes.length === 0 ? [] : [{ kind: 'gave', bytes }];
  }

  private commandOf(line: string): Command {
    const text = line.replace(/\r$/, '');
    return { ...raw(text, this.known), text };
  }
}

/** The words of every family: a secret is masked whichever modem is on the line. */
export const everyWord = vocabularyOf(commands);
