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
import { latin1Bytes } from '../../lib/wire/latin1';
import { cut } from './cut';
import { sideBySide, type Contender } from './sideBySide';
import { table } from './table';

const SIZES = [1, 16, 64, 1_024, 65_536];
const PAYLOAD_SIZES = [64, 1_024, 4_096, 65_536];
const TEXT_BYTES = 262_144;
const PAYLOAD_BYTES = 8_388_608;

/** Answers and URCs that repeat, as those of a quiet modem do. */
const repeating = (): string =>
  '\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\n+CREG: 1\r\n\r\n+CGEV: ME PDN ACT 8,1\r\n'.repeat(TEXT_BYTES / 64);

/** The same with values that never repeat: nothing remembered helps. */
const changing = (): string =>
  Array.from({ length: TEXT_BYTES / 64 }, (_, n) => {
    const cell = n.toString(16).padStart(4, '0');
    return `\r\n+CSQ: ${n},0\r\n\r\nOK\r\n\r\n+CREG: 1,"28B4","${cell}"\r\n\r\n+CMTI: "SM",${n}\r\n`;
  }).join('');

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

/** The limit: no tokens, no Observable, one decode a chunk and `indexOf`; a loop for small ones. */
const scanner: Contender = {
  name: 'hand-written line scanner (limit)',
  run: (chunks) => {
    let found = 0;
    let rest = '';
    const emit = (line: string): void => {
      if (line !== '') found += 1;
    };
    for (const chunk of chunks) {
      const text = chunk.length <= 32 ? String.fromCharCode(...chunk) : (chunk as Buffer).toString('latin1');
      let start = 0;
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n', start)) {
        emit(rest + text.slice(start, end));
        rest = '';
        start = end + 2;
      }
      rest += text.slice(start);
      if (rest.endsWith('\r\n')) {
        emit(rest.slice(0, -2));
        rest = '';
      }
    }
    return found;
  },
};

/** A command is said before every chunk, so that its answer is its own and the rest are URCs. */
const rxmodem: Contender = {
  name: 'rxmodem tokenize',
  run: (chunks) => {
    let found = 0;
    const traffic = new Subject<Traffic>();
    traffic.pipe(tokenize(a7600.vocabulary)).subscribe(() => (found += 1));
    const command = signal();
    for (const chunk of chunks) {
      if (chunk.length > 16) traffic.next({ kind: 'said', command });
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

const payload: Contender = {
  name: 'rxmodem tokenize, counted payload',
  run: (chunks) => {
    let found = 0;
    const traffic = new Subject<Traffic>();
    traffic.pipe(tokenize(a7600.vocabulary)).subscribe((token) => {
      if (token.kind === 'payload') found += token.bytes.length;
    });
    traffic.next({ kind: 'said', command: httpReadBlocks({ offset: 0, size: PAYLOAD_BYTES }) });
    traffic.next({ kind: 'heard', bytes: latin1Bytes(`\r\nOK\r\n\r\n+HTTPREAD: ${PAYLOAD_BYTES}\r\n`) });
    for (const chunk of chunks) traffic.next({ kind: 'heard', bytes: chunk });
    return found;
  },
};

const measured = (
  title: string,
  contenders: readonly Contender[],
  bytes: Uint8Array,
  sizes: readonly number[],
): string => {
  const columns = sizes.map((size) => sideBySide(contenders, cut(bytes, size)));
  const cell = (value: number | undefined): string => (value ?? 0).toFixed((value ?? 0) < 100 ? 1 : 0);
  const rows = contenders.map(({ name }, at) => ({ name, cells: columns.map((column) => cell(column[at])) }));
  return table(
    title,
    sizes.map((size) => `${size} B`),
    rows,
  );
};

const lineReaders = [readline, split, scanner, rxmodem];
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

console.log(
  `Node ${process.version}, medians of one run, MB/s by chunk size; only ratios within a table mean anything.\n`,
);
console.log(measured('AT traffic that repeats itself', lineReaders, bytesOf(repeating()), SIZES));
console.log(measured('AT traffic whose values never repeat', lineReaders, bytesOf(changing()), SIZES));
const noise = new Uint8Array(PAYLOAD_BYTES).map((_, at) => (at * 7_919) & 0xff);
console.log(measured('Counted payload', [passThrough, payload], noise, PAYLOAD_SIZES));
