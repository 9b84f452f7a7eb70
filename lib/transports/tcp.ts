import { connect, type Socket } from 'node:net';
import { Observable } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Port, Transport } from '../wire/transport';

/** How long a connection may take, in milliseconds. */
const CONNECT_MS = 15_000;

const openPort = (socket: Socket, name: string): Port => ({
  name,
  incoming: new Observable((subscriber) => {
    const next = (bytes: Uint8Array): void => subscriber.next(bytes);
    const gone = (): void => subscriber.error(new ModemError({ kind: 'closed', where: name }));
    socket.on('data', next).once('close', gone);
    return () => {
      socket.off('data', next).off('close', gone);
    };
  }),
  write: (bytes) =>
    new Observable((subscriber) => {
      socket.write(bytes, (error) => {
        if (error) subscriber.error(new ModemError({ kind: 'closed', where: name }));
        else subscriber.complete();
      });
    }),
});

/**
 * A modem behind a TCP port: a serial server such as `ser2net`, a module's own, or `rxmodem emulate --listen`.
 *
 *     connect(tcp({ host: '127.0.0.1', port: 7000 }), a7600)
 *
 * Subscribing connects, unsubscribing closes. Fails with `port` where nobody listens, `closed` when the other side goes, by a reset, too.
 */
export const tcp = ({ host, port }: { readonly host: string; readonly port: number }): Transport =>
  new Observable<Port>((subscriber) => {
    const name = `tcp://${host}:${port}`;
    const fail = (problem: string): void =>
      subscriber.error(new ModemError({ kind: 'port', where: name, problem }));
    const socket = connect({ host, port, noDelay: true, timeout: CONNECT_MS });
    socket.once('timeout', () => fail(`no connection within ${CONNECT_MS / 1_000} s`));
    let isOpen = false;
    socket.on('error', (error) => {
      if (isOpen) subscriber.error(new ModemError({ kind: 'closed', where: name }));
      else fail(error.message);
    });
    socket.once('connect', () => {
      isOpen = true;
      socket.setTimeout(0);
      subscriber.next(openPort(socket, name));
    });
    return () => socket.end(() => socket.destroy());
  });
