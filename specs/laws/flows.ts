import {
  concat,
  EMPTY,
  merge,
  mergeMap,
  type Observable,
  of,
  take,
  takeUntil,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import {
  calls,
  certificates,
  clock,
  commands,
  files,
  ftp,
  gnss,
  http,
  json,
  modemMqtt,
  ModemError,
  phonebook,
  type Profile,
  sms,
  sockets,
  ussd,
  type Modem,
} from '../../lib';
import { echoed, HOST as HOST_OF_SOCKETS, PORTS, received, whole } from '../contract/socketsDesk';
import { PAGE } from '../modem/desk';
import {
  BODY,
  CALLEE,
  CERTIFICATE,
  CODE,
  MENU,
  DOWNLOAD,
  ECHO_PAGE,
  HOST,
  KEPT,
  NEW,
  PARTY,
  PASSWORD,
  SECURE_PAGE,
  server,
  VISITED,
  WRITTEN,
} from './flowDesk';

/** A flow that the laws are checked on, on a `flowDesk`. It completes where nothing is wrong. */
export interface FlowCase {
  readonly title: string;
  /** The families that have it; all where missing. */
  readonly families?: readonly string[];
  readonly run: (modem: Modem) => Observable<unknown>;
}

const A76 = ['a7600', 'sim7600'] as const;
/** Those that send a body by PUT, and files of the modem by HTTP, and have MQTT. */
const LTE = [...A76, 'quectel'] as const;
const SIM800 = ['sim800'] as const;
const windowBytes = 60;
/** An inbox that finds nothing goes on looking: this is long enough to look again. */
const INBOX_MS = 900_000;
const access = { apn: 'internet', user: 'me', password: 'pw-1' };

const httpFlows: readonly FlowCase[] = [
  { title: 'http.get', run: (modem) => http.get(modem, { url: PAGE, windowBytes }) },
  {
    title: 'http.get with an access point',
    run: (modem) => http.get(modem, { url: PAGE, windowBytes, access }),
  },
  { title: 'http.get over HTTPS', run: (modem) => http.get(modem, { url: SECURE_PAGE, windowBytes }) },
  { title: 'http.head', families: ['sim800', ...A76], run: (modem) => http.head(modem, PAGE) },
  {
    title: 'http.post',
    run: (modem) =>
      http.post(modem, {
        url: ECHO_PAGE,
        body: NEW,
        windowBytes,
        headers: { 'X-Board': '7', Accept: '*/*' },
      }),
  },
  {
    title: 'http.put',
    families: LTE,
    run: (modem) => http.put(modem, { url: ECHO_PAGE, body: json({ board: 7 }) }),
  },
  { title: 'http.delete', families: A76, run: (modem) => http.delete(modem, PAGE) },
  {
    title: 'http.post from a file',
    families: LTE,
    run: (modem) => http.post(modem, { url: ECHO_PAGE, fromFile: KEPT }),
  },
  {
    title: 'http.get to a file',
    families: LTE,
    run: (modem) => http.get(modem, { url: PAGE, toFile: WRITTEN }),
  },
];

const ftpFlows: readonly FlowCase[] = [
  ...(['windows', 'bulk'] as const).flatMap((way): readonly FlowCase[] => [
    {
      title: `ftp.get, ${way}`,
      run: (modem) => ftp.get(modem, server, DOWNLOAD, { windowBytes, way }),
    },
    { title: `ftp.put, ${way}`, run: (modem) => ftp.put(modem, server, '/logs/new.bin', NEW, { way }) },
  ]),
  { title: 'ftp.append', run: (modem) => ftp.append(modem, server, '/logs/old.bin', NEW) },
  { title: 'ftp.list', run: (modem) => ftp.list(modem, server, '/logs') },
  { title: 'ftp.size', run: (modem) => ftp.size(modem, server, DOWNLOAD) },
  { title: 'ftp.remove', run: (modem) => ftp.remove(modem, server, '/logs/old.bin') },
  { title: 'ftp.mkdir', run: (modem) => ftp.mkdir(modem, server, '/made') },
  { title: 'ftp.rmdir', run: (modem) => ftp.rmdir(modem, server, '/empty') },
  { title: 'ftp.getToFile', run: (modem) => ftp.getToFile(modem, server, DOWNLOAD, WRITTEN) },
  { title: 'ftp.putFromFile', run: (modem) => ftp.putFromFile(modem, server, '/logs/new.bin', KEPT) },
];

const fileFlows: readonly FlowCase[] = [
  { title: 'files.read', run: (modem) => files.read(modem, KEPT, { windowBytes }) },
  { title: 'files.write', run: (modem) => files.write(modem, WRITTEN, NEW) },
  { title: 'files.list', run: (modem) => files.list(modem) },
  { title: 'files.free', run: (modem) => files.free(modem) },
  {
    title: 'files.write and files.remove',
    run: (modem) => concat(files.write(modem, WRITTEN, NEW), files.remove(modem, WRITTEN)),
  },
  { title: 'certificates.put', families: LTE, run: (modem) => certificates.put(modem, CERTIFICATE, BODY) },
  { title: 'certificates.list', families: LTE, run: (modem) => certificates.list(modem) },
];

/** Messages of every kind. Sending tries again by itself. */
export const messageFlows: readonly FlowCase[] = [
  { title: 'sms.send', run: (modem) => sms.send(modem, { to: PARTY, text: 'hello' }) },
  { title: 'sms.send of two parts', run: (modem) => sms.send(modem, { to: PARTY, text: 'a'.repeat(200) }) },
  { title: 'sms.list', run: (modem) => sms.list(modem) },
  { title: 'sms.read', run: (modem) => sms.read(modem, 'SM:1') },
  { title: 'sms.remove', run: (modem) => sms.remove(modem, 'all') },
  {
    title: 'sms.inbox',
    run: (modem) =>
      sms.inbox(modem).pipe(
        tap((event) => {
          if (event.kind === 'trouble') throw new ModemError(event.reason);
        }),
        takeWhile(({ kind }) => kind !== 'message', true),
        takeUntil(timer(INBOX_MS)),
      ),
  },
];

const commandFlows: readonly FlowCase[] = [
  { title: 'modem.send', run: (modem) => modem.send(commands.signal()) },
  { title: 'modem.sendRaw', run: (modem) => modem.sendRaw('AT+CSQ') },
  {
    title: 'modem.send of a command with a prompt that is a mark',
    families: A76,
    run: (modem) =>
      modem.send(commands.certificateDown({ file: 'ca.pem', size: BODY.length }), ({ give }) => give(BODY)),
  },
  {
    title: 'modem.send of a command whose answer asks for data',
    families: SIM800,
    run: (modem) =>
      concat(
        modem.send(commands.ftpExtPut({ on: true })),
        modem.send(commands.ftpExtPutWrite({ position: 0, size: NEW.length, waitMs: 9_000 }), ({ give }) =>
          give(NEW),
        ),
        modem.send(commands.ftpExtPut({ on: false })),
      ),
  },
];

/** USSD, calls and phonebooks: each is tried once. */
export const callFlows: readonly FlowCase[] = [
  { title: 'ussd.ask', run: (modem) => ussd.ask(modem, CODE) },
  { title: 'ussd.dialogue', run: (modem) => ussd.dialogue(modem, MENU, () => of('1')) },
  { title: 'calls.dial', run: (modem) => calls.dial(modem, CALLEE) },
  {
    title: 'calls.sendTones in a call',
    run: (modem) =>
      calls
        .dial(modem, CALLEE)
        .pipe(mergeMap((event) => (event.kind === 'connected' ? calls.sendTones(modem, '1#') : EMPTY))),
  },
  { title: 'phonebook.list', run: (modem) => phonebook.list(modem, { storage: 'ME' }) },
  { title: 'phonebook.find', run: (modem) => phonebook.find(modem, 'A') },
  {
    title: 'phonebook.write',
    run: (modem) => phonebook.write(modem, { index: 60, number: CALLEE, name: 'Zoë' }),
  },
  { title: 'phonebook.remove', run: (modem) => phonebook.remove(modem, 60) },
  {
    title: 'phonebook.write and phonebook.remove',
    run: (modem) =>
      concat(phonebook.write(modem, { index: 9, number: CALLEE, name: 'Zoë' }), phonebook.remove(modem, 9)),
  },
];

/** Clock, position, and the modem’s own MQTT client. */
export const serviceFlows: readonly FlowCase[] = [
  { title: 'clock.read', run: (modem) => clock.read(modem) },
  {
    title: 'clock.sync from a time server',
    run: (modem) => clock.sync(modem, { from: { ntp: HOST } }),
  },
  { title: 'gnss.fixes', run: (modem) => gnss.fixes(modem).pipe(take(1)) },
  {
    title: 'modemMqtt.publish',
    families: LTE,
    run: (modem) =>
      modemMqtt.publish(
        modem,
        { host: HOST, clientId: 'board', user: 'me', password: PASSWORD },
        { topic: 'a', payload: NEW, qos: 1 },
      ),
  },
  {
    title: 'modemMqtt.subscribe',
    families: LTE,
    run: (modem) => modemMqtt.subscribe(modem, { host: HOST, clientId: 'board' }, 'kept').pipe(take(1)),
  },
];

/** Sockets, with TLS of the modem, and what rides on their stack. */
export const socketFlows: readonly FlowCase[] = [
  { title: 'sockets.tcp to a server that echoes', run: (modem) => echoed(modem, NEW, { pieceBytes: 60 }) },
  {
    title: 'sockets.tcp to a server that sends and closes',
    run: (modem) =>
      sockets.tcp(modem, { host: HOST_OF_SOCKETS, port: PORTS.brings, windowBytes }).pipe(mergeMap(whole)),
  },
  {
    title: 'sockets.tcp over TLS of the modem',
    run: (modem) => echoed(modem, NEW, { port: PORTS.secure, tls: { verify: false } }),
  },
  {
    title: 'sockets.udp',
    run: (modem) =>
      sockets.udp(modem, { host: HOST_OF_SOCKETS, port: PORTS.echo }).pipe(
        mergeMap((socket) => concat(socket.write(NEW), received(socket, NEW.length))),
        take(1),
      ),
  },
  {
    title: 'sockets.listen',
    run: (modem) =>
      sockets.listen(modem, { port: VISITED }).pipe(
        mergeMap((client) => client),
        mergeMap((socket) => merge(socket.write(NEW), received(socket, BODY.length))),
        take(1),
      ),
  },
  {
    title: 'sockets.ping',
    run: (modem) => sockets.ping(modem, HOST_OF_SOCKETS, { count: 2, eachMs: 1_000 }),
  },
  { title: 'sockets.resolve', run: (modem) => sockets.resolve(modem, HOST_OF_SOCKETS) },
];

/** Every flow that a user can subscribe to. */
export const flows: readonly FlowCase[] = [
  ...httpFlows,
  ...ftpFlows,
  ...fileFlows,
  ...callFlows,
  ...messageFlows,
  ...socketFlows,
  ...serviceFlows,
  ...commandFlows,
];

/** Those that a family has. */
export const flowsOf = ({ name }: Profile): readonly FlowCase[] =>
  flows.filter(({ families }) => families?.includes(name) ?? true);
