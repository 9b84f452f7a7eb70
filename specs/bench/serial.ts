/**
 * A real serial port on a pseudo-terminal: what `connect` costs beside the bare `serialport` package that does the same
 * exchange. The other end is `peer.py`, in a process of its own.
 *
 *     npm run bench:serial
 */
import { spawn } from 'node:child_process';
import {
  concat,
  concatMap,
  defer,
  ignoreElements,
  Observable,
  range,
  reduce,
  switchMap,
  take,
  tap,
  timer,
} from 'rxjs';
import { SerialPort } from 'serialport';
import { attention } from '../../lib/families/standard/generalCommands';
import { httpReadBlocks } from '../../lib/families/a7600/http/a7600HttpCommands';
import { openModem } from '../../lib/modem/openModem';
import type { Modem } from '../../lib/modem/modem';
import { a7600 } from '../../lib/families/a7600/a7600';
import { serialPort } from '../../lib/transports/serialPort';
import { goal } from './goal';
import { table } from './table';

/** Shorter rounds measure the compiler. */
const TURNS = 12_000;
const WINDOW_BYTES = 4_096;
const WINDOWS = 3_000;
const ROUNDS = 5;
/** For the system to let go of the port. */
const PAUSE_MS = 200;

/** The other end; ends with the subscription. */
const peer = new Observable<string>((subscriber) => {
  const child = spawn('python3', [`${__dirname}/peer.py`], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', (path: Buffer) => subscriber.next(path.toString().trim()));
  child.once('error', (error) => subscriber.error(error));
  return () => child.kill();
});

const opened = (path: string): Observable<SerialPort> =>
  new Observable((subscriber) => {
    const port: SerialPort = new SerialPort({ path, baudRate: 115_200 }, (error) =>
      error ? subscriber.error(error) : subscriber.next(port),
    );
    return () => port.close();
  });

/** Writes a line and counts bytes until the whole answer came: the least that any client does. */
const exchange = (port: SerialPort, line: string, answerBytes: number): Observable<never> =>
  new Observable((subscriber) => {
    let left = answerBytes;
    const hear = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left <= 0) subscriber.complete();
    };
    port.on('data', hear);
    port.write(line);
    return () => port.off('data', hear);
  });

const seconds = <T>(work: Observable<T>): Observable<number> =>
  defer(() => {
    const from = process.hrtime.bigint();
    return concat(
      work.pipe(ignoreElements()),
      defer(() => [Number(process.hrtime.bigint() - from) / 1e9]),
    );
  });

const times = <T>(count: number, work: (n: number) => Observable<T>): Observable<T> =>
  range(0, count).pipe(concatMap(work));

const answerBytes =
  `\r\nOK\r\n\r\n+HTTPREAD: ${WINDOW_BYTES}\r\n`.length + WINDOW_BYTES + '\r\n+HTTPREAD: 0\r\n'.length;
const windowAt = (n: number) => ({ offset: n * WINDOW_BYTES, size: WINDOW_BYTES });

const bare = (port: SerialPort) => ({
  turns: seconds(times(TURNS, () => exchange(port, 'AT\r', 6))),
  payload: seconds(
    times(WINDOWS, (n) => exchange(port, `AT+HTTPREAD=${n * WINDOW_BYTES},${WINDOW_BYTES}\r`, answerBytes)),
  ),
});

const ours = (modem: Modem) => ({
  turns: seconds(times(TURNS, () => modem.send(attention()))),
  payload: seconds(times(WINDOWS, (n) => modem.send(httpReadBlocks(windowAt(n))))),
});

const best = (values: readonly number[]): number => Math.min(...values);

const measured = (path: string, way: 'bare' | 'ours'): Observable<{ turns: number; payload: number }> => {
  const work: Observable<{ turns: Observable<number>; payload: Observable<number> }> =
    way === 'bare'
      ? opened(path).pipe(switchMap((port) => [bare(port)]))
      : openModem(serialPort(path), a7600).pipe(switchMap((modem) => [ours(modem)]));
  return work.pipe(
    switchMap(({ turns, payload }) => concat(turns, payload)),
    take(2),
    reduce((all: number[], value) => [...all, value], []),
    switchMap(([turns = 0, payload = 0]) => [
      { turns: TURNS / turns, payload: (WINDOWS * WINDOW_BYTES) / payload / 1e6 },
    ]),
  );
};

const bench = peer.pipe(
  switchMap((path) =>
    range(0, ROUNDS * 2).pipe(
      concatMap((round) =>
        timer(PAUSE_MS).pipe(switchMap(() => measured(path, round % 2 === 0 ? 'bare' : 'ours'))),
      ),
      reduce((all: { turns: number; payload: number }[], row) => [...all, row], []),
    ),
  ),
  take(1),
  tap((rows) => {
    const of = (parity: number, key: 'turns' | 'payload'): number =>
      -best(rows.filter((_, at) => at % 2 === parity).map((row) => -row[key]));
    const cells = (parity: number): string[] => [
      of(parity, 'turns').toFixed(0),
      of(parity, 'payload').toFixed(1),
    ];
    goal(
      'AT/OK turnarounds over a pseudo-terminal, of bare serialport',
      of(1, 'turns') / of(0, 'turns'),
      '>=',
      0.8,
    );
    goal(
      'payload over a pseudo-terminal, of bare serialport',
      of(1, 'payload') / of(0, 'payload'),
      '>=',
      0.8,
    );
    const ratio = [of(1, 'turns') / of(0, 'turns'), of(1, 'payload') / of(0, 'payload')].map((value) =>
      value.toFixed(2),
    );
    console.log(
      table(
        'A real serial port on a pseudo-terminal, best of five rounds in turn',
        ['AT/OK turnarounds a second', 'payload MB/s'],
        [
          { name: 'bare serialport', cells: cells(0) },
          { name: 'rxmodem connect', cells: cells(1) },
          { name: 'ratio', cells: ratio },
        ],
      ),
    );
  }),
);
bench.subscribe({ error: (error: unknown) => console.error(error) });
