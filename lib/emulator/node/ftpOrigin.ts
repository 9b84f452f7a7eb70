import { PassThrough, Writable } from 'node:stream';
import { Client, FTPError } from 'basic-ftp';
import { defer, from, Observable } from 'rxjs';
import {
  FtpFailure,
  type FtpFailureKind,
  type FtpLogin,
  type FtpOrigin,
  type FtpSession,
} from '../origins/ftpOrigin';

/** Options of the connection to real FTP servers. */
export interface FtpOriginOptions {
  /** How long a server may be silent. Default 75 s, as long as a SIM800 waits. */
  readonly silentMs?: number | undefined;
}

const SILENT_MS = 75_000;

/** Node's error codes that say more than that the network failed. */
const KINDS: readonly (readonly [RegExp, FtpFailureKind])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'dns'],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/, 'connect'],
  [/^ETIMEDOUT/, 'timeout'],
  [/^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO)/, 'tls'],
  [/^(?:ECONNRESET|EPIPE)/, 'closed'],
];

/** Replies of the server that say more than a refusal (RFC 959 § 4.2). */
const REPLIES: Readonly<Record<number, FtpFailureKind>> = {
  421: 'closed',
  426: 'closed',
  430: 'password',
  530: 'password',
  550: 'missing',
};

const failureOf = (error: unknown): FtpFailure => {
  if (error instanceof FtpFailure) return error;
  if (error instanceof FTPError) return new FtpFailure(REPLIES[error.code] ?? 'refused');
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (/timeout/i.test(message)) return new FtpFailure('timeout');
  return new FtpFailure(KINDS.find(([known]) => known.test(String(code)))?.[1] ?? 'network');
};

/** Turns a promise into an observable that starts the work on subscription. */
const asked = <T>(act: () => Promise<T>): Observable<T> =>
  defer(() => from(act().catch((error: unknown) => Promise.reject(failureOf(error)))));

const done = (act: () => Promise<unknown>): Observable<never> =>
  new Observable((out) => {
    act().then(
      () => out.complete(),
      (error: unknown) => out.error(failureOf(error)),
    );
  });

const download = (client: Client, path: string, fromByte: number): Observable<Uint8Array> =>
  new Observable((out) => {
    const sink = new Writable({
      write: (chunk: Uint8Array, _, taken) => {
        out.next(new Uint8Array(chunk));
        taken();
      },
    });
    client.downloadTo(sink, path, fromByte).then(
      () => out.complete(),
      (error: unknown) => out.error(failureOf(error)),
    );
    return () => sink.destroy();
  });

/** A name that does not exist yet, for STOU, which basic-ftp lacks. */
const freeName = async (client: Client, path: string): Promise<string> => {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? path : `${path}.${number}`;
    const isTaken = await client.size(name).then(
      () => true,
      () => false,
    );
    if (!isTaken) return name;
  }
};

const upload = (
  client: Client,
  path: string,
  how: 'STOR' | 'APPE' | 'STOU',
  chunks: Observable<Uint8Array>,
): Observable<never> =>
  new Observable((out) => {
    const source = new PassThrough();
    const feeding = chunks.subscribe({
      next: (chunk) => source.write(chunk),
      error: (error: unknown) => source.destroy(failureOf(error)),
      complete: () => source.end(),
    });
    const store = async (): Promise<unknown> => {
      if (how === 'APPE') return client.appendFrom(source, path);
      return client.uploadFrom(source, how === 'STOU' ? await freeName(client, path) : path);
    };
    store().then(
      () => out.complete(),
      (error: unknown) => out.error(failureOf(error)),
    );
    return () => {
      feeding.unsubscribe();
      source.destroy();
    };
  });

/** The server's own text, unparsed. */
const listing = async (client: Client, path: string): Promise<string> => {
  let text = '';
  client.availableListCommands = ['LIST'];
  client.parseList = (raw) => {
    text = raw;
    return [];
  };
  await client.list(path);
  return text;
};

const sessionOf = (client: Client): FtpSession => ({
  get: (path, fromByte) => download(client, path, fromByte),
  put: (path, how, chunks) => upload(client, path, how, chunks),
  list: (path) => asked(() => listing(client, path)),
  size: (path) => asked(() => client.size(path)),
  remove: (path) => done(() => client.remove(path)),
  makeDirectory: (path) => done(() => client.send(`MKD ${path}`)),
  removeDirectory: (path) => done(() => client.send(`RMD ${path}`)),
});

const logIn = async (client: Client, { host, port, user, password, tls }: FtpLogin): Promise<void> => {
  await client.access({
    ...{ host, port, user, password },
    secure: tls === 'implicit' ? 'implicit' : tls === 'explicit',
    // The modem can't verify a server.
    secureOptions: { rejectUnauthorized: false },
  });
};

/**
 * Connects a virtual modem to real FTP servers. Data connections are passive, whichever mode the modem asks for.
 * Unsubscribing closes the connection.
 */
export const ftpOrigin =
  ({ silentMs = SILENT_MS }: FtpOriginOptions = {}): FtpOrigin =>
  (login) =>
    new Observable((out) => {
      const client = new Client(silentMs);
      // A modem passes names on as bytes, so the encoding is the concern of host and server.
      client.ftp.encoding = 'latin1';
      logIn(client, login).then(
        () => out.next(sessionOf(client)),
        (error: unknown) => out.error(failureOf(error)),
      );
      return () => client.close();
    });
