import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  NEVER,
  type Observable,
  of,
  retry,
  switchMap,
  timer,
} from 'rxjs';
import { ModemError, type MuxChannel, type MuxPort, type Transport } from 'rxmodem';
import { servePseudoTerminal, serveTcp } from 'rxmodem/node';
import { printed } from '../output/stdoutSink';
import { tcpAddress } from '../options/tcpAddress';

/** Where a channel can be opened: a link to a pseudo-terminal, or an address. */
export type ChannelPlace =
  { readonly link: string; readonly listen?: never } | { readonly listen: string; readonly link?: never };

const AGAIN_MS = 500;

/** A channel that the modem closed, or lost by a restart, is opened again: programs find silence, not an end. */
const lasting = (channel: MuxChannel): Transport =>
  channel.pipe(
    switchMap((port) => merge(of(softened(port)), port.incoming.pipe(ignoreElements()))),
    retry({
      delay: (error: unknown) => {
        const isClosed = error instanceof ModemError && error.reason.kind === 'closed';
        if (!isClosed) throw error;
        return timer(AGAIN_MS);
      },
    }),
  );

const softened = (port: MuxPort): MuxPort => ({
  ...port,
  incoming: port.incoming.pipe(catchError(() => NEVER)),
  write: (bytes, what) => port.write(bytes, what).pipe(catchError(() => EMPTY)),
});

/** Serves each channel at its place, and prints where. Programs come and go while the others go on. */
export const servedChannels = (
  channels: readonly MuxChannel[],
  places: readonly ChannelPlace[],
  json: boolean,
): Observable<never> =>
  merge(
    ...places.map(({ link, listen }, at) =>
      defer(() => {
        const transport = lasting(channels[at] as MuxChannel);
        return listen === undefined
          ? servePseudoTerminal({ transport, link })
          : serveTcp({ transport, ...tcpAddress(listen, '--listen') });
      }).pipe(concatMap((device) => toldWhere(at + 1, link ?? device, json))),
    ),
  );

const toldWhere = (channel: number, port: string, json: boolean): Observable<never> =>
  printed(json ? { channel, port } : `channel ${channel}: ${port}`);
