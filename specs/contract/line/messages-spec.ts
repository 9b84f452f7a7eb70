import type { Observable } from 'rxjs';
import {
  a7600,
  certificates,
  clock,
  commands,
  files,
  ftp,
  gnss,
  http,
  identify,
  modemMqtt,
  type Modem,
  type Profile,
  quectel,
  ready,
  sim7600,
  sim800,
  sockets,
} from '../../../lib';
import { line, OK } from '../../modem/scripted';
import { played } from './played';

const URL = 'http://example.com/a';
const ALL: readonly Profile[] = [sim800, a7600, sim7600];
const ERRORS = ['ERROR', '+CME ERROR: 3', '+CME ERROR: operation not allowed'];

describe('a service that can neither be started nor ended', () => {
  it.each(ALL)('is said to be stuck: HTTP on a $title', (profile) => {
    for (const no of ERRORS) {
      const got = played(
        profile,
        (text) => (/HTTP(?:INIT|TERM)/.test(text) ? line(no) : undefined),
        (modem) => http.get(modem, URL),
      );

      expect(got.message).toMatch(/the HTTP service can neither be started nor ended; restart the module$/);
      expect(got.end).toBe('refused');
    }
  });

  it('is not said to be stuck where it could be ended', () => {
    const got = played(
      sim800,
      (text) => (text === 'AT+HTTPINIT' ? line('ERROR') : undefined),
      (modem) => http.get(modem, URL),
    );

    expect(got.message).toMatch(/^AT\+HTTPINIT was refused \(ERROR\); check/);
  });

  it('is said to be stuck: FTP on an A7600', () => {
    const got = played(
      a7600,
      (text) => (/CFTPS(?:START|STOP|LOGOUT)/.test(text) ? line('ERROR') : undefined),
      (modem) => ftp.size(modem, { host: 'h' }, '/a'),
    );

    expect(got.message).toMatch(/the FTP service can neither be started nor ended; restart the module$/);
  });
});

const tcp = (modem: Modem, more: object = {}): Observable<unknown> =>
  sockets.tcp(modem, { host: 'h', port: 80, ...more });
const published = (modem: Modem): Observable<unknown> =>
  modemMqtt.publish(modem, { host: 'h', clientId: 'c' }, { topic: 't', payload: 'p' });
const SERVER = { host: 'h' };
/** What begins a session on a SIM800. */
const FTP_ON_SIM800: readonly (readonly [(modem: Modem) => Observable<unknown>, RegExp])[] = [
  [(modem) => ftp.get(modem, SERVER, '/a', { way: 'windows' }), /FTPGET=1/],
  [(modem) => ftp.put(modem, SERVER, '/a', 'b', { way: 'windows' }), /FTPPUT=1/],
  [(modem) => ftp.list(modem, SERVER, '/a'), /FTPLIST=1/],
  [(modem) => ftp.remove(modem, SERVER, '/a'), /FTPDELE/],
  [(modem) => ftp.mkdir(modem, SERVER, '/a'), /FTPMKD/],
];
/** Services with what starts them and what ends them. */
const SERVICES: readonly (readonly [
  service: string,
  profile: Profile,
  start: RegExp,
  end: RegExp,
  act: (modem: Modem) => Observable<unknown>,
])[] = [
  ...[a7600, sim7600].flatMap((profile) => [
    ['socket', profile, /NETOPEN$/, /NETCLOSE/, tcp] as const,
    [
      'TLS socket',
      profile,
      /CCHSTART/,
      /CCH(STOP|RECV\?)/,
      (modem: Modem) => tcp(modem, { tls: { verify: false } }),
    ] as const,
    ['MQTT', profile, /CMQTTSTART/, /CMQTTSTOP/, published] as const,
  ]),
  ['socket', sim800, /CIICR/, /CIPSHUT/, tcp],
  ...([a7600, sim7600] as const).map(
    (profile) =>
      [
        'FTP',
        profile,
        /CFTPSSTART/,
        /CFTPSSTOP/,
        (modem: Modem) => ftp.size(modem, { host: 'h' }, '/a'),
      ] as const,
  ),
  ...FTP_ON_SIM800.map(([act, start]) => ['FTP', sim800, start, /FTPQUIT/, act] as const),
  ['FTP', quectel, /QFTPOPEN/, /QFTPCLOSE/, (modem) => ftp.size(modem, { host: 'h' }, '/a')],
];

describe.each(SERVICES)('the %s service of a $1.title', (service, profile, start, end, act) => {
  const meddled = (refuses: (text: string, isEnded: boolean) => boolean, no = 'ERROR') => {
    let isEnded = false;
    return played(
      profile,
      (text) => {
        const isRefused = refuses(text, isEnded);
        if (end.test(text) && !/\?$/.test(text)) isEnded = true;
        if (isRefused) return line(no);
        const [, name = ''] =
          /^AT(\+(?:NETOPEN|NETCLOSE|CCHSTART|CCHSTOP|CMQTTSTART|CMQTTSTOP))$/.exec(text) ?? [];
        if (name !== '') return OK + line(`${name}: 0`);
        if (text === 'AT+CIPSHUT') return line('SHUT OK');
        return text === 'AT+CIPSTATUS' ? OK + line('STATE: IP INITIAL') : undefined;
      },
      act,
    );
  };

  it.each(ERRORS)('is said to be stuck where both its start and its end are refused: %s', (no) => {
    const { message, end: how } = meddled((text) => start.test(text) || end.test(text), no);

    expect(message).toMatch(
      new RegExp(`the ${service} service can neither be started nor ended; restart the module$`),
    );
    expect(how).toBe('refused');
  });

  it('is not said to be stuck where it could be ended', () => {
    const { message } = meddled((text) => start.test(text) || /CCHRECV\?/.test(text));

    expect(message).toMatch(/refused|ERROR/);
    expect(message).not.toContain('neither');
  });

  it('is ended before it is started once more', () => {
    const { written } = meddled((text, isEnded) => (start.test(text) && !isEnded) || /CCHRECV\?/.test(text));
    const steps = written
      .filter((text) => start.test(text) || end.test(text))
      .map((text) => start.test(text));
    const ends = steps.indexOf(false);

    expect(ends).toBeGreaterThanOrEqual(0);
    expect(steps.slice(ends)).toContain(true);
  });
});

describe('an FTP session of a SIM800 that is refused', () => {
  const asked = (state: number, quits: string) =>
    played(
      sim800,
      (text) => {
        if (text === 'AT+FTPSTATE') return line(`+FTPSTATE: ${state}`) + OK;
        if (text === 'AT+FTPQUIT') return quits;
        return text === 'AT+FTPLIST=1' ? line('ERROR') : undefined;
      },
      (modem) => ftp.list(modem, SERVER, '/a', { retry: { attempts: 1, delay: 0 } }),
    );

  it('while another one runs, which can’t be ended, is busy', () => {
    const { end, message, written } = asked(1, line('ERROR'));

    expect(end).toBe('ftp');
    expect(message).toMatch(
      /^FTP code 66: operation not allowed now; wait until the transfer under way has ended/,
    );
    expect(written.filter((text) => text === 'AT+FTPLIST=1').length).toBeGreaterThan(2);
  });

  it('while none runs, and quitting is possible, stays refused', () => {
    expect(asked(0, OK).message).toMatch(/^AT\+FTPLIST=1 was refused \(ERROR\); check/);
  });
});

describe('a modem that is used with another family’s profile', () => {
  it.each([
    { model: 'A7670E', used: sim800, right: 'a7600', refuses: /SAPBR/ },
    { model: 'SIMCOM_SIM7600E', used: sim800, right: 'sim7600', refuses: /SAPBR|FTP/ },
    { model: 'SIMCOM_SIM800L', used: a7600, right: 'sim800', refuses: /CFTPS/ },
    { model: 'EC25', used: sim800, right: 'quectel', refuses: /SAPBR|FTP/ },
    { model: 'EG25', used: a7600, right: 'quectel', refuses: /HTTP|CFTPS/ },
    { model: 'A7670E', used: quectel, right: 'a7600', refuses: /QHTTP|QFTP/ },
  ])('is named where it refuses: $model as $used.name', ({ model, used, right, refuses }) => {
    for (const act of [http.get, ftp.size] as const) {
      const got = played<unknown>(
        used,
        (text) => {
          if (text === 'AT+CGMM') return line(model) + OK;
          if (text.startsWith('AT+HTTPACTION')) return OK + line('+HTTPACTION: 0,601,0');
          return refuses.test(text) ? line('ERROR') : undefined;
        },
        (modem) => (act === http.get ? http.get(modem, URL) : ftp.size(modem, { host: 'h' }, '/a')),
      );

      expect(got.message).toContain(`The modem calls itself ${model}: use the profile ${right}`);
    }
  });

  it.each([
    ['files.read', (modem: Modem) => files.read(modem, 'a.txt')],
    ['files.write', (modem: Modem) => files.write(modem, 'a.txt', Uint8Array.of(1))],
    ['files.list', (modem: Modem) => files.list(modem)],
    ['files.size', (modem: Modem) => files.size(modem, 'a.txt')],
    ['files.remove', (modem: Modem) => files.remove(modem, 'a.txt')],
    ['files.free', (modem: Modem) => files.free(modem)],
    ['certificates.put', (modem: Modem) => certificates.put(modem, 'ca.pem', Uint8Array.of(48, 1, 1))],
    ['gnss.fixes', (modem: Modem) => gnss.fixes(modem)],
    ['clock.sync', (modem: Modem) => clock.sync(modem, { from: { ntp: 'pool.ntp.org' } })],
    ['ready', (modem: Modem) => ready(modem)],
  ])('is named in %s, too, whatever the two families are', (title, act) => {
    const names = { sim800: 'SIMCOM_SIM800L', a7600: 'A7670E', sim7600: 'SIMCOM_SIM7600E', quectel: 'EC25' };
    const own = /SAPBR|CIICR|CGACT|CGPADDR|QIACT|\+FS|CFTRAN|\+QF|CCERT|SSL|GNS|CGPS|QGPS|NTP/;
    for (const used of [sim800, a7600, sim7600, quectel]) {
      if (title === 'gnss.fixes' && !used.gnss) continue;
      if (title === 'certificates.put' && !used.certificates) continue;
      for (const [right, model] of Object.entries(names)) {
        if (right === used.name) continue;
        const got = played<unknown>(
          used,
          (text) => {
            if (text === 'AT+CGMM') return line(model) + OK;
            return own.test(text) ? line('ERROR') : undefined;
          },
          act,
        );

        expect(`${used.name}: ${got.message}`).toContain(
          `The modem calls itself ${model}: use the profile ${right}`,
        );
        expect(got.written.filter((text) => text.startsWith('AT+CFUN=1,1'))).toEqual([]);
      }
    }
  });

  it('is not named where its own family refuses', () => {
    const got = played(
      sim800,
      (text) =>
        text === 'AT+CGMM' ? line('SIMCOM_SIM800L') + OK : /SAPBR/.test(text) ? line('ERROR') : undefined,
      (modem) => http.get(modem, URL),
    );

    expect(got.message).not.toContain('calls itself');
  });
});

describe('a late OK in front of an answer', () => {
  it.each([...ALL, quectel])(
    'resynchronises the line of a $title, and the question is asked again',
    (profile) => {
      let late = true;
      const got = played(
        profile,
        (text) => {
          if (text !== 'AT+CPIN?') return undefined;
          const says = line('+CPIN: READY') + OK;
          if (!late) return says;
          late = false;
          return [OK, { after: 50, say: says }];
        },
        (modem) => modem.sendRaw('AT+CPIN?'),
      );

      expect(got.end).toBe('completed');
      expect(got.values[0]?.lines).toEqual(['+CPIN: READY']);
      expect(got.written.slice(-3)).toEqual(['AT+CPIN?', 'AT', 'AT+CPIN?']);
    },
  );

  it.each<[asked: string, answer: string, profile: Profile, act: (modem: Modem) => Observable<unknown>]>([
    ['AT+CIFSR', '10.0.0.7', sim800, (modem) => modem.send(commands.ipAddress())],
    [
      'AT+FSFLSIZE=C:\\a.txt',
      '+FSFLSIZE: 5',
      sim800,
      (modem) => modem.send(commands.fileSize({ path: 'C:\\a.txt' })),
    ],
    [
      'AT+FSATTRI=a.txt',
      '+FSATTRI: 5',
      a7600,
      (modem) => modem.send(commands.fileAttributes({ path: 'a.txt' })),
    ],
    [
      'AT+CDNSGIP="h"',
      '+CDNSGIP: 1,"h","10.0.0.7"',
      a7600,
      (modem) => modem.send(commands.hostResolve({ host: 'h' })),
    ],
    ['AT+CPSI?', '+CPSI: NO SERVICE,Online', a7600, (modem) => modem.sendRaw('AT+CPSI?')],
    ['AT+CSQ', '+CSQ: 20,0', a7600, (modem) => modem.sendRaw('AT+CSQ')],
    [
      'AT+QGPSLOC=2',
      '+QGPSLOC: 061951.0,31.84538,117.19882,0.7,62.2,2,0.0,0.0,0.0,110513,09',
      quectel,
      (modem) => modem.send(commands.quectelGnssPosition({ format: 2 })),
    ],
  ])('is got over by %s, whatever the question takes', (asked, answer, profile, act) => {
    let times = 0;
    const got = played(
      profile,
      (text) => {
        if (text !== asked) return undefined;
        times += 1;
        const says = line(answer) + OK;
        return times > 1 ? says : [OK, { after: 50, say: says }];
      },
      act,
    );

    expect([got.end, times]).toEqual(['completed', 2]);
  });

  it('is got over by who a modem is, wherever it stands', () => {
    for (const asked of ['AT+CGMI', 'AT+CGMM', 'AT+CGSN', 'AT+CIMI', 'AT+CCID']) {
      let late = true;
      const values: Readonly<Record<string, string>> = {
        'AT+CGMM': 'SIMCOM_SIM800L',
        'AT+CGMI': 'SIMCOM_Ltd',
      };
      const got = played(
        sim800,
        (text) => {
          if (!/^AT\+C(GM[IMR]|GSN|IMI|CID)$/.test(text)) return undefined;
          const says = line(values[text] ?? '867564050638581') + OK;
          if (text !== asked || !late) return says;
          late = false;
          return [OK, { after: 20, say: says }];
        },
        (modem) => identify(modem),
      );

      expect(got.values[0]).toEqual({
        manufacturer: 'SIMCOM_Ltd',
        model: 'SIMCOM_SIM800L',
        revision: '867564050638581',
        imei: '867564050638581',
        imsi: '867564050638581',
        iccid: '867564050638581',
      });
    }
  });
});

describe('a ping of a Quectel', () => {
  it('takes a reply in front of its OK', () => {
    const got = played(
      quectel,
      (text) =>
        text.startsWith('AT+QPING=')
          ? [
              line('+QPING: 0,"10.0.0.9",32,40,64') + OK,
              { after: 300, say: line('+QPING: 0,1,1,0,40,40,40') },
            ]
          : undefined,
      (modem) => sockets.ping(modem, 'h', { count: 1 }),
    );

    expect(got.values).toEqual([{ sequence: 1, tookMs: 40, address: '10.0.0.9' }]);
  });
});
