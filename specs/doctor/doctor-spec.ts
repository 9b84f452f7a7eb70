import { asyncScheduler, take, takeUntil, timer, toArray } from 'rxjs';
import {
  doctor,
  type Check,
  type DoctorEvent,
  type DoctorOptions,
  type DoctorTarget,
  scanPorts,
  setBaud,
  findBaud,
} from '../../lib';
import { type Emulator, faults, impostors, simulatedFtp, simulatedWeb } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { modem, TABLE } from './sick';

const examined = (target: DoctorTarget, options: DoctorOptions = {}): Watched<DoctorEvent> =>
  virtually(() => watch(doctor(target, options)));

const checksOf = ({ values }: Watched<DoctorEvent>): readonly Check[] =>
  values.filter((event): event is Check => event.kind === 'check');

const attention = (seen: Watched<DoctorEvent>): readonly Check[] => checksOf(seen).filter(({ ok }) => !ok);

/** What `AT&V` would print, and what lies beside it. */
const settingsOf = ({ state }: Emulator): unknown => {
  const { echo, verbose, quiet, errorReports, settings, contexts, functionality, sim } = state.modem;
  return {
    ...{ echo, verbose, quiet, errorReports, functionality, sim },
    settings: new Map([...settings].filter(([, value]) => value !== '0')),
    contexts: structuredClone([...contexts]),
    access: [...(state.modem.bearers.get(1)?.parameters ?? [])].filter(
      ([tag, value]) => tag !== 'CONTYPE' && value !== '',
    ),
    isOpen: { bearer: state.bearerOpen, http: state.httpOpen },
  };
};

describe('the doctor', () => {
  it.each(TABLE)('names $name, says what to do, within 30 s', ({ target, options, finds }) => {
    const seen = examined(target(), options);

    expect(seen).toMatchObject({ end: 'completed' });
    expect(seen.endedAt).toBeLessThan(30_000);
    expect(attention(seen).map(({ name }) => name)).toEqual(Object.keys(finds));
    for (const { name, seen: what, advice } of attention(seen)) {
      const [words, step] = finds[name] ?? [];
      expect(what).toMatch(words ?? '');
      expect(advice).toMatch(step ?? '');
    }
  });

  it.each(['sim800', 'a7600', 'sim7600', 'quectel'])('finds a healthy %s well within 10 s', (family) => {
    const on = modem({ family });
    const seen = examined(on.at);

    expect(attention(seen)).toEqual([]);
    expect(seen).toMatchObject({ end: 'completed' });
    expect(seen.endedAt).toBeLessThan(10_000);
    expect(seen.values).toContainEqual(
      expect.objectContaining({ kind: 'modem', baud: 115_200, profile: family }),
    );
    expect(checksOf(seen).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'line',
        'rate',
        'family',
        'sim',
        'signal',
        'packet',
        'bearer',
        'supply',
        'clock',
        'http',
        'tls',
        'ftp',
        'messages',
      ]),
    );
    expect(
      checksOf(seen).every(({ ok, seen: what, advice }) => what !== '' && (advice === null) === ok),
    ).toBe(true);
  });

  const left = [
    ['a healthy one', {}, {}],
    ['an access point', { family: 'a7600' }, { apn: 'internet' }],
    ['an access point of a bearer', {}, { apn: 'internet' }],
    ['a bearer that is open', { bearerOpen: true }, {}],
    ['an HTTP session that is open', { httpOpen: true, bearerOpen: true }, {}],
    ['CMEE 2', { faults: [faults.cmeVerbosity({ level: 2 })] }, {}],
    ['no echo', { faults: [faults.noEcho()] }, {}],
    ['no result codes', { quiet: true }, {}],
    ['no result codes, no echo', { quiet: true, portBaud: 9_600, faults: [faults.noEcho()] }, {}],
    ['numbers', { verbose: false }, {}],
    ['another rate', { portBaud: 9_600 }, {}],
    ['a PIN', { sim: 'SIM PIN' }, {}],
    ['a denial', { registration: 3 }, {}],
    ['data mode', { leftIn: 'data' }, {}],
  ] as const;

  it.each(left)('leaves the settings as they were: %s', (_, settings, options) => {
    const on = modem(settings);
    const before = settingsOf(on);
    const heard: string[] = [];
    on.heard.subscribe((line) => heard.push(line));

    expect(examined(on.at, options)).toMatchObject({ end: 'completed' });
    expect(settingsOf(on)).toEqual(before);
    expect(heard.filter((line) => /^AT(?:\+CPIN=|&W|.*\+CFUN=|.*\+IPR=)/.test(line))).toEqual([]);
    if (settings && 'leftIn' in settings) expect(heard.at(-1)).toBe('ATO');
  });

  it('leaves the settings as they were where its reader leaves in the middle', () => {
    for (let count = 1; count <= 18; count += 1) {
      const on = modem();
      const before = settingsOf(on);
      virtually(() => watch(doctor(on.at).pipe(take(count))));

      expect(settingsOf(on)).toEqual(before);
    }
  });

  it('sets right what does no harm where it is told to, and stores it', () => {
    const on = modem({ portBaud: 9_600, quiet: true });
    const seen = examined(on.at, { fix: true });

    expect(
      checksOf(seen)
        .filter(({ name }) => name === 'rate')
        .at(-1),
    ).toMatchObject({ ok: true });
    on.restart();
    const again = virtually(() => watch(doctor(on.at)));
    expect(
      checksOf(seen)
        .filter(({ name }) => name === 'line')
        .at(-1),
    ).toMatchObject({ ok: true });
    expect(attention(again)).toEqual([]);
    expect(settingsOf(on)).toMatchObject({ quiet: false, echo: true });
  });

  it('leaves the multiplexer where it is told to, and examines the modem', () => {
    const on = modem({ muxOpen: true });
    const seen = examined(on.at, { fix: true });

    expect(checksOf(seen).at(-1)).toMatchObject({ name: 'messages', ok: true });
    expect(on.channels()).toBeUndefined();
  });

  it('fetches a page where it may', () => {
    const seen = examined(modem().at, { online: 'http://example.com/' });
    expect(checksOf(seen).at(-1)).toMatchObject({
      name: 'online',
      ok: true,
      seen: expect.stringContaining('200 with 5 bytes') as string,
    });
    const bad = examined(modem().at, { online: 'http://nowhere.example/' });
    expect(attention(bad)).toMatchObject([{ name: 'online', advice: expect.stringMatching(/./) as string }]);
  });

  it('fetches a page by TLS and asks an FTP server where it may, and shows no password', () => {
    const site = { user: 'me', password: 'pass-word', files: { '/a.txt': 'hello' } };
    const on = (): Emulator =>
      modem({
        origin: simulatedWeb({ 'https://example.com/': 'secret hello' }),
        ftp: simulatedFtp({ 'files.example.com': site }),
      });
    const server = { host: 'files.example.com', user: 'me', password: 'pass-word' };
    const online = ['https://example.com/', { server, path: '/a.txt' }, { server, path: '/' }];
    const seen = checksOf(examined(on().at, { online })).slice(-3);
    expect(seen).toMatchObject([
      { name: 'online-tls', ok: true, seen: 'https://example.com/ answered 200 with 12 bytes' },
      { name: 'online-ftp', ok: true, seen: 'ftp://files.example.com/a.txt has 5 bytes' },
      { name: 'online-ftp-2', ok: true, seen: 'ftp://files.example.com/ listed 1 entries' },
    ]);
    const wrong = { ...server, password: 'other-word' };
    const bad = attention(examined(on().at, { online: [{ server: wrong, path: '/a.txt' }] }));
    expect(bad).toMatchObject([
      { name: 'online-ftp', advice: expect.stringMatching(/check the password/) as string },
    ]);
    expect(JSON.stringify(bad)).not.toContain('other-word');
  });

  it('takes a port that answers at any rate where that is wanted, and a transport as it is', () => {
    expect(attention(examined(modem({ portBaud: 9_600 }).at, { anyBaudRate: true }))).toEqual([]);
    expect(attention(examined(modem({ portBaud: 9_600 }).at, { baudRate: 9_600 }))).toEqual([]);
    expect(attention(examined(modem().transport))).toEqual([]);
    expect(attention(examined(modem({ portBaud: 0, faults: [faults.deaf()] }).at))).toEqual([]);
  });

  it('names a modem of no family, and takes the profile that it is given', () => {
    const strange = modem({
      answers: [],
      faults: [faults.missingCommands({ names: ['+CGMM'] })],
    });
    expect(attention(examined(strange.at))).toMatchObject([{ name: 'family' }]);
  });

  it('proposes an entry for the table of firmware from what it saw', () => {
    const seen = examined(
      modem({
        family: 'a7600',
        faults: [
          faults.tightColon(),
          faults.missingCommands({ names: ['+CSSLCFG'] }),
          faults.slowFinals({ ms: 1_500, during: 'AT+CFUN?' }),
        ],
      }).at,
    );
    expect(seen.values.filter(({ kind }) => kind === 'habit')).toEqual([
      {
        kind: 'habit',
        firmware: 'A35B01A7600E',
        does: [
          expect.stringMatching(/no space behind the colon: \+\w+:\S/),
          expect.stringMatching(/needs 150\d ms to answer AT\+CFUN\?/),
          expect.stringMatching(/no TLS/),
        ],
      },
    ]);
  });

  it('shows the conversation without secrets', () => {
    const lines: string[] = [];
    examined(modem().at, {
      password: 'hunter2',
      user: 'me',
      apn: 'internet',
      trace: ({ text }) => lines.push(text),
    });
    expect(lines.join('\n')).toContain('AT+CGMR');
    expect(lines.join('\n')).not.toMatch(/hunter2|"me"/);
  });
});

describe('ports', () => {
  it('are looked at one by one: the one of two on which AT is answered', () => {
    const on = modem();
    const found = virtually(() =>
      watch(
        scanPorts([
          { path: 'nmea', open: () => impostors.nmea() },
          { path: 'at', open: on.at },
        ]).pipe(toArray()),
      ),
    );
    expect(found.values).toMatchObject([
      [
        { path: 'nmea', isModem: false, baud: null },
        { path: 'at', isModem: true, baud: 115_200 },
      ],
    ]);
  });

  it.each([4_800, 9_600, 19_200, 57_600, 230_400, 921_600])('have a rate that is found: %d', (portBaud) => {
    const on = modem({ portBaud });
    expect(virtually(() => watch(findBaud(on.at)))).toMatchObject({ values: [portBaud], end: 'completed' });
  });

  it('fail where no modem answers at any rate', () => {
    expect(virtually(() => watch(findBaud(() => impostors.loopback())))).toMatchObject({ end: 'port' });
  });
});

describe('setting the rate', () => {
  const set = (on: Emulator, open = on.at) =>
    virtually(() => watch(setBaud(open, { from: 9_600, to: 460_800 }), () => asyncScheduler.now()));

  it('proves the new rate and stores it: it survives a restart', () => {
    const on = modem({ portBaud: 9_600 });
    expect(set(on)).toMatchObject({
      values: [{ kind: 'baud', baudRate: 460_800, isStored: true }],
      end: 'completed',
    });
    on.restart();
    expect(virtually(() => watch(findBaud(on.at)))).toMatchObject({ values: [460_800] });
  });

  it('fails where the modem refuses it, and leaves the old one', () => {
    const on = modem({ portBaud: 9_600, faults: [faults.missingCommands({ names: ['+IPR'] })] });
    expect(set(on)).toMatchObject({ end: 'refused' });
    expect(virtually(() => watch(findBaud(on.at)))).toMatchObject({ values: [9_600] });
  });

  it.each([0, 10, 300, 615, 621])(
    'is undone where its reader leaves before the proof: after %d ms',
    (afterMs) => {
      const on = modem({ portBaud: 9_600 });
      const changes = setBaud(on.at, { from: 9_600, to: 460_800 });
      virtually(() => watch(changes.pipe(takeUntil(timer(20 + afterMs)))));
      expect(virtually(() => watch(findBaud(on.at, 9_600)))).toMatchObject({ values: [9_600] });
      on.restart();
      expect(virtually(() => watch(findBaud(on.at, 9_600)))).toMatchObject({ values: [9_600] });
    },
  );

  it('goes back where nothing answers at the new rate', () => {
    const on = modem({ portBaud: 9_600 });
    // An adapter that does not have the rate: the modem is heard as noise.
    const seen = set(on, (baudRate) => on.at(baudRate === 460_800 ? 450_000 * 2 : baudRate));
    expect(seen).toMatchObject({ end: 'port' });
    expect(String(seen.reason && 'problem' in seen.reason ? seen.reason.problem : '')).toMatch(
      /does not answer at that rate/,
    );
  });
});
