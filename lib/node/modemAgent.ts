import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { ApnSettings } from '../dialects/bearerDialect';
import { sockets } from '../flows/sockets/sockets';
import type { Modem } from '../modem/modem';
import { duplexOf, type PortDuplex } from './duplexOf';

/** How the connections of an agent are made. */
export interface ModemAgentOptions {
  /** APN, user and password of the stack or context. Default: the modem's own. */
  readonly access?: ApnSettings;
  /** How long connecting may take, in milliseconds. Default 90,000. */
  readonly connectMs?: number;
  /** TLS settings of Node for HTTPS: `ca`, `cert`, `key` … Servers are verified unless `rejectUnauthorized` is false. */
  readonly tls?: ConnectionOptions;
}

/** What undici's `Agent` and `Client` take as `connect`. */
export type UndiciConnect = (
  options: {
    readonly hostname: string;
    readonly host?: string;
    readonly protocol: string;
    readonly port: string;
    readonly servername?: string | null;
  },
  callback: (...result: [error: Error, socket: null] | [error: null, socket: never]) => void,
) => void;

/** Agents whose connections are sockets of a modem. */
export interface ModemAgents {
  /** For `http.request({ agent })`, and for axios. */
  readonly httpAgent: HttpAgent;
  /** For `https.request({ agent })`, and for axios: TLS by Node, ended at the server and not in the modem. */
  readonly httpsAgent: HttpsAgent;
  /** For undici: `new Agent({ connect })`. */
  readonly connect: UndiciConnect;
}

/** How long an idle connection is kept for the next request to the same server. */
const IDLE_MS = 4_000;

interface Place {
  readonly host?: string | null;
  readonly hostname?: string | null;
  readonly port?: string | number | null;
  readonly servername?: string | null;
}

const streamTo = (modem: Modem, { access, connectMs }: ModemAgentOptions, place: Place): PortDuplex =>
  duplexOf(
    sockets.tcp(modem, {
      host: (place.hostname ?? place.host ?? '').replace(/^\[(.*)\]$/, '$1'),
      port: Number(place.port),
      ...(access && { access }),
      ...(connectMs !== undefined && { connectMs }),
    }),
  );

/** TLS by Node over the modem's connection. The name is sent and verified; an address has none to send. */
const secured = (
  stream: Duplex,
  { tls = {} }: ModemAgentOptions,
  given: ConnectionOptions & Place,
): TLSSocket => {
  const host = given.hostname ?? given.host ?? '';
  const servername = given.servername ?? (isIP(host) === 0 ? host : '');
  const secure = connectTls({ ...given, ...tls, socket: stream, host, servername } as ConnectionOptions);
  // A failure while connecting is one of the TLS socket, too.
  stream.on('error', (error) => secure.destroy(error));
  secure.once('close', () => stream.destroy());
  return secure;
};

/** What both agents share: idle connections are kept for a while, unless others wait for a link. */
const agentOptions = (modem: Modem): AgentOptions => {
  const links = modem.profile.sockets?.linksFor({ protocol: 'tcp', tls: undefined }).links ?? 1;
  return { keepAlive: true, maxTotalSockets: links, maxFreeSockets: 1, scheduling: 'lifo' };
};

/** The part of Node's agents that its types leave out (documented under "Class: http.Agent"). */
interface AgentHooks {
  createConnection: (options: never, callback?: unknown) => Duplex;
  keepSocketAlive: (socket: Duplex) => boolean;
  readonly requests: Readonly<Record<string, unknown>>;
}

const withHooks = <A extends HttpAgent>(
  agent: A,
  create: (options: Place & ConnectionOptions) => Duplex,
): A => {
  const hooks = agent as unknown as AgentHooks;
  hooks.createConnection = (options: Place & ConnectionOptions) => create(options);
  hooks.keepSocketAlive = (socket) => {
    if (Object.keys(hooks.requests).length > 0) return false;
    const over = setTimeout(() => socket.destroy(), IDLE_MS);
    const inUse = (): void => clearTimeout(over);
    socket.once('close', inUse).once('agentReused', inUse);
    return true;
  };
  const reuse = agent as unknown as { reuseSocket: (socket: Duplex, request: object) => void };
  reuse.reuseSocket = (socket, request) => {
    socket.emit('agentReused');
    (request as { reusedSocket: boolean }).reusedSocket = true;
  };
  return agent;
};

/**
 * Makes agents whose connections are sockets of a modem, for Node's clients and those that are built on them.
 *
 *     const { httpAgent, httpsAgent, connect } = modemAgent(modem);
 *     https.get('https://example.com/', { agent: httpsAgent }, …);
 *     axios.get('https://example.com/', { httpAgent, httpsAgent, proxy: false });
 *     fetch('https://example.com/', { dispatcher: new Agent({ connect }) });          // undici
 *
 * TLS is Node's: 1.3, verified by Node's certificates, also on a SIM800. Connections beyond the modem's links wait; an idle one is
 * kept for 4 s. Errors are those of `sockets.tcp` and of Node's TLS.
 */
export const modemAgent = (modem: Modem, options: ModemAgentOptions = {}): ModemAgents => {
  const shared = agentOptions(modem);
  return Object.freeze({
    httpAgent: withHooks(new HttpAgent(shared), (place) => streamTo(modem, options, place)),
    httpsAgent: withHooks(new HttpsAgent(shared), (place) =>
      secured(streamTo(modem, options, place), options, place),
    ),
    connect: connector(modem, options),
  });
};

const connector =
  (modem: Modem, options: ModemAgentOptions): UndiciConnect =>
  (place, callback) => {
    const isSecure = place.protocol === 'https:';
    const port = place.port === '' ? (isSecure ? 443 : 80) : Number(place.port);
    const stream = streamTo(modem, options, { hostname: place.hostname, port });
    const socket: Duplex = isSecure
      ? secured(stream, options, {
          hostname: place.hostname,
          ...(place.servername ? { servername: place.servername } : {}),
        })
      : stream;
    const failed = (error: Error): void => callback(error, null);
    socket.once('error', failed);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      socket.off('error', failed);
      callback(null, socket as never);
    });
  };
