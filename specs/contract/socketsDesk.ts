import {
  concatMap,
  endWith,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  Observable,
  of,
  type Subscription,
  dematerialize,
  exhaustMap,
  materialize,
  take,
  takeLast,
  tap,
} from 'rxjs';
import {
  openModem,
  type Modem,
  type OpenModemOptions,
  type Profile,
  type SocketOptions,
  type SocketPort,
  sockets,
  type Transport,
} from '../../lib';
import {
  emulator,
  type Emulator,
  type EmulatorSettings,
  type SimulatedHost,
  type SimulatedNet,
  simulatedNet,
} from '../../lib/emulator';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { joinBytes } from '../../operators/joinBytes';
import { patterned, repeated } from '../modem/bodies';
import { virtually } from '../modem/virtually';

/** A virtual modem whose sockets reach a simulated network. */
export interface SocketsDesk {
  readonly virtual: Emulator;
  readonly profile: Profile;
  readonly net: SimulatedNet;
  /** The command lines that it heard. */
  readonly heard: readonly string[];
  readonly connected: (options?: OpenModemOptions, transport?: Transport) => Observable<Modem>;
}

/** How the command lines of a family's sockets begin. */
export const linesOf = ({ name }: Pick<Profile, 'name'>) =>
  name === 'quectel'
    ? ({ reads: 'AT+QIRD=', sends: 'AT+QISEND=', closes: 'AT+QICLOSE=' } as const)
    : ({ reads: 'AT+CIPRXGET=2', sends: 'AT+CIPSEND=', closes: 'AT+CIPCLOSE=' } as const);

/** Where every server of these specs is. */
export const HOST = 'far.example';
export const PORTS = {
  echo: 7,
  refuses: 9,
  unknown: 99,
  silent: 10,
  brings: 80,
  brief: 81,
  secure: 443,
} as const;

/** What a modem says, in the bytes that a socket carries. */
export const lookAlikes = latin1Bytes(
  '\r\nOK\r\n\r\n0, CLOSED\r\nCLOSED\r\n\r\n0, SEND OK\r\n\r\nSEND OK\r\n\r\n+CIPRXGET: 1,0\r\n\r\n+CIPRXGET: 2,0,5,0\r\nhello\r\nOK\r\n' +
    '\r\n> \r\n> \r\nDATA ACCEPT:0,5\r\n\r\n+IPCLOSE: 0,1\r\n\r\n+CIPSEND: 0,5,5\r\n\r\nERROR\r\n+PDP: DEACT\r\nRDY\r\n*ATREADY: 1\r\n\0\x1a\x1b\x03\xff\r\n',
);

/** A server that sends a body at once and closes. */
const bringing = (body: Uint8Array): Observable<Uint8Array> =>
  from(
    Array.from({ length: Math.ceil(body.length / 1_000) }, (_, at) =>
      body.subarray(at * 1_000, (at + 1) * 1_000),
    ),
  );

/** The servers, with a body that one of them sends. */
export const farHosts = (body: Uint8Array): Readonly<Record<string, SimulatedHost>> => ({
  [HOST]: {
    tcp: {
      [PORTS.echo]: (incoming) => incoming,
      [PORTS.secure]: { serves: (incoming) => incoming, tls: true },
      [PORTS.refuses]: { fails: 'refused' },
      [PORTS.silent]: { serves: (incoming) => incoming.pipe(ignoreElements()) },
      [PORTS.brings]: () => bringing(body),
      [PORTS.brief]: (incoming) =>
        incoming.pipe(
          take(1),
          map(() => body),
        ),
    },
    udp: { [PORTS.echo]: (bytes) => bytes },
  },
});

/** Puts a modem on the desk: it answers at once unless the settings say otherwise. */
export const socketsDesk = (
  profile: Profile,
  settings: Partial<EmulatorSettings> = {},
  body: Uint8Array = latin1Bytes('a body'),
  more: Readonly<Record<string, SimulatedHost>> = {},
): SocketsDesk => {
  const net = simulatedNet({ ...farHosts(body), ...more });
  const virtual = emulator({
    ...{ family: profile.name, origin: () => of(), sockets: net, latencyMs: 0 },
    ...settings,
  });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  return {
    virtual,
    profile,
    net,
    heard,
    connected: (options, transport = virtual.transport) => openModem(transport, profile, options),
  };
};

/** How some work on a modem ended: the values, and the end. */
export interface Ending<T> {
  readonly values: T[];
  end: 'completed' | 'open' | Readonly<Record<string, unknown>>;
}

/** Opens the modem in virtual time, does some work with it, and says how that ended. `act` may leave earlier. */
export const working = <T>(
  on: SocketsDesk,
  work: (modem: Modem) => Observable<T>,
  {
    options,
    act,
  }: { readonly options?: OpenModemOptions; readonly act?: (reading: Subscription) => unknown } = {},
): Ending<T> =>
  virtually(() => {
    const ending: Ending<T> = { values: [], end: 'open' };
    const reading = on
      .connected(options)
      .pipe(
        exhaustMap((modem) => work(modem).pipe(materialize())),
        dematerialize(),
      )
      .subscribe({
        next: (value) => ending.values.push(value),
        error: (error: unknown) => (ending.end = (error as { reason: Record<string, unknown> }).reason),
        complete: () => (ending.end = 'completed'),
      });
    act?.(reading);
    return ending;
  });

const SIZE = 4_000;

/** Sends bytes to the echo server, and emits what came back once all is there; the host closes. */
export const echoed = (
  modem: Modem,
  bytes: Uint8Array,
  { pieceBytes = SIZE, port = PORTS.echo, ...more }: Partial<SocketOptions> & { pieceBytes?: number } = {},
): Observable<Uint8Array> =>
  sockets.tcp(modem, { host: HOST, port, ...more }).pipe(
    mergeMap((socket) => merge(given(socket, bytes, pieceBytes), received(socket, bytes.length))),
    take(1),
  );

/** Writes bytes in pieces, one after the other. */
export const given = (socket: SocketPort, bytes: Uint8Array, pieceBytes: number): Observable<never> =>
  from(Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) => at * pieceBytes)).pipe(
    concatMap((at) => socket.write(bytes.subarray(at, at + pieceBytes))),
  );

/** What was received, once there are so many bytes. */
export const received = (socket: SocketPort, length: number): Observable<Uint8Array> =>
  new Observable((reader) => {
    const parts: Uint8Array[] = [];
    let got = 0;
    const finish = (): void => {
      reader.next(joinBytes(parts));
      reader.complete();
    };
    if (length === 0) {
      finish();
      return undefined;
    }
    return socket.incoming.subscribe({
      next: (bytes) => {
        parts.push(bytes);
        got += bytes.length;
        if (got >= length) finish();
      },
      error: (error: unknown) => reader.error(error),
    });
  });

/** All that a socket brings until the far end closes, once. */
export const whole = (socket: SocketPort): Observable<Uint8Array> => {
  const parts: Uint8Array[] = [];
  return socket.incoming.pipe(
    tap((bytes) => parts.push(bytes)),
    ignoreElements(),
    endWith(null),
    map(() => joinBytes(parts)),
    takeLast(1),
  );
};

/** Bodies that are easily misread. */
export const BODIES: readonly (readonly [title: string, bytes: Uint8Array])[] = [
  ['no bytes', new Uint8Array(0)],
  ['one byte', Uint8Array.of(0x1a)],
  ['a full window', patterned(1_460)],
  ['a window and a byte', patterned(1_461)],
  ['several windows', patterned(5_000)],
  ['what modems say', repeated(lookAlikes, 3_100)],
];

export const textOf = (bytes: Uint8Array | undefined): string => latin1(bytes ?? new Uint8Array(0));
