import { concatMap, merge, type Observable, switchMap } from 'rxjs';
import type { Transport } from '../../wire/transport';
import type { Emulator } from '../emulator';

/** What is served: a virtual modem, or the one that a transport leads to (a recording, a modem on a serial port). */
export type Served =
  | { readonly emulator: Pick<Emulator, 'attach'>; readonly transport?: never }
  | { readonly emulator?: never; readonly transport: Transport };

/** Joins a client to what is served: its bytes in, the modem's out. A transport is opened for each client. */
export const attachTo =
  ({ emulator, transport }: Served) =>
  (client: Observable<Uint8Array>): Observable<Uint8Array> =>
    emulator
      ? emulator.attach(client)
      : transport.pipe(
          switchMap(({ incoming, write }) =>
            merge(incoming, client.pipe(concatMap((bytes) => write(bytes)))),
          ),
        );
