import {
  calls,
  clock,
  files,
  ftp,
  gnss,
  http,
  modemMqtt,
  phonebook,
  type SendEvent,
  sms,
  sockets,
  type SocketOptions,
  ussd,
} from '../../../lib';
import type { Modem } from '../../../lib/modem/modem';
import {
  defaultIfEmpty,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  reduce,
  take,
  takeUntil,
  takeWhile,
  timer,
  toArray,
} from 'rxjs';
import { collect } from '../../../operators/collect';
import { joinBytes } from '../../../operators/joinBytes';
import { received, whole } from '../../contract/socketsDesk';
import { type Bench, BODY, CALLEE, CODE, FILE, HOST, PATH, TOPIC, URL_OF_ECHO, URL_OF_PAGE } from './bench';

/** A flow of the law: what is done, and what has come of it, in a form that can be compared. */
export interface LawFlow {
  readonly title: string;
  /** What is there before the modem is opened. */
  readonly prepare?: (bench: Bench) => void;
  readonly act: (modem: Modem) => Observable<string>;
  /** Its values are written in another form than the line's: a flipped bit may change all their digits. */
  readonly isReckoned?: boolean;
  /** What it left behind elsewhere, where it ended well. */
  readonly left?: (bench: Bench) => string;
  /** What must not be, however it ended; `undefined` where all is well. */
  readonly wrong?: (bench: Bench) => string | undefined;
}

const retry = { attempts: 2, delay: 100 } as const;
const server = { host: HOST, user: 'me', password: 'secret' } as const;
const hex = (bytes: Uint8Array | undefined): string => (bytes ? Buffer.from(bytes).toString('hex') : 'none');
const bytesOf = (
  events: Observable<{ readonly kind: string; readonly bytes?: Uint8Array }>,
): Observable<string> =>
  events.pipe(
    reduce((slices: Uint8Array[], { bytes }) => (bytes ? [...slices, bytes] : slices), []),
    map((slices) => hex(joinBytes(slices))),
  );
const told = (values: Observable<unknown>): Observable<string> =>
  values.pipe(
    toArray(),
    map((all) => JSON.stringify(all)),
  );

/** Requests of every kind. */
export const HTTP_FLOWS: readonly LawFlow[] = [
  {
    title: 'HTTP GET',
    act: (modem) =>
      http.get(modem, { url: URL_OF_PAGE, windowBytes: 60, retry }).pipe(
        collect(),
        map(({ status, bytes }) => `${status} ${hex(bytes)}`),
      ),
  },
  {
    title: 'HTTP HEAD',
    act: (modem) =>
      http.head(modem, { url: URL_OF_PAGE, retry }).pipe(
        collect(),
        map(({ status, headers }) => `${status} ${JSON.stringify(headers)}`),
      ),
  },
  {
    title: 'HTTP POST',
    act: (modem) =>
      http.post(modem, { url: URL_OF_ECHO, body: BODY, retry, idempotent: true }).pipe(
        collect(),
        map(({ status, bytes }) => `${status} ${hex(bytes)}`),
      ),
    left: ({ posted }) => hex(posted()),
  },
];

/** Files of the modem's. */
export const FILE_FLOWS: readonly LawFlow[] = [
  { title: 'files.read', act: (modem) => bytesOf(files.read(modem, FILE)) },
  {
    title: 'files.write',
    act: (modem) => bytesOf(files.write(modem, FILE, BODY)),
    left: ({ stored }) => hex(stored()),
  },
];

/** Files of a server's. */
export const FTP_FLOWS: readonly LawFlow[] = [
  {
    title: 'FTP get by windows',
    act: (modem) => bytesOf(ftp.get(modem, server, PATH, { way: 'windows', retry })),
  },
  { title: 'FTP get at once', act: (modem) => bytesOf(ftp.get(modem, server, PATH, { way: 'bulk', retry })) },
  {
    title: 'FTP put',
    act: (modem) => bytesOf(ftp.put(modem, server, PATH, BODY, { retry })),
    left: ({ servers }) => hex(servers.fileOf(HOST, PATH)),
  },
  { title: 'FTP list', act: (modem) => told(ftp.list(modem, server, '/logs', { retry })) },
  { title: 'FTP size', act: (modem) => told(ftp.size(modem, server, PATH, { retry })) },
];

/** Only that it ends is compared: their lines have no lengths, so a lost letter can't be told from one that was never sent. */
const over = (events: Observable<unknown>): Observable<string> =>
  events.pipe(
    toArray(),
    map(() => 'over'),
  );

/** What was sent is said once each; a message that may have been sent, and was not seen, is `unknown`. */
const sendings = (events: Observable<SendEvent>): Observable<string> =>
  told(
    events.pipe(
      filter(({ kind }) => kind === 'sent'),
      map((event) => (event.kind === 'sent' ? event.part : 0)),
    ),
  );

const withMessages = ({ virtual }: Bench): void =>
  virtual.network.sms({ from: CALLEE, text: 'a'.repeat(200) });
/** An inbox goes on where something fails: long enough to look again. */
const INBOX_MS = 200_000;

/** Messages. */
export const MESSAGE_FLOWS: readonly LawFlow[] = [
  {
    title: 'sms.send',
    act: (modem) => sendings(sms.send(modem, { to: CALLEE, text: 'a'.repeat(200), retry })),
    left: ({ messages }) => messages.join(),
  },
  { title: 'sms.list', prepare: withMessages, act: (modem) => over(sms.list(modem)) },
  {
    title: 'sms.inbox',
    prepare: withMessages,
    act: (modem) =>
      over(
        sms.inbox(modem).pipe(
          takeWhile(({ kind }) => kind !== 'message', true),
          takeUntil(timer(INBOX_MS)),
        ),
      ),
  },
];

/** USSD, calls and the phonebook. */
export const CALL_FLOWS: readonly LawFlow[] = [
  { title: 'ussd.ask', act: (modem) => over(ussd.ask(modem, CODE)) },
  { title: 'calls.dial', act: (modem) => over(calls.dial(modem, CALLEE)) },
  { title: 'phonebook.list', act: (modem) => over(phonebook.list(modem)) },
  {
    title: 'phonebook.write',
    act: (modem) => over(phonebook.write(modem, { index: 2, number: '1', name: 'Zoë' })),
  },
];

const echo =
  (more: Omit<SocketOptions, 'host'>): LawFlow['act'] =>
  (modem) =>
    sockets.tcp(modem, { host: HOST, ...more }).pipe(
      mergeMap((socket) => merge(socket.write(BODY), received(socket, BODY.length))),
      take(1),
      map(hex),
    );
/** What was sent arrives once, from its beginning on. */
const twice: LawFlow['wrong'] = ({ echoed }) => {
  const got = hex(echoed());
  return hex(BODY).startsWith(got) || got === 'none' ? undefined : `the server got ${got}`;
};

/** Sockets, and what rides on their stack. */
export const SOCKET_FLOWS: readonly LawFlow[] = [
  { title: 'a socket to a server that echoes', act: echo({ port: 7 }), wrong: twice },
  {
    title: 'a TLS socket of the modem',
    act: echo({ port: 443, tls: { verify: false } }),
    wrong: twice,
  },
  {
    title: 'a socket to a server that sends and closes',
    act: (modem) =>
      sockets.tcp(modem, { host: HOST, port: 80, windowBytes: 400 }).pipe(mergeMap(whole), map(hex)),
  },
  { title: 'sockets.resolve', act: (modem) => over(sockets.resolve(modem, HOST)) },
];

const broker = { host: HOST, clientId: 'board' } as const;
/** Only what was given to be published is published. */
const otherwise: LawFlow['wrong'] = ({ published }) => {
  const others = published().filter((payload) => hex(payload) !== hex(BODY));
  return others.length === 0 ? undefined : `the broker got ${others.map(hex).join()}`;
};

/** Time and position. Of a reading, what does not change while a fault is waited for. */
export const PLACE_FLOWS: readonly LawFlow[] = [
  {
    title: 'clock.read',
    act: (modem) => clock.read(modem).pipe(map(({ isSet }) => String(isSet))),
  },
  {
    title: 'clock.sync',
    act: (modem) => clock.sync(modem, { from: { ntp: HOST } }).pipe(map(({ source }) => source)),
  },
  {
    title: 'gnss.fixes',
    isReckoned: true,
    act: (modem) =>
      gnss.fixes(modem).pipe(
        take(1),
        map(({ latitude, longitude }) => `${latitude} ${longitude}`),
      ),
  },
];

/** MQTT by the modem. */
export const MQTT_FLOWS: readonly LawFlow[] = [
  {
    title: 'modemMqtt.publish',
    act: (modem) => over(modemMqtt.publish(modem, broker, { topic: 'a', payload: BODY, qos: 1 })),
    wrong: otherwise,
  },
  {
    // A message whose head is lost on the line can't be known of; what comes is as it was published.
    title: 'modemMqtt.subscribe',
    act: (modem) =>
      modemMqtt.subscribe(modem, broker, TOPIC).pipe(
        take(1),
        map(({ payload }) => hex(payload)),
        takeUntil(timer(INBOX_MS)),
        defaultIfEmpty(hex(BODY)),
      ),
  },
];
