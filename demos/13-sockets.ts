/**
 * Sockets: a chat goes on beside a bulk download, over one line. The bulk comes in windows, and the chat's lines slip in between.
 * On a virtual modem only: it needs servers of its own.
 */
import {
  concatMap,
  finalize,
  from,
  map,
  merge,
  mergeMap,
  scan,
  switchMap,
  take,
  takeLast,
  tap,
  timer,
} from 'rxjs';
import { openModem, profiles, type SocketPort, sockets } from 'rxmodem';
import { emulator, simulatedNet, simulatedWeb } from 'rxmodem/emulator';

const BULK = new Uint8Array(60_000).fill(46);
const net = simulatedNet({
  'far.example': {
    tcp: {
      7: (incoming) => incoming,
      80: () => from(Array.from({ length: 60 }, () => BULK.subarray(0, 1_000))),
    },
  },
});
const virtual = emulator({ family: 'sim800', origin: simulatedWeb({}), sockets: net, baud: 115_200 });
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Says a line each half second, and shows what comes back. */
const chat = (port: SocketPort) =>
  merge(
    timer(500, 500).pipe(
      take(8),
      map((at) => new TextEncoder().encode(`line ${at + 1}`)),
      concatMap((line) => port.write(line)),
    ),
    port.incoming.pipe(tap((bytes) => console.log(`   chat: ${text(bytes)}`))),
  );

/** Counts what comes. */
const bulk = (port: SocketPort) =>
  port.incoming.pipe(
    scan((sum, { length }) => sum + length, 0),
    tap((sum) => {
      if (sum % 14_600 === 0) console.log(`bulk: ${sum} of ${BULK.length} bytes`);
    }),
    takeLast(1),
    tap((sum) => console.log(`bulk: ${sum} bytes, and the far end has closed`)),
  );

openModem(virtual.transport, profiles.sim800)
  .pipe(
    switchMap((modem) =>
      merge(
        sockets.tcp(modem, { host: 'far.example', port: 80 }).pipe(mergeMap(bulk)),
        sockets.tcp(modem, { host: 'far.example', port: 7 }).pipe(
          mergeMap(chat),
          take(8),
          finalize(() => console.log('chat: over')),
        ),
      ),
    ),
    // What the bulk counted, and eight lines.
    take(9),
  )
  .subscribe({ complete: () => console.log('\nBoth sockets are closed.') });
