/**
 * What stays in the heap: of a body of 50 MB while it is downloaded, and of 10⁶ URCs that a modem sends.
 *
 *     npm run bench:memory
 */
import { concat, EMPTY, NEVER, of, Subject, switchMap, take, tap } from 'rxjs';
import { a7600, http, openModem, type Port, sim800 } from '../../lib';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { goal } from './goal';

const BODY_BYTES = 50_000_000;
const URCS = 1_000_000;
const MB = 1_048_576;

const heapBytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** The most that the heap grows, looked at a hundred times. */
const ofBody = (done: (most: number) => void): void => {
  const url = 'http://example.com/file';
  const origin = simulatedWeb({ [url]: new Uint8Array(BODY_BYTES) });
  const { transport } = emulator({ family: 'a7600', origin, latencyMs: 0 });
  const before = heapBytes();
  let [most, next] = [0, 0];
  openModem(transport, a7600)
    .pipe(
      switchMap((modem) => http.get(modem, url)),
      tap((event) => {
        if (event.kind !== 'chunk' || event.loaded < next) return;
        next = event.loaded + BODY_BYTES / 100;
        most = Math.max(most, heapBytes() - before);
      }),
      take(1_000_000),
    )
    .subscribe({
      next: (event) => {
        if (event.kind === 'chunk' && event.loaded === BODY_BYTES) done(most);
      },
      error: (error: unknown) => {
        throw error;
      },
    });
};

/** How much the heap grows with so many URCs that nobody listens to. */
const ofUrcs = (count: number): number => {
  const incoming = new Subject<Uint8Array>();
  const write = (): ReturnType<Port['write']> => EMPTY;
  const connection = openModem(concat(of({ name: 'memory', incoming, write }), NEVER), sim800).subscribe({
    error: () => undefined,
  });
  const say = (from: number): void =>
    incoming.next(
      latin1Bytes(Array.from({ length: 100 }, (_, at) => `\r\n+CMTI: "SM",${from + at}\r\n`).join('')),
    );
  for (let at = 0; at < 10_000; at += 100) say(at);
  const before = heapBytes();
  for (let at = 0; at < count; at += 100) say(at);
  const after = heapBytes();
  connection.unsubscribe();
  return after - before;
};

goal(`MB of heap that ${URCS.toLocaleString('en')} URCs leave`, Math.max(0, ofUrcs(URCS) / MB), '<=', 1);
ofBody((most) => {
  goal('MB of heap that a body of 50 MB takes', most / MB, '<=', 5);
  process.exit();
});
