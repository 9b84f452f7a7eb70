import { fc } from '../helpers/seeded';
import { type Observable, switchMap, take } from 'rxjs';
import {
  a7600,
  calls,
  certificates,
  commands,
  files,
  ftp,
  clock,
  http,
  type HttpRequest,
  type Modem,
  modemMqtt,
  phonebook,
  type Profile,
  quectel,
  sim7600,
  sim800,
  sms,
  sockets,
  type TraceEntry,
  ussd,
} from '../../lib';
import type { CommandFactory } from '../../lib/grammar/command';
import type { Shape } from '../../lib/grammar/forms/shape';
import { valuesOf } from '../helpers/arbitrary';
import { refused } from '../helpers/refused';
import { PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { BODY, flowDesk, type FlowDesk, server } from './flowDesk';
import { everyNth, fullOr } from '../helpers/thin';

// Law 8: no argument can put CR, LF, Ctrl-Z, ESC, a quote or a NUL on the wire outside its codec.

const CONTROLS = [...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)), '\x7f'];
const UNSPELLABLE = [...CONTROLS, '\u0100', '’', '😀'];
const INJECTIONS = [...UNSPELLABLE, '"', '\r\nAT+CFUN=0\r', '";+CFUN=0;"', '\x1aAT+CFUN=0\r'];
/** Bytes above ASCII, C1 controls among them: AT carries them as they are. */
const HIGH = ['\x80', '\x85', '\x9b', '\x9f', '\xa0', '\xff'];

/** What codecs of a kind refuse besides what none can spell. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  '"text"': ['"'],
  'integer or "text"': ['"'],
  word: ['"', ',', ';'],
  path: ['"', ',', ';', '?', '*', '<', '>', '|'],
  'rest of the line': [],
};

type Factory = CommandFactory<Shape, Shape>;
const kindOf = (shows: string): string => shows.replace(/^\[(.*)\]$/, '$1');
const texts = Object.entries(commands)
  .filter((entry): entry is [string, Factory] => typeof entry[1] === 'function')
  .flatMap(([title, definition]) =>
    Object.entries(definition.takes)
      .filter(([, codec]) => kindOf(codec.shows) in FORBIDDEN)
      .map(([name, codec]) => ({ title, name, definition, kind: kindOf(codec.shows) })),
  );

describe('law 8: a command of the tables', () => {
  it('takes texts, in many places', () => expect(texts.length).toBeGreaterThan(40));

  it.each(texts)('$title refuses what could leave its $name, by that name', ({ name, definition, kind }) => {
    const [args] = fc.sample(valuesOf(definition.takes), { numRuns: 1, seed: 8 });
    for (const bad of [...UNSPELLABLE, ...(FORBIDDEN[kind] as readonly string[])]) {
      const make = () => definition({ ...args, [name]: `a${bad}b` });

      expect({ bad, ...refused(make) }).toMatchObject({ bad, kind: 'invalid-argument', name });
    }
    for (const high of HIGH) expect(definition({ ...args, [name]: `a${high}b` }).text).toContain(`a${high}b`);
  });
});

type Run = (modem: Modem, text: string) => Observable<unknown>;
interface Parameter {
  readonly name: string;
  readonly run: Run;
  readonly families?: readonly string[];
}
type Row = readonly [name: string, run: Run, families?: readonly string[]];
const table = (rows: readonly Row[]): readonly Parameter[] =>
  rows.map(([name, run, families]) => ({ name, run, ...(families && { families }) }));

const A76 = ['a7600', 'sim7600'];
const LTE = [...A76, 'quectel'];
const get =
  (request: (text: string) => Partial<HttpRequest>): Run =>
  (modem, text) =>
    http.get(modem, { url: PAGE, ...request(text) });
const size =
  (where: (text: string) => object): Run =>
  (modem, text) =>
    ftp.size(modem, { ...server, ...where(text) }, '/logs/a.bin');

/** What a user may give a flow, by the name that the user knows. */
const BROKER = { host: 'files.example.com', clientId: 'board' };

const parameters = table([
  ['url', (modem, text) => http.get(modem, `http://exa${text}mple.com/page`)],
  ['headers.X-Board', get((text) => ({ headers: { 'X-Board': text } }))],
  ['headers.User-Agent', get((text) => ({ headers: { 'User-Agent': text } }))],
  ['headers.Authorization', get((text) => ({ headers: { Authorization: `Bearer ${text}` } }))],
  ['headers.Accept', get((text) => ({ headers: { Accept: text } }))],
  [
    'headers.Content-Type',
    (modem, type) => http.post(modem, { url: PAGE, body: { length: 0, chunks: [] as never, type } }),
  ],
  ['headers', get((text) => ({ headers: { [`X${text}`]: '7' } }))],
  ['access.apn', get((apn) => ({ access: { apn } }))],
  ['access.user', get((user) => ({ access: { apn: 'internet', user } }))],
  ['access.password', get((password) => ({ access: { apn: 'internet', password } }))],
  ['proxy.host', get((host) => ({ proxy: { host, port: 80 } }))],
  ['tls.ca', get((authority) => ({ tls: { ca: authority } }))],
  ['tls.clientCertificate', get((clientCertificate) => ({ tls: { clientCertificate } }))],
  ['tls.clientKey', get((clientKey) => ({ tls: { clientKey } }))],
  ['fromFile', (modem, fromFile) => http.post(modem, { url: PAGE, fromFile }), A76],
  ['toFile', get((toFile) => ({ toFile })), A76],
  ['host', size((host) => ({ host: `h${host}` }))],
  ['user', size((user) => ({ user }))],
  ['password', size((password) => ({ password }))],
  ['access.apn', size((apn) => ({ access: { apn } }))],
  ['path', (modem, path) => ftp.get(modem, server, path)],
  ['path', (modem, path) => ftp.put(modem, server, path, BODY)],
  ['path', (modem, path) => ftp.append(modem, server, path, BODY)],
  ['path', (modem, path) => ftp.list(modem, server, path)],
  ['path', (modem, path) => ftp.listText(modem, server, path)],
  ['path', (modem, path) => ftp.size(modem, server, path)],
  ['path', (modem, path) => ftp.remove(modem, server, path)],
  ['path', (modem, path) => ftp.mkdir(modem, server, path)],
  ['path', (modem, path) => ftp.rmdir(modem, server, path)],
  ['path', (modem, path) => ftp.getToFile(modem, server, path, 'a.bin')],
  ['file', (modem, file) => ftp.getToFile(modem, server, '/logs/a.bin', file)],
  ['path', (modem, path) => ftp.putFromFile(modem, server, path, 'a.bin')],
  ['file', (modem, file) => ftp.putFromFile(modem, server, '/logs/a.bin', file)],
  ['path', (modem, path) => files.read(modem, path)],
  ['path', (modem, path) => files.size(modem, path)],
  ['path', (modem, path) => files.write(modem, path, BODY)],
  ['path', (modem, path) => files.remove(modem, path)],
  ['path', (modem, path) => files.list(modem, path)],
  ['name', (modem, name) => certificates.put(modem, `${name}.pem`, BODY), A76],
  ['name', (modem, name) => certificates.remove(modem, `${name}.pem`), A76],
  ['code', (modem, code) => ussd.ask(modem, `*${code}#`)],
  ['number', (modem, number) => calls.dial(modem, number)],
  ['keys', (modem, keys) => calls.sendTones(modem, keys)],
  ['number', (modem, number) => phonebook.write(modem, { number, name: 'Ada' })],
  ['storage', (modem, storage) => phonebook.list(modem, { storage })],
  ['from', (modem, ntp) => clock.sync(modem, { from: { ntp } })],
  ['topic', (modem, topic) => modemMqtt.publish(modem, BROKER, { topic, payload: 'b' }), LTE],
  ['filter', (modem, filter) => modemMqtt.subscribe(modem, BROKER, filter), LTE],
  ['clientId', (modem, clientId) => modemMqtt.subscribe(modem, { ...BROKER, clientId }, 'a'), LTE],
  ['password', (modem, password) => modemMqtt.subscribe(modem, { ...BROKER, password }, 'a'), LTE],
  ['to', (modem, to) => sms.send(modem, { to, text: 'a' })],
  ['serviceCentre', (modem, serviceCentre) => sms.send(modem, { to: '+1', text: 'a', serviceCentre })],
  ['place', (modem, place) => sms.read(modem, place)],
  ['place', (modem, place) => sms.remove(modem, [place])],
  ['host', (modem, host) => sockets.tcp(modem, { host: `h${host}`, port: 7 })],
  ['host', (modem, host) => sockets.udp(modem, { host: `h${host}`, port: 7 })],
  ['host', (modem, host) => sockets.resolve(modem, `h${host}`)],
  ['host', (modem, host) => sockets.ping(modem, `h${host}`)],
  ['access.apn', (modem, apn) => sockets.resolve(modem, 'h', { access: { apn } })],
  ['tls.ca', (modem, ca) => sockets.tcp(modem, { host: 'h', port: 7, tls: { ca } })],
  ['command', (modem, text) => modem.sendRaw(`AT+CSQ${text}AT`)],
]);

/** The same, too long for a line or for the modem. */
const tooLong = table([
  ['url', (modem) => http.get(modem, `${PAGE}?${'q'.repeat(4_000)}`)],
  ['headers.X-Long', (modem) => http.get(modem, { url: PAGE, headers: { 'X-Long': 'v'.repeat(3_000) } })],
  ['headers.User-Agent', get(() => ({ headers: { 'User-Agent': 'v'.repeat(4_000) } }))],
  ['path', (modem) => ftp.get(modem, server, `/${'p'.repeat(300)}`)],
  ['path', (modem) => ftp.list(modem, server, `/${'p'.repeat(300)}/a`)],
  ['file', (modem) => ftp.getToFile(modem, server, '/a', `d/${'f'.repeat(65)}`)],
  ['code', (modem) => ussd.ask(modem, '1'.repeat(183))],
  ['number', (modem) => calls.dial(modem, '1'.repeat(41))],
  ['name', (modem) => phonebook.write(modem, { number: '1', name: 'n'.repeat(41) })],
  ['path', (modem) => files.write(modem, 'f'.repeat(4_000), BODY)],
  ['host', (modem) => sockets.tcp(modem, { host: 'h'.repeat(254), port: 7 })],
]);

const BRING_UP = ['AT', 'ATE0', 'AT+CMEE=1'];

const told = (
  profile: Profile,
  act: (modem: Modem) => Observable<unknown>,
): { readonly desk: FlowDesk; readonly watched: Watched<unknown>; readonly said: readonly TraceEntry[] } => {
  const desk = flowDesk(profile);
  const said: TraceEntry[] = [];
  const trace = (entry: TraceEntry): void => void (entry.sign === '>' && said.push(entry));
  const watched = virtually(() => watch(desk.connected({ trace }).pipe(take(1), switchMap(act))));
  return { desk, watched, said };
};

const CLEAN = /^AT[ -~\x80-\xff]*$/;

describe.each([sim800, a7600, sim7600, quectel])('law 8: on a $title', (profile) => {
  const own = parameters.filter(({ families }) => families?.includes(profile.name) ?? true);
  const turns = own.map((parameter, turn) => ({ ...parameter, turn }));

  it.each(turns)('$name can not hold what could leave it, and nothing is written', ({ name, run, turn }) => {
    // A typed line may hold quotes, and a semicolon between two commands.
    const allowed: Readonly<Record<string, RegExp>> = {
      command: /^"/,
      // Hosts of other scripts are spelled in ASCII (RFC 5891).
      url: /^[^\0-\xff]/,
    };
    const bads = everyNth(5, INJECTIONS, turn).filter((bad) => !allowed[name]?.test(bad));
    for (const bad of bads) {
      const { desk, watched } = told(profile, (modem) => run(modem, `a${bad}b`));

      expect({ bad, ...watched.reason, heard: desk.heard }).toMatchObject({
        ...{ bad, kind: 'invalid-argument', name, heard: BRING_UP },
      });
    }
  });

  it('the path and query of a URL are percent-encoded', () => {
    for (const bad of INJECTIONS) {
      const { desk, watched } = told(profile, (modem) =>
        http.get(modem, { url: `http://example.com/a${bad}b?c=${bad}`, accepts: () => true }),
      );
      const [line = ''] = desk.heard.filter((text) => /"URL"|QHTTPURL/.test(text));

      expect({ bad, end: watched.end }).toEqual({ bad, end: 'completed' });
      // A Quectel takes it as counted data.
      expect(line).toMatch(
        /^AT\+(?:HTTPPARA="URL","http:\/\/example\.com\/a[!#-~]+b\?c=[!#-~]+"|QHTTPURL=\d+,80)$/,
      );
      expect(desk.heard.every((text) => CLEAN.test(text))).toBe(true);
    }
  });

  it.each(tooLong)('$name is named where it is too long, and nothing is written', ({ name, run }) => {
    const { desk, watched } = told(profile, (modem) => run(modem, ''));

    expect({ ...watched.reason, heard: desk.heard }).toMatchObject({
      ...{ kind: 'invalid-argument', name, heard: BRING_UP },
    });
  });

  it('a server’s file may have a name that none of the modem’s can have', () => {
    const { watched } = told(profile, (modem) => ftp.get(modem, server, ' a'));
    expect(watched.end).not.toBe('invalid-argument');
  });

  it('whatever is given, the modem hears one line for each command that was said', () => {
    const sign = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(..."abc/.:;,=?\\ +-AT019'") },
      fc.constantFrom(...INJECTIONS, ...HIGH),
    );
    const text = fc.string({ unit: sign, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...own), text, ({ name, run }, given) => {
        const { desk, watched, said } = told(profile, (modem) => run(modem, given));

        expect(desk.heard).toHaveLength(said.length);
        expect(desk.heard.every((line) => CLEAN.test(line))).toBe(true);
        if (watched.reason?.kind === 'invalid-argument') {
          expect(watched.reason.name).toBe(name);
          expect(desk.heard).toEqual(BRING_UP);
        }
      }),
      { numRuns: fullOr(150, 25) },
    );
  });
});
