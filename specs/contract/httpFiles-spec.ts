import { faults } from '../../lib/emulator';
import { concatMap, ignoreElements, map, take, takeUntil, timer, toArray } from 'rxjs';
import {
  a7600,
  openModem,
  files,
  http,
  type Profile,
  quectel,
  sim800,
  type HttpRequest,
  type TransferEvent,
} from '../../lib';
import { latin1 } from '../../lib/grammar/latin1';
import { desk, PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';

const kinds = (events: readonly TransferEvent[]): readonly string[] => events.map(({ kind }) => kind);

const events = (on: ReturnType<typeof desk>, request: Partial<HttpRequest>) =>
  virtually(() =>
    watch(
      on.connected().pipe(
        take(1),
        concatMap((modem) => http.request(modem, { url: PAGE, ...request })),
      ),
    ),
  );

interface Ways {
  readonly profile: Profile;
  readonly drive: string;
  readonly stores: string;
  readonly posts: string;
  readonly puts: string;
  readonly missing: number;
}

const WAYS: readonly Ways[] = [
  {
    ...{ profile: a7600, drive: 'C:/', stores: 'AT+HTTPREADFILE="page.htm",1', missing: 707 },
    ...{ posts: 'AT+HTTPPOSTFILE="log.txt",1', puts: 'AT+HTTPPOSTFILE="log.txt",1,4' },
  },
  {
    ...{ profile: quectel, drive: '', stores: 'AT+QHTTPREADFILE="page.htm",60', missing: 405 },
    ...{ posts: 'AT+QHTTPPOSTFILE="log.txt",', puts: 'AT+QHTTPPUTFILE="log.txt",' },
  },
];

describe.each(WAYS)(
  'requests from and to files of a $profile.title',
  ({ profile, drive, stores, ...ways }) => {
    it('stores the body in a file, and says so', () => {
      const on = desk(profile, 'hello');
      const { values, end } = events(on, { toFile: `${drive}page.htm` });

      expect(end).toBe('completed');
      expect(kinds(values)).toEqual(['head', 'stored']);
      expect(values.at(-1)).toEqual({ kind: 'stored', file: `${drive}page.htm`, length: 5 });
      expect(on.heard).toContain(stores);
      const stored = virtually(() =>
        watch(
          openModem(on.virtual.transport, profile).pipe(
            take(1),
            concatMap((modem) => files.read(modem, `${drive}page.htm`)),
            map((event) => (event.kind === 'chunk' ? latin1(event.bytes) : '')),
          ),
        ),
      );
      expect(stored.values.join('')).toBe('hello');
    });

    it('sends a file as the body, without and with a method in the URC', () => {
      const on = desk(profile, ({ method, body }) => ({
        status: 200,
        headers: [],
        body: `${method} ${latin1(body)}`,
      }));
      const write = virtually(() =>
        watch(
          on.connected().pipe(
            take(1),
            concatMap((modem) =>
              files.write(modem, `${drive}log.txt`, Uint8Array.from([65, 66, 67])).pipe(toArray()),
            ),
          ),
        ),
      );
      expect(write.end).toBe('completed');

      for (const [method, line] of [
        ['POST', ways.posts],
        ['PUT', ways.puts],
      ] as const) {
        const { values, end } = events(on, { method, fromFile: `${drive}log.txt` });
        expect(end).toBe('completed');
        expect(on.heard.some((text) => text.startsWith(line))).toBe(true);
        expect(values.map((event) => (event.kind === 'chunk' ? latin1(event.bytes) : '')).join('')).toContain(
          'ABC',
        );
      }
    });

    it('fails with the modem’s code where the file is not there', () => {
      const { end, reason } = events(desk(profile, 'hello'), {
        method: 'POST',
        fromFile: `${drive}none.txt`,
      });

      expect(end).toBe(profile === quectel ? 'cme' : 'http');
      expect(reason).toMatchObject({ code: ways.missing });
    });
  },
);

describe('requests from and to files of a SIM800', () => {
  it('is refused by name on a SIM800, before anything is written', () => {
    const on = desk(sim800, 'hello');
    const { end } = events(on, { toFile: 'C:/page.htm' });

    expect(end).toBe('unsupported');
    expect(on.heard.filter((line) => line.startsWith('AT+HTTP'))).toEqual([]);
  });
});

describe('what the modem tells while a request is off', () => {
  it('asks a SIM800 how far it is', () => {
    const on = desk(sim800, { body: 'late', delayMs: 5_000 });
    const { values, end } = events(on, { workingEveryMs: 1_000 });

    expect(end).toBe('completed');
    expect(kinds(values).slice(-2)).toEqual(['head', 'chunk']);
    expect(kinds(values).filter((kind) => kind === 'working').length).toBeGreaterThan(2);
  });

  it('fails at once, and tries again, where the network goes', () => {
    const on = desk(a7600, { body: 'late', delayMs: 60_000 });
    const { end, reason } = virtually(() => {
      timer(2_000)
        .pipe(takeUntil(timer(3_000)))
        .subscribe(() => on.virtual.say('+HTTP_NONET_EVENT'));
      return watch(
        on.connected().pipe(
          take(1),
          concatMap((modem) =>
            http.get(modem, { url: PAGE, retry: { attempts: 1, delay: 0 } }).pipe(ignoreElements()),
          ),
        ),
      );
    });

    expect(end).toBe('network');
    expect(reason).toEqual({ kind: 'network', step: 'HTTP', seen: '+HTTP_NONET_EVENT', lost: true });
  });

  it('reads a damaged window of a kept response again', () => {
    const body = 'x'.repeat(3_000);
    const on = desk(a7600, body, {
      faults: [faults.lostBytes({ during: 'AT+HTTPREAD', after: 700, count: 3 })],
    });
    const { values, end } = events(on, { keep: true });

    expect(end).toBe('completed');
    expect(on.heard).toContain('AT+HTTPPARA="READMODE",1');
    expect(on.virtual.state.httpActions).toBe(1);
    expect(values.map((event) => (event.kind === 'chunk' ? latin1(event.bytes) : '')).join('')).toBe(body);
  });
});
