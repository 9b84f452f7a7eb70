import {
  catchError,
  concat,
  EMPTY,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  timer,
  toArray,
} from 'rxjs';
import {
  collect,
  openModem,
  type OpenModemOptions,
  ftp,
  type FtpServer,
  http,
  type Profile,
  type Transport,
} from '../../lib';
import {
  emulator,
  type Emulator,
  type EmulatorSettings,
  type Origin,
  type OriginRequest,
  simulatedBroker,
  simulatedFtp,
  simulatedNet,
  type SimulatedNet,
  type SocketOrigin,
  type SimulatedFtp,
  simulatedWeb,
} from '../../lib/emulator';
import { a7600FtpService } from '../../lib/emulator/families/a7600/ftp/a7600FtpService';
import type { Modem } from '../../lib/modem/modem';
import { joinBytes } from '../../operators/joinBytes';
import { farHosts } from '../contract/socketsDesk';
import { patterned } from '../modem/bodies';
import { PAGE } from '../modem/desk';
import { loggedFtp } from './sweep/loggedFtp';

/** What every page, file and certificate of the laws holds, as far as it is not empty. */
export const BODY = patterned(150);
/** What flows bring somewhere. */
export const NEW = patterned(170).subarray(20);
export const SECURE_PAGE = 'https://example.com/page';
export const ECHO_PAGE = 'http://example.com/echo';
export const HOST = 'files.example.com';
export const PASSWORD = 'pass-word-4711';
export const server: FtpServer = { host: HOST, user: 'me', password: PASSWORD };
/** Whom messages come from and go to. */
export const PARTY = '+15550100001';
export const DOWNLOAD = '/logs/a.bin';

/** Where the modem's own files lie that the flows are about. */
export const KEPT = 'kept.bin';
export const WRITTEN = 'written.bin';
/** The name of the certificate; some families keep certificates among their files. */
export const CERTIFICATE = 'ca.pem';

/** What can be called, and asked. */
export const CALLEE = '+491709999999';
export const CODE = '*100#';
export const MENU = '*123#';
const ENTRIES = [1, 60].map((index) => ({ index, number: String(index), name: 'Ada' }));

/** A virtual modem that has something of everything: pages, an FTP server, files, certificates. */
export interface FlowDesk {
  readonly virtual: Emulator;
  readonly profile: Profile;
  readonly servers: SimulatedFtp;
  readonly heard: readonly string[];
  readonly requests: readonly OriginRequest[];
  /** What was done to the files of the FTP server, in order: `STOR /logs/new.bin`. */
  readonly deeds: readonly string[];
  /** The messages that the network took. */
  readonly messages: readonly string[];
  /** What the servers of sockets got. */
  readonly sent: () => Uint8Array;
  /** Connects, maybe through a transport that is put in between. */
  readonly connected: (
    options?: OpenModemOptions,
    through?: (transport: Transport) => Transport,
  ) => Observable<Modem>;
}

/** Where files without a directory lie; on SIM800, where FTP finds them. */
const DIRECTORIES: Readonly<Record<string, readonly string[]>> = {
  sim800: ['C:/User', 'C:/User/ftp'],
  a7600: ['C:'],
  sim7600: ['F:'],
  quectel: ['UFS:', 'RAM:'],
};

const directoriesOf = ({ name }: Profile): readonly string[] => DIRECTORIES[name] as readonly string[];

/** The port of the modem's that a client connects to as soon as it listens. */
export const VISITED = 8_080;

/** A network with that client, which sends `BODY`; `got` takes what the servers get. */
const visited = (net: SimulatedNet, got: Uint8Array[]): SocketOrigin => ({
  ...net,
  connect: (target) =>
    net
      .connect(target)
      .pipe(map((stream) => ({ ...stream, write: (bytes) => (got.push(bytes), stream.write(bytes)) }))),
  listen: (port) =>
    merge(
      net.listen(port),
      timer(10).pipe(
        mergeMap(() => net.dial(port, concat(of(BODY), NEVER))),
        ignoreElements(),
        catchError(() => EMPTY),
      ),
    ),
});

/** What may be another way than usual: settings of the modem, or the web that it reaches. */
export type DeskKnobs = Partial<EmulatorSettings> & { readonly origin?: Origin };

/** Puts a modem on the desk for a flow of the table, whichever it is. */
export const flowDesk = (profile: Profile, knobs: DeskKnobs = {}): FlowDesk => {
  const requests: OriginRequest[] = [];
  const deeds: string[] = [];
  const got: Uint8Array[] = [];
  const net = simulatedNet(farHosts(BODY));
  const echo = (request: OriginRequest) => request.body;
  const web = simulatedWeb({ [PAGE]: BODY, [SECURE_PAGE]: BODY, [ECHO_PAGE]: echo });
  const servers = simulatedFtp({
    [HOST]: {
      ...{ user: 'me', password: PASSWORD, chunkBytes: 60 },
      files: { [DOWNLOAD]: BODY, '/logs/old.bin': BODY },
      folders: ['/logs', '/empty'],
    },
  });
  const origin = (request: OriginRequest) => {
    requests.push(request);
    return web(request);
  };
  const broker = simulatedBroker({ host: HOST });
  broker.publish({ topic: 'kept', payload: BODY, retain: true });
  const virtual = emulator({
    ...{ family: profile.name, origin, ftp: loggedFtp(servers, deeds), latencyMs: 0 },
    callees: { [CALLEE]: { ringsMs: 1_500, hangsUpAfterMs: 3_000 } },
    ussd: { [CODE]: 'Balance: 5.00', [MENU]: { text: '1 Balance\r\nOK', replies: { '1': 'Balance: 5.00' } } },
    phonebooks: { SM: ENTRIES, ME: ENTRIES },
    mqtt: broker.origin,
    clock: '2026-05-17T09:30:00+02:00',
    ntp: { [HOST]: '2026-05-17T09:30:00+02:00' },
    gnss: [{ latitude: 1, longitude: 2 }],
    sockets: visited(net, got),
    ...knobs,
  });
  for (const directory of directoriesOf(profile)) virtual.state.storage.write(`${directory}/${KEPT}`, BODY);
  virtual.network.sms({ from: PARTY, text: 'stored' });
  const messages: string[] = [];
  virtual.network.sent.subscribe(({ text }) => messages.push(String(text)));
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const connected: FlowDesk['connected'] = (options, through = (transport) => transport) =>
    openModem(through(virtual.transport), profile, options);
  const sent = (): Uint8Array => joinBytes(got);
  return { virtual, profile, servers, heard, requests, deeds, messages, sent, connected };
};

/** A fresh GET and a fresh FTP GET: true for each whose bytes are exact. */
export const fresh = (modem: Modem): Observable<readonly boolean[]> => {
  const isBody = map((bytes: Uint8Array): boolean => Buffer.compare(bytes, BODY) === 0);
  return concat(
    http.get(modem, { url: PAGE, windowBytes: 60 }).pipe(
      collect(),
      map(({ bytes }) => bytes),
      isBody,
    ),
    ftp.get(modem, server, DOWNLOAD, { windowBytes: 60 }).pipe(
      toArray(),
      map((events) => joinBytes(events.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])))),
      isBody,
    ),
  ).pipe(toArray());
};

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** Names of the modem's files that are neither as they were nor as a flow meant them. */
const strange = ({ virtual, profile }: FlowDesk): readonly string[] =>
  directoriesOf(profile).flatMap((directory) => {
    const { storage } = virtual.state;
    // A restart empties the memory that is no flash.
    const kept = directory === 'RAM:' ? [] : [KEPT];
    const names = [...new Set([...kept, ...storage.list(directory).files])];
    const isFine = (name: string): boolean => {
      const bytes = storage.read(`${directory}/${name}`);
      if (!bytes) return false;
      if (name === KEPT || name === CERTIFICATE) return same(bytes, BODY);
      return name === WRITTEN && (same(bytes, NEW) || same(bytes, BODY));
    };
    return names.filter((name) => !isFine(name)).map((name) => `${directory}/${name}`);
  });

/** All that can be left open or lying about on a modem, as it is now. */
export const balanceOf = (desk: FlowDesk) => {
  const { state } = desk.virtual;
  const { modem, storage } = state;
  const { run, staged, kept } = modem.ftpSim800;
  const a76 = a7600FtpService({ state: modem });
  return {
    httpOpen: state.httpOpen,
    httpSessions: state.httpInits - state.httpTerms,
    ftp: { run: run?.kind, staged: staged?.by, kept: kept?.length },
    ftps: { isStarted: a76.started, isConnected: a76.connection !== undefined },
    openFiles: [...modem.openFiles.values()].map(({ path }) => path),
    // One that the far end closed is left to the modem.
    openSockets: [...modem.sockets.links.values(), ...modem.sockets.secure.links.values()].filter(
      ({ state: how }) => how !== 'ended',
    ).length,
    listeningPorts: modem.sockets.servers.size,
    strangeFiles: strange(desk),
    halfCertificates: [...storage.certificates]
      .filter(([, bytes]) => !same(bytes, BODY))
      .map(([name]) => name),
    mqtt: modem.mqtt.isStarted,
    gnss: modem.gnssSinceMs !== undefined,
    calls: modem.calls.length,
    ussd: modem.ussd !== undefined,
    /** What a phonebook changes for a while. */
    texts: [modem.settings.get('+CSCS') ?? '"IRA"', modem.settings.get('+CPBS') ?? 'SM'],
    /** One may stay open: whoever comes next rides on it. */
    bearers: Math.max(0, state.bearerOpens - state.bearerCloses - 1),
  };
};

/** Nothing is open, nothing lies about. */
export const BALANCED: ReturnType<typeof balanceOf> = {
  httpOpen: false,
  httpSessions: 0,
  ftp: { run: undefined, staged: undefined, kept: undefined },
  ftps: { isStarted: false, isConnected: false },
  openFiles: [],
  openSockets: 0,
  listeningPorts: 0,
  strangeFiles: [],
  halfCertificates: [],
  mqtt: false,
  gnss: false,
  calls: 0,
  ussd: false,
  texts: ['"IRA"', 'SM'],
  bearers: 0,
};
