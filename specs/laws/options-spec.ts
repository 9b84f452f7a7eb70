import { defer, EMPTY, isObservable, NEVER, of, type Observable } from 'rxjs';
import {
  a7600,
  createFetch,
  detectProfile,
  exponential,
  files,
  ftp,
  http,
  type HttpRequest,
  keptOpen,
  type Modem,
  ModemError,
  multiplex,
  openModem,
  pool,
  ready,
  recorded,
  replay,
  restart,
  sim800,
  type Transport,
  wakingUp,
  withModem,
} from '../../lib';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { httpCallOf } from '../../lib/flows/http/httpCallOf';
import { gateway } from '../../lib/mqtt/gateway/gateway';
import { remoteOptions } from '../../lib/mqtt/remote/remoteOptions';
import { httpRemoteRequest } from '../../lib/mqtt/remote/httpRemoteRequest';
import { serialPort } from '../../lib/transports/serialPort';
import { tcp } from '../../lib/transports/tcp';
import { webSerial } from '../../lib/transports/webSerial';
import { readWindows } from '../../operators/readWindows';
import { retryWith } from '../../operators/retryWith';
import { timeLimits } from '../../operators/timeLimits';
import { desk } from '../modem/desk';
import { virtually } from '../modem/virtually';

// Every option of every public function is checked once, by one means, and the error has the user's own name for it.

const COUNTS = [-1, 1.5, NaN, Infinity, '4096', null];
const SIZES = [0, ...COUNTS];
const TRIES = [0, -1, 1.5, NaN, '3', null];
const REPEATS = [-1, 1.5, NaN, '3', null];
const TIMES = [-5, NaN, Infinity, '500', null];
const LIMITS = [-5, NaN, '500', null];
const INTERVALS = [0, ...LIMITS];
const FLAGS = ['yes', 1, 0, null];
const CALLS = ['f', 1, {}, null];
const TEXTS = [1, null, {}];
const NAMES = ['', ' ', ...TEXTS];
const TABLES = [1, 'x', null];
const PORTS = [0, -1, 65_536, 1.5, NaN, '80', null];

type Wrong = Readonly<Record<string, readonly unknown[]>>;

const RETRY = {
  'retry.attempts': TRIES,
  'retry.delay': TIMES,
  'retry.when': CALLS,
  retry: TABLES,
} satisfies Wrong;
const TIMEOUT = {
  'timeout.firstMs': LIMITS,
  'timeout.eachMs': LIMITS,
  'timeout.totalMs': LIMITS,
  timeout: TABLES,
} satisfies Wrong;
const POLICIES: Wrong = { ...RETRY, ...TIMEOUT };
const HTTP: Wrong = {
  ...POLICIES,
  windowBytes: SIZES,
  workingEveryMs: INTERVALS,
  unreadMs: LIMITS,
  serverMs: TIMES,
  resultMs: TIMES,
  inputMs: TIMES,
  idempotent: FLAGS,
  resume: FLAGS,
  keep: FLAGS,
  redirect: ['error', 1, null],
  into: CALLS,
  accepts: CALLS,
  headers: [1, null, { 'X-A': 1 }, new Map([['X-A', 'b']]), new Headers({ 'X-A': 'b' })],
  'tls.verify': FLAGS,
  'tls.ca': TEXTS,
  'tls.context': COUNTS,
  'access.apn': TEXTS,
  'proxy.port': PORTS,
};
const FTP: Wrong = { ...POLICIES, resultMs: TIMES };
const TIMINGS: Wrong = {
  baudRate: SIZES,
  bringUpMs: LIMITS,
  resynchroniseMs: LIMITS,
  attentionEveryMs: LIMITS,
  quietMs: LIMITS,
  closeMs: LIMITS,
  bearerKeepMs: LIMITS,
  trace: CALLS,
  reconnect: [1, 'yes', null],
  'reconnect.attempts': REPEATS,
  'reconnect.delay': TIMES,
  'reconnect.when': CALLS,
};
const POOL: Wrong = {
  moves: REPEATS,
  waitMs: LIMITS,
  askEveryMs: INTERVALS,
  rejoinMs: LIMITS,
  when: CALLS,
  unfit: CALLS,
  compare: CALLS,
  restMs: CALLS,
};

/** An object with one odd value, however deep. */
const withOdd = (path: string, value: unknown): never =>
  path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, name) => ({ [name]: inner }), value) as never;

const errorOf = (act: () => unknown): unknown => {
  let failure: unknown = 'none';
  const failed = (error: unknown): unknown => (failure = error);
  virtually(() => {
    try {
      const result = act();
      if (isObservable(result)) result.subscribe({ error: failed }).unsubscribe();
    } catch (error) {
      failed(error);
    }
  });
  return failure instanceof ModemError ? failure.reason : failure;
};

/** A modem that must not hear anything but its bring-up. */
const on =
  (act: (modem: Modem) => unknown, profile = sim800) =>
  (): unknown => {
    const { connected, heard } = desk(profile, 'hello');
    let result: unknown = 'none';
    virtually(() => {
      connected().subscribe((modem) => {
        const before = heard.length;
        result = errorOf(() => act(modem));
        expect(heard).toHaveLength(before);
      });
    });
    throw result instanceof Object ? new ModemError(result as never) : new RangeError(String(result));
  };

const URL_ = 'http://example.com/page';
const SERVER = { host: 'ftp.example.com' };
const PORT = {} as never;
const WEB = simulatedWeb({});

/** Functions with options: what may be wrong in them, and how they are called. */
const functions: readonly (readonly [name: string, wrong: Wrong, call: (odd: never) => () => unknown])[] = [
  ['http.get', HTTP, (odd: object) => on((modem) => http.get(modem, { url: URL_, ...odd }))],
  [
    'http.post',
    HTTP,
    (odd: object) => on((modem) => http.post(modem, { url: URL_, body: 'x', ...odd }), a7600),
  ],
  ['http over a broker', HTTP, (odd: object) => () => httpRemoteRequest({ url: URL_, ...odd })],
  ['ftp.list', FTP, (odd: object) => on((modem) => ftp.list(modem, SERVER, '/', odd))],
  [
    'ftp.get',
    { ...FTP, windowBytes: SIZES, fromByte: COUNTS, resume: FLAGS, way: ['fast', 1, null], into: CALLS },
    (odd: object) => on((modem) => ftp.get(modem, SERVER, '/a', odd)),
  ],
  [
    'ftp.put',
    { ...FTP, resume: FLAGS, way: ['fast', 1, null] },
    (odd: object) => on((modem) => ftp.put(modem, SERVER, '/a', 'x', odd)),
  ],
  [
    'an FTP server',
    { host: NAMES, port: PORTS, user: TEXTS, password: TEXTS, mode: ['x', 1], type: ['x', 1], tls: ['x', 1] },
    (odd: object) => on((modem) => ftp.list(modem, { ...SERVER, ...odd }, '/')),
  ],
  [
    'files.read',
    { windowBytes: SIZES, into: CALLS },
    (odd: object) => on((modem) => files.read(modem, 'a', odd)),
  ],
  [
    'ready',
    {
      simWithinMs: LIMITS,
      registrationWithinMs: LIMITS,
      bearerWithinMs: LIMITS,
      restarts: REPEATS,
      pollMs: INTERVALS,
      fallbackPollMs: INTERVALS,
      totalMs: LIMITS,
      needsCalls: FLAGS,
      stages: ['sim', 1, null],
    },
    (odd: object) => on((modem) => ready(modem, odd)),
  ],
  ['restart', { withinMs: LIMITS }, (odd: object) => on((modem) => restart(modem, odd))],
  ['openModem', TIMINGS, (odd: object) => () => openModem(NEVER, sim800, odd)],
  ['pool', POOL, (odd: object) => () => pool([], odd).members],
  [
    'remote',
    {
      root: NAMES,
      client: NAMES,
      deadlineMs: LIMITS,
      creditBytes: SIZES,
      askAgainMs: INTERVALS,
      confirmMs: LIMITS,
    },
    (odd: object) => () => remoteOptions(odd),
  ],
  [
    'gateway',
    {
      'limits.jobBytes': SIZES,
      'limits.bodyBytes': COUNTS,
      'limits.chunkBytes': SIZES,
      'limits.deadlineMs': LIMITS,
      'limits.recordSeconds': COUNTS,
      'pool.waitMs': LIMITS,
      sessionSeconds: COUNTS,
      broker: NAMES,
    },
    (odd: object) => () =>
      gateway({ name: 'n', broker: 'mqtt://localhost', modems: { one: { modem: NEVER } }, ...odd }),
  ],
  [
    'serialPort',
    { baudRate: SIZES, rtscts: FLAGS, dtr: FLAGS },
    (odd: object) => () => serialPort('/dev/none', odd),
  ],
  [
    'tcp',
    { host: NAMES, port: PORTS },
    (odd: object) => () => tcp({ host: 'localhost', port: 7000, ...odd }),
  ],
  [
    'webSerial',
    { baudRate: SIZES, flowControl: ['software', 1, null], dtr: FLAGS, onDamage: CALLS },
    (odd: object) => () => webSerial(PORT, odd),
  ],
  [
    'emulator',
    {
      baud: COUNTS,
      latencyMs: TIMES,
      bootMs: TIMES,
      bootOnOpen: FLAGS,
      restartOk: ['soon', 1, null],
      ftpWindowBytes: SIZES,
      ftpMaxLengths: [[0], [1.5], 5, null],
      registration: COUNTS,
      rssi: COUNTS,
      sim: TEXTS,
      faults: [5, null],
    },
    (odd: object) => () => emulator({ family: 'sim800', origin: WEB, ...odd }),
  ],
  [
    'replay',
    { speed: [0, -1, NaN, '1', null], name: TEXTS },
    (odd: object) => () => replay('> AT\n< OK', odd),
  ],
  [
    'exponential',
    { fromMs: LIMITS, upToMs: LIMITS },
    (odd: object) => () => exponential({ fromMs: 1, upToMs: 2, ...odd }),
  ],
  [
    'retryWith',
    { attempts: REPEATS, delay: TIMES, when: CALLS },
    (odd: object) => () => EMPTY.pipe(retryWith({ attempts: 1, delay: 0, ...odd })),
  ],
  [
    'timeLimits',
    { firstMs: LIMITS, eachMs: LIMITS, totalMs: LIMITS },
    (odd: object) => () => EMPTY.pipe(timeLimits(odd)),
  ],
  [
    'readWindows',
    { totalBytes: COUNTS, windowBytes: SIZES, fromByte: COUNTS, into: CALLS },
    (odd: object) => () => readWindows(() => of([]), { totalBytes: 1, windowBytes: 1, ...odd }),
  ],
] as readonly (readonly [string, Wrong, (odd: never) => () => unknown])[];

const rows = functions.flatMap(([name, wrong, call]) =>
  Object.entries(wrong).flatMap(([option, values]) =>
    values.map((value) => [name, option, value, call] as const),
  ),
);

describe(`options: ${rows.length} wrong ones of ${functions.length} functions`, () => {
  it.each(rows)('%s refuses %s: %p, by that name', (_, option, value, call) => {
    expect(errorOf(call(withOdd(option, value)))).toMatchObject({ kind: 'invalid-argument', name: option });
  });

  it.each(functions)('%s takes options that are undefined for those that are missing', (_, wrong, call) => {
    const none = Object.fromEntries(
      Object.keys(wrong)
        .filter((name) => !name.includes('.') && name !== 'host' && name !== 'port' && name !== 'broker')
        .map((name) => [name, undefined]),
    );
    const reason = errorOf(call(none as never));

    expect({ reason }).not.toMatchObject({ reason: { kind: 'invalid-argument' } });
  });

  it.each([
    ['path', () => serialPort('')],
    ['path', () => serialPort(' ')],
    ['path', () => serialPort(undefined as never)],
    ['path', on((modem) => files.read(modem, 5 as never))],
    ['path', on((modem) => files.size(modem, undefined as never))],
    ['path', on((modem) => ftp.list(modem, SERVER, 5 as never))],
    ['bytes', on((modem) => files.write(modem, 'a', 'text' as never))],
    ['text', () => replay(5 as never)],
    ['write', () => recorded(NEVER, undefined as never)],
    ['family', () => emulator({ family: 'sim900', origin: WEB })],
    ['options', () => openModem(NEVER, sim800, 5 as never)],
    ['profile', () => openModem(NEVER, 'sim800' as never)],
    ['profile', () => openModem(NEVER, undefined as never)],
    ['options', () => pool([], null as never)],
  ])('an argument that is none is refused as %s', (name, act) => {
    expect(errorOf(act)).toMatchObject({ kind: 'invalid-argument', name });
  });

  it.each<readonly [name: string, act: (transport: Transport) => unknown]>([
    ['openModem', (transport) => openModem(transport, sim800)],
    ['withModem', (transport) => withModem(transport, sim800, () => NEVER)],
    ['detectProfile', (transport) => detectProfile(transport)],
    ['keptOpen', (transport) => keptOpen(transport)],
    ['wakingUp', (transport) => wakingUp(transport)],
    ['multiplex', (transport) => multiplex(transport)],
    ['recorded', (transport) => recorded(transport, () => undefined)],
  ])('%s says what to give where it is given no transport', (_, act) => {
    const given = [emulator({ family: 'sim800', origin: WEB }), '/dev/ttyUSB0', undefined, {}] as never[];
    const problems = given.map((one) => errorOf(() => act(one)));

    expect(problems).toEqual([
      { kind: 'invalid-argument', name: 'transport', problem: expect.stringContaining('its .transport') },
      ...Array.from({ length: 3 }, () => ({
        kind: 'invalid-argument',
        name: 'transport',
        problem: expect.stringContaining('serialPort(…)'),
      })),
    ]);
  });

  it('never show a text: it may be a secret', () => {
    const reason = errorOf(
      on((modem): Observable<unknown> => http.get(modem, { url: URL_, windowBytes: 'hunter2' as never })),
    );

    expect(JSON.stringify(reason)).not.toContain('hunter2');
  });

  it('of createFetch are refused when it is used', async () => {
    const request = (given: HttpRequest): Observable<never> =>
      defer(() => {
        httpCallOf(sim800, given);
        return NEVER;
      });
    const failure = createFetch(
      { http: { request } },
      { windowBytes: 0 },
    )(URL_).catch((error: unknown) => error);

    expect(await failure).toMatchObject({
      name: 'TypeError',
      cause: { reason: { kind: 'invalid-argument', name: 'windowBytes' } },
    });
  });
});
