import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { Observable } from 'rxjs';
import { ModemError, type SocketTransport } from 'rxmodem';
import { duplexOf } from 'rxmodem/node';
import type { Conversation } from './pipedSocket';

/** A stream as a conversation: its reader sets the pace. */
const conversationOf = (stream: Duplex): Conversation => ({
  incoming: new Observable((subscriber) => {
    stream
      .on('data', (bytes: Uint8Array) => subscriber.next(bytes))
      .on('end', () => subscriber.complete())
      .on('error', (error) => subscriber.error(error));
  }),
  hold: new Observable(() => {
    stream.pause();
    return () => stream.resume();
  }),
  write: (bytes) =>
    new Observable((subscriber) => {
      stream.write(bytes, (error) => (error ? subscriber.error(error) : subscriber.complete()));
    }),
});

/** TLS by this machine over a socket of the modem. Fails with `socket`, problem `handshake`, where the server is not trusted. */
export const tlsOver = (
  transport: SocketTransport,
  { host, port, verifies }: { readonly host: string; readonly port: number; readonly verifies: boolean },
): Observable<Conversation> =>
  new Observable((subscriber) => {
    const plain = duplexOf(transport);
    const secure = connect({
      socket: plain,
      ...(isIP(host) === 0 ? { servername: host } : { host }),
      rejectUnauthorized: verifies,
    });
    const failed = (error: Error): void => {
      if (error instanceof ModemError) return subscriber.error(error);
      const where = `tcp://${host}:${port}`;
      subscriber.error(new ModemError({ kind: 'socket', where, problem: 'handshake', seen: error.message }));
    };
    plain.on('error', failed);
    secure.once('error', failed).once('secureConnect', () => {
      secure.off('error', failed).on('error', () => undefined);
      subscriber.next(conversationOf(secure));
    });
    return () => {
      secure.end();
      secure.destroy();
      plain.destroy();
    };
  });
