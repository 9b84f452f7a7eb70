import { openModem, type Profile } from '../../../lib';
import {
  emulator,
  type Emulator,
  type Fault,
  faults,
  simulatedBroker,
  simulatedFtp,
  type SimulatedFtp,
  simulatedNet,
  simulatedWeb,
  type TcpServer,
} from '../../../lib/emulator';
import type { Modem } from '../../../lib/modem/modem';
import { type Observable, map, of, tap } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { patterned } from '../../modem/bodies';

export const URL_OF_PAGE = 'http://example.com/page';
export const URL_OF_ECHO = 'http://example.com/echo';
export const HOST = 'files.example.com';
export const PATH = '/logs/a.bin';
export const FILE = 'a.bin';
export const CODE = '*100#';
/** A topic whose message the broker keeps. */
export const TOPIC = 'kept';
const NOON = '2026-05-17T12:00:00+02:00';
export const CALLEE = '+491709999999';

/** What is transferred: a few windows of it. */
export const BODY = patterned(150);
/** Files are longer: their windows are. */
export const CONTENT = patterned(900);
const ETAG = [['ETag', '"a"']] as const;

/** A modem with something wrong, with all that the flows of the law are about behind it. */
export interface Bench {
  readonly virtual: Emulator;
  readonly servers: SimulatedFtp;
  /** The messages that the network took. */
  readonly messages: readonly string[];
  /** What the web server was sent last. */
  readonly posted: () => Uint8Array | undefined;
  /** Each command line with how many bytes were said to it, its late results among them. */
  readonly said: readonly { readonly line: string; bytes: number }[];
  readonly connected: Observable<Modem>;
  readonly stored: () => Uint8Array | undefined;
  /** What was published at the broker, message after message. */
  readonly published: () => readonly Uint8Array[];
  /** What the server of the sockets was sent, connection after connection. */
  readonly echoed: () => Uint8Array;
}

/** Puts a modem of a family on the bench. Its lines are short, so that there is much between them. */
export const benchOf = (profile: Profile, wrong: readonly Fault[]): Bench => {
  let posted: Uint8Array | undefined;
  const servers = simulatedFtp({
    [HOST]: { user: 'me', password: 'secret', files: { [PATH]: CONTENT }, folders: ['/logs'] },
  });
  const origin = simulatedWeb({
    [URL_OF_PAGE]: { headers: ETAG, body: BODY },
    [URL_OF_ECHO]: ({ body }) => {
      posted = body;
      return body;
    },
  });
  const echoed: Uint8Array[] = [];
  const echoes: TcpServer = (incoming) => incoming.pipe(tap((bytes) => echoed.push(bytes)));
  const sockets = simulatedNet({
    [HOST]: { tcp: { 7: echoes, 443: { serves: echoes, tls: true }, 80: () => of(CONTENT) } },
  });
  const broker = simulatedBroker({ host: HOST });
  broker.publish({ topic: TOPIC, payload: BODY, retain: true });
  const published: Uint8Array[] = [];
  broker.published.subscribe(({ payload }) => published.push(payload));
  const virtual = emulator({
    family: profile.name,
    origin,
    ftp: servers,
    sockets,
    mqtt: broker.origin,
    ...{ clock: NOON, ntp: { [HOST]: NOON }, gnss: [{ latitude: 1, longitude: 2 }] },
    latencyMs: 1,
    ftpWindowBytes: 400,
    ussd: { [CODE]: 'Balance: 5.00' },
    callees: { [CALLEE]: { ringsMs: 1_500, hangsUpAfterMs: 3_000 } },
    phonebooks: { SM: [{ index: 1, number: '1', name: 'Ada' }] },
    faults: [faults.blockBytes({ most: 50 }), ...wrong],
  });
  const { drive } = virtual.state.storage.disk;
  const path = profile.name === 'sim800' ? `${drive}/User/${FILE}` : `${drive}/${FILE}`;
  virtual.state.storage.write(path, CONTENT);
  const messages: string[] = [];
  virtual.network.sent.subscribe(({ text }) => messages.push(String(text)));
  const said: { line: string; bytes: number }[] = [];
  virtual.heard.subscribe((line) => said.push({ line, bytes: 0 }));
  const count = ({ length }: Uint8Array): void => {
    const last = said.at(-1);
    if (last) last.bytes += length;
  };
  const transport = virtual.transport.pipe(
    map((port) => ({ ...port, incoming: port.incoming.pipe(tap(count)) })),
  );
  return {
    virtual,
    servers,
    messages,
    said,
    posted: () => posted,
    published: () => published,
    echoed: () => joinBytes(echoed),
    connected: openModem(transport, profile),
    stored: () => virtual.state.storage.read(path),
  };
};
