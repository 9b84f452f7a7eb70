import { joinBytes } from '../../../operators/joinBytes';

/** What the reader reports to the modem. */
export interface LineListener {
  readonly echoes: () => boolean;
  readonly echo: (bytes: Uint8Array) => void;
  /** A command line, without its end. The reader takes no further line until `free` is called. */
  readonly line: (text: string) => void;
}

/** How data up to Ctrl-Z is taken. */
interface Entry {
  readonly done: (text: string | undefined) => void;
  /** Bytes as they are: no byte edits the ones before, and the caller echoes them. */
  readonly isRaw: boolean;
  /** 0x03 takes the meaning from the byte behind it. */
  readonly escapes: boolean;
}

interface Wanted {
  readonly size: number;
  /** Called when some of the bytes came, but not all. */
  readonly progressed: () => void;
  readonly parts: Uint8Array[];
  readonly done: (bytes: Uint8Array) => void;
  got: number;
}

const CTRL_Z = 26;
const ESC = 27;
const CR = 13;
const LF = 10;
const BACKSPACE = 8;
const ETX = 3;
const MAX_TYPED = 8_192;

/**
 * Reads what the host types: lines that end in CR, CR LF or LF, and counted bytes while a command waits for them. While a
 * command runs, input waits in a queue. Echoes as it reads, up to the CR; LF and counted bytes are not echoed
 * (SIM800 AT manual V1.09 pages 22 and 35, S3 and S5 on pages 39–40).
 */
export class LineReader {
  private readonly queue: Uint8Array[] = [];
  private typed = '';
  private last = '';
  private wanted: Wanted | undefined;
  private entered: Entry | undefined;
  private isEscaped = false;
  private busy = false;
  private reading = false;
  private afterCr = false;
  /** The host ends its lines with CR LF, so an LF right after CR is not data. */
  private endsInLf = false;

  constructor(private readonly listener: LineListener) {}

  hear(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.queue.push(bytes.slice());
    this.read();
  }

  /** The running command has ended. */
  free(): void {
    this.busy = false;
    this.read();
  }

  /** Takes counted bytes next. */
  want(size: number, done: (bytes: Uint8Array) => void, progressed: () => void = nothing): void {
    this.wanted = { size, parts: [], done, progressed, got: 0 };
    this.read();
  }

  /** Takes text next, up to Ctrl-Z; ESC cancels it. It is echoed (27.005 § 3.5.1). */
  wantEntry(done: (text: string | undefined) => void): void {
    this.wantData({ done, isRaw: false, escapes: false });
  }

  /** Takes raw bytes next, up to Ctrl-Z, as a text of one-byte characters; ESC cancels them. They are not echoed here. */
  wantRaw(escapes: boolean, done: (text: string | undefined) => void): void {
    this.wantData({ done, isRaw: true, escapes });
  }

  private wantData(entry: Entry): void {
    this.entered = entry;
    this.typed = '';
    this.isEscaped = false;
    this.read();
  }

  /** Stops waiting for counted bytes, and gives those that came. */
  cutCounted(): Uint8Array {
    const { parts = [] } = this.wanted ?? {};
    this.wanted = undefined;
    return joinBytes(parts);
  }

  /** Stops waiting for data. */
  unwant(): void {
    this.wanted = undefined;
    this.entered = undefined;
  }

  /** Drops all input. */
  reset(): void {
    this.queue.length = 0;
    this.typed = '';
    this.last = '';
    this.unwant();
    this.busy = false;
    this.afterCr = false;
  }

  /** One loop, even if the host writes from inside its subscriber. */
  private read(): void {
    if (this.reading) return;
    this.reading = true;
    while (this.queue.length > 0 && (this.wanted || this.entered || !this.busy))
      this.step(this.queue.shift() as Uint8Array);
    this.reading = false;
  }

  private step(chunk: Uint8Array): void {
    const used = this.entered
      ? this.entered.isRaw
        ? this.takeRaw(chunk, this.entered)
        : this.takeEntry(chunk, this.entered.done)
      : this.wanted
        ? this.takeCounted(chunk, this.wanted)
        : this.takeTyped(chunk);
    if (used < chunk.length) this.queue.unshift(chunk.subarray(used));
  }

  private takeCounted(chunk: Uint8Array, wanted: Wanted): number {
    const skip = this.afterCr && this.endsInLf && chunk[0] === LF ? 1 : 0;
    this.afterCr = false;
    const part = chunk.subarray(skip, skip + wanted.size - wanted.got);
    wanted.parts.push(part);
    wanted.got += part.length;
    if (wanted.got < wanted.size) wanted.progressed();
    else wanted.done(this.cutCounted());
    return skip + part.length;
  }

  private takeEntry(chunk: Uint8Array, done: (text: string | undefined) => void): number {
    const start = this.afterCr && chunk[0] === LF ? 1 : 0;
    this.afterCr = false;
    const end = chunk.findIndex((code) => code === CTRL_Z || code === ESC);
    const used = end < 0 ? chunk.length : end + 1;
    if (this.listener.echoes() && used > start) this.listener.echo(chunk.slice(start, used));
    for (const code of chunk.subarray(start, end < 0 ? used : end)) this.type(code, true);
    if (end < 0) return used;
    const text = this.typed;
    this.typed = '';
    this.entered = undefined;
    done(chunk[end] === ESC ? undefined : text);
    return used;
  }

  private takeRaw(chunk: Uint8Array, { done, escapes }: Entry): number {
    let at = this.afterCr && chunk[0] === LF ? 1 : 0;
    this.afterCr = false;
    for (; at < chunk.length; at += 1) {
      const code = chunk[at] as number;
      if (!this.isEscaped && (code === CTRL_Z || code === ESC)) {
        const text = this.typed;
        this.typed = '';
        this.entered = undefined;
        done(code === ESC ? undefined : text);
        return at + 1;
      }
      const begins = escapes && !this.isEscaped && code === ETX;
      if (!begins && this.typed.length < MAX_TYPED) this.typed += String.fromCharCode(code);
      this.isEscaped = begins;
    }
    return at;
  }

  private takeTyped(chunk: Uint8Array): number {
    let at = 0;
    let ended = false;
    const echoed: number[] = [];
    while (at < chunk.length && !ended) {
      const code = chunk[at] as number;
      at += 1;
      if (code === LF && this.afterCr) this.endsInLf = true;
      if (code !== LF) echoed.push(code);
      ended = this.type(code);
      this.afterCr = code === CR;
    }
    if (ended && this.afterCr && chunk[at] === LF) {
      this.endsInLf = true;
      this.afterCr = false;
      at += 1;
    }
    if (this.listener.echoes() && echoed.length > 0) this.listener.echo(Uint8Array.from(echoed));
    if (ended) this.lineDone();
    return at;
  }

  /** Takes one character; true if it ends a line. Inside data nothing ends a line. */
  private type(code: number, isData = false): boolean {
    if (!isData && (code === CR || code === LF)) return this.typed !== '';
    if (code === BACKSPACE) this.typed = this.typed.slice(0, -1);
    else if (this.typed.length < MAX_TYPED) this.typed += String.fromCharCode(code);
    return !isData && /^[^a-z]*A\/$/i.test(this.typed);
  }

  private lineDone(): void {
    const repeats = /A\/$/i.test(this.typed) && !/AT/i.test(this.typed);
    const line = repeats ? this.last : this.typed;
    this.typed = '';
    this.last = line;
    this.busy = true;
    this.listener.line(line);
  }
}

const nothing = (): void => undefined;
