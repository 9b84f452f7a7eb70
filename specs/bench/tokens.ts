/**
 * Tokens against lines: what the tokenizer costs beside readers that know far less.
 *
 *     npm run bench
 *
 * One table from one run; only ratios within it mean anything.
 */
import { ReadlineParser } from '@serialport/parser-readline';
import { concatMap, from, scan, Subject } from 'rxjs';
import { a7600 } from '../../lib/families/a7600/a7600';
import { httpReadBlocks } from '../../lib/families/a7600/http/a7600HttpCommands';
import { signal } from '../../lib/families/standard/networkCommands';
import { tokenize } from '../../operators/tokenize';
import type { Traffic } from '../../lib/wire/traffic';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { cut } from './cut';
import { sideBySide, type Contender } from './sideBySide';
import { goal } from './goal';
import { table } from './table';

const SIZES = [1, 16, 64, 1_024, 65_536];
const PAYLOAD_SIZES = [64, 1_024, 4_096, 65_536];
const TEXT_BYTES = 262_144;
const PAYLOAD_BYTES = 8_388_608;
const MIN_CHUNKS = 100_000;

/** What a modem says in a while: the echo and the answer of one command, then URCs. */
interface Talk {
  readonly exchange: string;
  readonly urcs: (n: number) => string;
}

/** Answers and URCs that repeat, as those of a quiet modem do. */
const repeating: Talk = {
  exchange: 'AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n',
  urcs: () => '\r\n+CREG: 1\r\n\r\n+CGEV: ME PDN ACT 8,1\r\n',
};

/** The same with values that never repeat: nothing remembered helps. */
const changing: Talk = {
  exchange: 'AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n',
  urcs: (n) => `\r\n+CREG: 1,"28B4","${n.toString(16).padStart(4, '0')}"\r\n\r\n+CMTI: "SM",${n}\r\n`,
};

/** Shorter than this, a block has more exchanges than URCs. */
const MIN_BLOCK_BYTES = 256;

/** Blocks of one exchange and the URCs behind it, a chunk long or longer: a modem answers one command at a time. */
const blocksOf = ({ exchange, urcs }: Talk, chunkBytes: number): string[] => {
  const blockBytes = Math.max(chunkBytes, MIN_BLOCK_BYTES);
  let n = 0;
  return Array.from({ length: Math.ceil(TEXT_BYTES / blockBytes) }, () => {
    let block = exchange;
    while (block.length < blockBytes) block += urcs((n += 1));
    return block;
  });
};

const readline: Contender = {
  name: '@serialport/parser-readline',
  run: (chunks) => {
    let found = 0;
    const parser = new ReadlineParser({ delimiter: '\r\n' });
    parser.on('data', () => (found += 1));
    for (const chunk of chunks) parser.write(chunk);
    return found;
  },
};

const split: Contender = {
  name: "RxJS split('\\r\\n')",
  run: (chunks) => {
    let found = 0;
    const source = new Subject<Uint8Array>();
    source
      .pipe(
        scan(
          ({ rest }, chunk) => {
            const lines = (
              rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')
            ).split('\r\n');
            return { rest: lines.pop() ?? '', lines };
          },
          { rest: '', lines: [] as string[] },
        ),
        concatMap(({ lines }) => from(lines)),
      )
      .subscribe(() => (found += 1));
    for (const chunk of chunks) source.next(chunk);
    return found;
  },
};

/** The first byte of an echo: `AT`. */
const ECHO = 65;

/** One decode a chunk and `indexOf`; a loop for small ones. Gives what is left of the last line. */
const scanLines = (before: string, chunk: Uint8Array, emit: (line: string) => void): string => {
  const text = chunk.length <= 32 ? String.fromCharCode(...chunk) : (chunk as Buffer).toString('latin1');
  let rest = before;
  let start = 0;
  for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n', start)) {
    emit(rest + text.slice(start, end));
    rest = '';
    start = end + 2;
  }
  rest += text.slice(start);
  if (!rest.endsWith('\r\n')) return rest;
  emit(rest.slice(0, -2));
  return '';
};

/** The limit: no tokens, no Observable. */
const scanner: Contender = {
  name: 'hand-written line scanner (limit)',
  run: (chunks) => {
    let found = 0;
    let rest = '';
    const emit = (line: string): void => {
      if (line !== '') found += 1;
    };
    for (const chunk of chunks) rest = scanLines(rest, chunk, emit);
    return found;
  },
};

const HEADERS = new Map(['+CSQ', '+CREG', '+CGEV', '+CMTI'].map((header) => [header, { header }]));

const objectOf = (line: string): { kind: string; text: string; values?: Record<string, string> } => {
  const colon = line.indexOf(':');
  const known = colon < 0 ? undefined : HEADERS.get(line.slice(0, colon));
  if (!known) return { kind: 'line', text: line };
  const values: Record<string, string> = {};
  line
    .slice(colon + 1)
    .split(',')
    .forEach((field, at) => (values[at] = field.trim()));
  return { kind: known.header, text: line, values };
};

/** The least work that gives what the tokenizer gives: each line as an object, its header looked up, its fields cut out. */
const objects: Contender = {
  name: 'the same, with an object for each line (floor)',
  run: (chunks) => {
    let found = 0;
    let rest = '';
    const emit = (line: string): void => {
      if (line !== '' && objectOf(line).kind !== '') found += 1;
    };
    for (const chunk of chunks) rest = scanLines(rest, chunk, emit);
    return found;
  },
};

/** A command is said in front of its echo; the rest are URCs. */
const rxmodem: Contender = {
  name: 'rxmodem tokenize',
  run: (chunks) => {
    let found = 0;
    const traffic = new Subject<Traffic>();
    traffic.pipe(tokenize(a7600.vocabulary)).subscribe(() => (found += 1));
    const command = signal();
    for (const chunk of chunks) {
      if (chunk[0] === ECHO) traffic.next({ kind: 'said', command });
      traffic.next({ kind: 'heard', bytes: chunk });
    }
    return found;
  },
};

const passThrough: Contender = {
  name: 'zero-copy pass-through (limit)',
  run: (chunks) => {
    let found = 0;
    const source = new Subject<Uint8Array>();
    source.subscribe((chunk) => (found += chunk.subarray(0).length));
    for (const chunk of chunks) source.next(chunk);
    return found;
  },
};

const ANNOUNCED = latin1Bytes(`\r\nOK\r\n\r\n+HTTPREAD: ${PAYLOAD_BYTES}\r\n`);
const ENDED = latin1Bytes('\r\n+HTTPREAD: 0\r\n');

/** One window behind the other; each is announced, counted and ended. */
const payload: Contender = {
  name: 'rxmodem tokenize, counted payload',
  run: (chunks) => {
    let found = 0;
    const traffic = new Subject<Traffic>();
    traffic.pipe(tokenize(a7600.vocabulary)).subscribe((token) => {
      if (token.kind === 'payload') found += token.bytes.length;
    });
    const command = httpReadBlocks({ offset: 0, size: PAYLOAD_BYTES });
    let left = 0;
    for (const chunk of chunks) {
      if (left === 0) {
        traffic.next({ kind: 'said', command });
        traffic.next({ kind: 'heard', bytes: ANNOUNCED });
        left = PAYLOAD_BYTES;
      }
      traffic.next({ kind: 'heard', bytes: chunk });
      left -= chunk.length;
      if (left === 0) traffic.next({ kind: 'heard', bytes: ENDED });
    }
    return found;
  },
};

const cells = (columns: readonly (readonly number[])[], at: number): string[] =>
  columns.map((column) => column[at] ?? 0).map((value) => value.toFixed(value < 100 ? 1 : 0));

/** The worst of the columns: how many times as fast one contender is as another. */
const worst = (columns: readonly (readonly number[])[], one: number, other: number): number =>
  Math.min(...columns.map((column) => (column[one] ?? 0) / (column[other] ?? 1)));

/** The goals of the tokens: the contenders stand in the order of `lineReaders`. */
const goalsOfLines = (title: string, columns: readonly (readonly number[])[]): void => {
  const [line, bare, floor, ours] = [0, 2, 3, 4] as const;
  goal(`${title}, times as fast as parser-readline`, worst(columns, ours, line), '>=', 2);
  goal(`${title}, times as slow as scanner with objects`, 1 / worst(columns, ours, floor), '<=', 2);
  goal(`${title}, times as slow as the scanner`, 1 / worst(columns, ours, bare), '<=', 4);
};

const measured = (
  title: string,
  contenders: readonly Contender[],
  sizes: readonly number[],
  chunksOf: (size: number) => Uint8Array[],
  goals: (title: string, columns: readonly (readonly number[])[]) => void,
): string => {
  const columns = sizes.map((size) => sideBySide(contenders, chunksOf(size)));
  const rows = contenders.map(({ name }, at) => ({ name, cells: cells(columns, at) }));
  const names = sizes.map((size) => `${size} B`);
  goals(title, columns);
  return table(title, names, rows);
};

const lineReaders = [readline, split, scanner, objects, rxmodem];
/** Every block is cut by itself, so that its echo begins a chunk, as it does on a line. */
const chunksOf =
  (talk: Talk) =>
  (size: number): Uint8Array[] =>
    blocksOf(talk, size).flatMap((block) => cut(Buffer.from(block, 'latin1'), size));

console.log(
  `Node ${process.version}, medians of one run, MB/s by chunk size; only ratios within a table mean anything.\n`,
);
console.log(
  measured('AT traffic that repeats itself', lineReaders, SIZES, chunksOf(repeating), goalsOfLines),
);
console.log(
  measured('AT traffic whose values never repeat', lineReaders, SIZES, chunksOf(changing), goalsOfLines),
);
/** Chunks of some size, again and again: enough of them that the work is longer than the clock's steps. */
const windowsOf = (size: number): Uint8Array[] => {
  const window = cut(noise, size);
  return Array.from({ length: Math.ceil(MIN_CHUNKS / window.length) }).flatMap(() => window);
};
const noise = new Uint8Array(PAYLOAD_BYTES).map((_, at) => (at * 7_919) & 0xff);
const goalOfPayload = (title: string, columns: readonly (readonly number[])[]): void =>
  goal(`${title}, times as slow as a pass-through`, 1 / worst(columns, 1, 0), '<=', 1.2);
console.log(measured('Counted payload', [passThrough, payload], PAYLOAD_SIZES, windowsOf, goalOfPayload));
