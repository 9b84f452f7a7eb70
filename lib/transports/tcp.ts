import { checkOptions, checkValue, is } from '../grammar/checkOptions';
import { connect, type Socket } from 'node:net';
import { Observable } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Port, Transport } from '../wire/transport';

/** Time limit for connecting. */
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

/** A connection that is tried on several addresses fails with an error that has no message of its own. */
const problemOf = ({ message, code = 'no connection' }: NodeJS.ErrnoException): string => message || code;

const CHECKS = { host: is.name, port: is.port };

/**
 * A modem behind a TCP port: a serial server such as `ser2net`, a module with its own server, or `rxmodem emulate --listen`.
 *
 *     openModem(tcp({ host: '127.0.0.1', port: 7000 }), a7600)
 *
 * Subscribing connects, within 15 s; unsubscribing closes. Fails with `invalid-argument` when host or port can't be used, `port`
 * when the connection can't be made, `closed` when the other side closes it.
 */
export const tcp = (place: { readonly host: string; readonly port: number }): Transport =>
  new Observable<Port>((subscriber) => {
    const { host, port } = checkOptions(place, CHECKS);
    checkValue(host, is.name, 'host');
    checkValue(port, is.port, 'port');
    const name = `tcp://${host}:${port}`;
    const fail = (problem: string): void =>
      subscriber.error(new ModemError({ kind: 'port', where: name, problem }));
    const socket = connect({ host, port, noDelay: true, timeout: CONNECT_MS });
    const refused = (error: Error): void => fail(problemOf(error));
    socket.once('timeout', () => fail(`no connection within ${CONNECT_MS / 1_000} s`));
    socket.once('error', refused);
    socket.once('connect', () => {
      socket.setTimeout(0);
      // From here on an error is followed by `close`, which ends the port as `closed`.
      socket.off('error', refused).on('error', () => undefined);
      subscriber.next(openPort(socket, name));
    });
    return () => socket.on('error', () => undefined).end(() => socket.destroy());
  });
