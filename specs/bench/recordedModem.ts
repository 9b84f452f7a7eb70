import { EMPTY, NEVER, concat, defer, of, Observable, type Subscriber } from 'rxjs';
import type { Port, Transport } from '../../lib';
import { latin1Bytes } from '../../lib/grammar/latin1';

/** What a line hands over in 16 ms, as USB serial adapters do: at 115,200 baud 184 bytes. */
export const PIECE_MS = 16;
export const pieceBytesAt = (baud: number): number => Math.floor((baud * PIECE_MS) / 10_000);

/** The body of every download. */
export const BODY_BYTES = 300_000;
const body = Uint8Array.from({ length: BODY_BYTES }, (_, at) => (at * 31 + (at >> 8) * 7) & 0xff);

const OK = latin1Bytes('\r\nOK\r\n');
const ANSWERS: Readonly<Record<string, Uint8Array>> = {
  'AT+SAPBR=2,1': latin1Bytes('\r\n+SAPBR: 1,1,"10.0.0.2"\r\n\r\nOK\r\n'),
  'AT+HTTPACTION=0': latin1Bytes(`\r\nOK\r\n\r\n+HTTPACTION: 0,200,${BODY_BYTES}\r\n`),
  'AT+HTTPHEAD': latin1Bytes('\r\nERROR\r\n'),
};

/** Answers to READ are made once for all modems: they must cost nothing while a client is measured. */
const windows = new Map<string, Uint8Array>();

/** The answer to a command line, the bytes of a recording. */
export const answerTo = (line: string): Uint8Array => {
  const known = ANSWERS[line] ?? windows.get(line);
  if (known) return known;
  const [, offset, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(line) ?? [];
  if (offset === undefined) return OK;
  const bytes = body.subarray(Number(offset), Number(offset) + Number(size));
  const answer = Buffer.concat([latin1Bytes(`\r\n+HTTPREAD: ${bytes.length}\r\n`), bytes, OK]);
  windows.set(line, answer);
  return answer;
};

/** A SIM800 as bytes alone: no state, no timers, next to no work. What it has to say is handed over piece by piece, by `tick`. */
export class RecordedModem {
  private reader: Subscriber<Uint8Array> | undefined;
  private waiting: Uint8Array[] = [];
  private gone = 0;
  /** Bytes that were handed over. */
  given = 0;

  constructor(private readonly pieceBytes: number) {}

  readonly transport: Transport = defer(() => concat(of(this.port), NEVER));

  /** What reads the bytes without a client. */
  readonly bytes = new Observable<Uint8Array>((reader) => {
    this.reader = reader;
  });

  say(bytes: Uint8Array): void {
    this.waiting.push(bytes);
  }

  /** Hands over what the line carried since the last tick. */
  tick(): void {
    const first = this.waiting[0];
    if (!first) return;
    const end = Math.min(first.length, this.gone + this.pieceBytes);
    // Not `subarray`: that of a Buffer makes a Buffer, which costs more than a piece does.
    const piece = new Uint8Array(first.buffer, first.byteOffset + this.gone, end - this.gone);
    this.gone += piece.length;
    if (this.gone >= first.length) {
      this.waiting.shift();
      this.gone = 0;
    }
    this.given += piece.length;
    this.reader?.next(piece);
  }

  private readonly port: Port = {
    name: 'recorded',
    incoming: this.bytes,
    write: (bytes) =>
      defer(() => {
        this.say(answerTo(Buffer.from(bytes).toString('latin1').trim()));
        return EMPTY;
      }),
  };
}
