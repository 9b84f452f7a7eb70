import { concatMap, EMPTY, ignoreElements, merge, type Observable, switchMap } from 'rxjs';
import type { Port, Transport } from '../../wire/transport';
import type { Emulator } from '../emulator';

/** What is served: a virtual modem, or the one that a transport leads to (a recording, a modem on a serial port). */
export type Served =
  | { readonly emulator: Pick<Emulator, 'attach'>; readonly transport?: never }
  | { readonly emulator?: never; readonly transport: Transport };

/** A port whose other side can be asked to wait: a channel of a multiplexer. */
type Holding = Port & { readonly hold?: Observable<never> };

/**
 * Joins a client to what is served: its bytes in, the modem's out. A transport is opened for each client. While the client is
 * full, a port that can hold its data does.
 */
export const attachTo =
  ({ emulator, transport }: Served) =>
  (
    client: Observable<Uint8Array>,
    isFull: Observable<boolean> = EMPTY,
    hostBaud?: () => number | undefined,
  ): Observable<Uint8Array> =>
    emulator
      ? emulator.attach(client, hostBaud)
      : transport.pipe(
          switchMap(({ incoming, write, hold = EMPTY }: Holding) =>
            merge(
              incoming,
              client.pipe(concatMap((bytes) => write(bytes))),
              isFull.pipe(
                switchMap((full) => (full ? hold : EMPTY)),
                ignoreElements(),
              ),
            ),
          ),
        );
