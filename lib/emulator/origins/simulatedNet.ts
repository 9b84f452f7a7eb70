import {
  concat,
  defer,
  delay,
  EMPTY,
  ignoreElements,
  isObservable,
  map,
  mergeAll,
  NEVER,
  Observable,
  of,
  ReplaySubject,
  Subject,
  switchMap,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { pausable } from './pausable';
import {
  type Datagram,
  type DatagramPort,
  type Echo,
  type SocketAddress,
  type SocketClient,
  SocketFailure,
  type SocketFailureKind,
  type SocketOrigin,
  type SocketStream,
  type SocketTarget,
} from './socketOrigin';

/**
 * A TCP server: the client's bytes in, the server's bytes out. `incoming` completes when the client closes; the server closes
 * by completing, and resets the connection by an error.
 *
 *     echo: (incoming) => incoming
 */
export type TcpServer = (
  incoming: Observable<Uint8Array>,
  client: SocketTarget,
) => Observable<Uint8Array | string>;

/** A TCP server and how it is reached. */
export interface TcpSite {
  readonly serves?: TcpServer;
  /** How long a connection takes. Default 0. */
  readonly connectMs?: number;
  /** It can't be connected to. */
  readonly fails?: SocketFailureKind;
  /** How long it takes to acknowledge bytes. Default 0. */
  readonly acknowledgeMs?: number;
  /**
   * It ends TLS: a plain client fails, and one that verifies without an authority does, too. With `authority`, so does one that
   * verifies with another authority than this.
   */
  readonly tls?: boolean | { readonly authority: Uint8Array };
}

/** What a UDP server answers to a datagram: nothing, one datagram, or several. */
export type UdpServer = (
  bytes: Uint8Array,
) => Uint8Array | string | undefined | Observable<Uint8Array | string>;

/** A host of the simulated network. */
export interface SimulatedHost {
  /** Its addresses. Default: one that is made of its place in the list. */
  readonly addresses?: readonly string[];
  /** How long its name takes to resolve. Default 0. */
  readonly resolveMs?: number;
  readonly tcp?: Readonly<Record<number, TcpServer | TcpSite>>;
  readonly udp?: Readonly<Record<number, UdpServer>>;
  /** Its reply to an echo request; `undefined` for none. Default 40 ms, TTL 56. */
  readonly echo?: Echo | undefined;
}

/** A simulated network: what the modem connects to, and what connects to the modem. */
export interface SimulatedNet extends SocketOrigin {
  /** Connects to a port that the modem listens on: fails with `refused` where it does not. */
  readonly dial: (port: number, outgoing: Observable<Uint8Array | string>) => Observable<Uint8Array>;
  /** The targets of all connections, in order. */
  readonly connections: readonly SocketTarget[];
}

const ECHO: Echo = Object.freeze({ roundTripMs: 40, ttl: 56 });
const CALLER: SocketAddress = Object.freeze({ address: '198.51.100.7', port: 50_000 });
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

const failing = (kind: SocketFailureKind): Observable<never> => throwError(() => new SocketFailure(kind));

const after = <T>(ms: number, then: Observable<T>): Observable<T> =>
  ms > 0 ? timer(ms).pipe(switchMap(() => then)) : then;

/** The half of a connection that one side writes to. */
const pipeOf = (acknowledgeMs: number) => {
  const written = new ReplaySubject<Uint8Array>(Infinity);
  const write = (bytes: Uint8Array): Observable<never> =>
    defer(() => {
      written.next(bytes);
      return after(acknowledgeMs, EMPTY);
    });
  return { written, write };
};

interface Known extends SimulatedHost {
  readonly name: string;
  readonly addresses: readonly string[];
}

class Net implements SimulatedNet {
  readonly connections: SocketTarget[] = [];
  private readonly known: readonly Known[];
  private readonly listening = new Map<number, Subject<SocketClient>>();

  constructor(hosts: Readonly<Record<string, SimulatedHost>>) {
    this.known = Object.entries(hosts).map(([name, host], at) => ({
      ...host,
      name,
      addresses: host.addresses ?? [ADDRESS.test(name) ? name : `203.0.113.${at + 1}`],
    }));
  }

  private find(host: string): Known | undefined {
    return this.known.find(({ name, addresses }) => name === host || addresses.includes(host));
  }

  readonly resolve = (host: string): Observable<readonly string[]> =>
    defer(() => {
      const found = this.find(host);
      if (ADDRESS.test(host)) return of([host]);
      return found ? after(found.resolveMs ?? 0, of(found.addresses)) : failing('dns');
    });

  readonly connect = (target: SocketTarget): Observable<SocketStream> =>
    this.resolve(target.host).pipe(
      switchMap(([address = '']) => {
        this.connections.push(target);
        const given = this.find(target.host)?.tcp?.[target.port];
        const site: TcpSite =
          typeof given === 'function' ? { serves: given } : (given ?? { fails: 'refused' });
        const { fails, connectMs = 0 } = site;
        const refusal = fails ?? (refusesTls(site, target) ? 'tls' : undefined);
        const made = refusal ? failing(refusal) : this.streamTo(site, target, address);
        return after(connectMs, made);
      }),
    );

  private streamTo(site: TcpSite, target: SocketTarget, address: string): Observable<SocketStream> {
    return new Observable((client) => {
      const { written, write } = pipeOf(site.acknowledgeMs ?? 0);
      const served = defer(() => site.serves?.(written, target) ?? NEVER);
      const { values, flow } = pausable(served);
      const incoming = new Observable<Uint8Array>((reader) =>
        values.subscribe({
          next: (content) => reader.next(bytesOf(content)),
          error: (error: unknown) =>
            reader.error(error instanceof SocketFailure ? error : new SocketFailure('reset')),
          complete: () => reader.complete(),
        }),
      );
      client.next({ remote: { address, port: target.port }, incoming, flow, write });
      return () => written.complete();
    });
  }

  readonly bind = (): Observable<DatagramPort> =>
    new Observable((client) => {
      const answered = new Subject<Observable<Datagram>>();
      const send: DatagramPort['send'] = (bytes, to) =>
        this.resolve(to.host).pipe(
          tap(([address = '']) => {
            const answer = this.find(to.host)?.udp?.[to.port]?.(bytes);
            const answers = isObservable(answer) ? answer : answer === undefined ? EMPTY : of(answer);
            answered.next(
              answers.pipe(map((content) => ({ address, port: to.port, bytes: bytesOf(content) }))),
            );
          }),
          ignoreElements(),
        );
      client.next({ incoming: answered.pipe(mergeAll()), send });
      return () => answered.complete();
    });

  readonly listen = (port: number): Observable<SocketClient> =>
    defer(() => {
      if (this.listening.has(port)) return failing('network');
      const clients = new Subject<SocketClient>();
      this.listening.set(port, clients);
      return new Observable<SocketClient>((server) => {
        const given = clients.subscribe(server);
        return () => {
          given.unsubscribe();
          this.listening.delete(port);
        };
      });
    });

  readonly dial = (port: number, outgoing: Observable<Uint8Array | string>): Observable<Uint8Array> =>
    new Observable((caller) => {
      const clients = this.listening.get(port);
      if (!clients) return caller.error(new SocketFailure('refused'));
      const { written, write } = pipeOf(0);
      const { values, flow } = pausable(outgoing);
      const incoming = new Observable<Uint8Array>((reader) =>
        values.subscribe({
          next: (content) => reader.next(bytesOf(content)),
          error: (error: unknown) => reader.error(error),
          complete: () => reader.complete(),
        }),
      );
      const accepted = new Observable<SocketStream>((client) => {
        client.next({ remote: CALLER, incoming, flow, write });
        return () => written.complete();
      });
      const heard = written.subscribe(caller);
      clients.next({ remote: CALLER, accepted, reject: () => caller.error(new SocketFailure('reset')) });
      return heard;
    });

  readonly ping = (address: string): Observable<Echo> =>
    defer(() => {
      const found = this.find(address);
      const echo = found && 'echo' in found ? found.echo : ECHO;
      return found && echo ? of(echo).pipe(delay(echo.roundTripMs)) : concat(NEVER);
    });
}

const refusesTls = ({ tls = false }: TcpSite, { tls: asked }: SocketTarget): boolean => {
  if (!asked) return false;
  if (tls === false || !asked.verifies) return tls === false;
  const known = asked.authority;
  return !known || (tls !== true && !isSame(known, tls.authority));
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/**
 * Makes a network of TCP and UDP servers in virtual time, for specs and demos. A name that is not listed can't be resolved,
 * a port that is not listed refuses.
 *
 *     simulatedNet({
 *       'echo.example': { tcp: { 7: (incoming) => incoming }, udp: { 7: (bytes) => bytes } },
 *       'slow.example': { tcp: { 80: { connectMs: 30_000, fails: 'timeout' } } },
 *     })
 */
export const simulatedNet = (hosts: Readonly<Record<string, SimulatedHost>>): SimulatedNet => new Net(hosts);
