import {
  combineLatest,
  EMPTY,
  filter,
  map,
  mergeMap,
  Subject,
  switchMap,
  take,
  takeUntil,
  timer,
  toArray,
} from 'rxjs';
import { a7600, collect, ftp, http, openModem, type Profile, sim800, urcsOnce } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { controlMessage } from '../../lib/mux/frames/controlMessage';
import { multiplex } from '../../lib/mux/multiplex';
import { joinBytes } from '../../operators/joinBytes';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fakeMux } from './fakeMux';
import { after, body, file, hearChannel, muxDesk, PAGE, server } from './muxDesk';

const families: readonly Profile[] = [sim800, a7600];

/** Lines on which all must come as it was sent. */
const LINES: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'comes in pieces': { latencyMs: 1, faults: [faults.pieces({ least: 1, most: 9 })] },
  'has noise between frames': { faults: [faults.frameNoise({ chance: 0.5 })] },
  'shares flags, with lengths of two bytes': { faults: [faults.sharedFlags(), faults.longLengths()] },
  'is paced like 115,200 baud': { baud: 115_200 },
  'does all of it': {
    baud: 115_200,
    faults: [
      faults.pieces({ least: 1, most: 40, seed: 7 }),
      faults.frameNoise({ chance: 0.3, seed: 5 }),
      faults.sharedFlags(),
    ],
  },
};

/** What is not done by then never ends. */
const MAX_MS = 600_000;

/** Gets a page on one channel and a file on another, while a third listens; all to their ends. */
const threeAtOnce = (profile: Profile, settings: Partial<EmulatorSettings>) => {
  const desk = muxDesk(profile, settings);
  const seen = virtually(() =>
    watch(
      desk.channels().pipe(
        take(1),
        switchMap(([first = EMPTY, second = EMPTY, third = EMPTY]) => {
          const opened = { reconnect: true } as const;
          const got = openModem(first, profile, opened).pipe(
            switchMap((modem) => http.get(modem, PAGE).pipe(collect())),
            map(({ bytes }) => bytes),
          );
          const filed = openModem(second, profile, opened).pipe(
            switchMap((modem) =>
              ftp.get(modem, server, '/file').pipe(
                mergeMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])),
                toArray(),
                map(joinBytes),
              ),
            ),
          );
          const rung = openModem(third, profile, opened).pipe(
            switchMap((modem) => {
              after(200, () => desk.virtual.say('RING'));
              return modem.urcs;
            }),
            filter((token) => 'text' in token && token.text === 'RING'),
          );
          return combineLatest([got, filed, rung]).pipe(
            take(1),
            map(([page, other]) => [page, other]),
          );
        }),
        takeUntil(timer(MAX_MS)),
        // Both are left together: a modem that is left closes the bearer, which is the other's, too.
      ),
    ),
  );
  return { desk, seen };
};

describe.each(families)('channels of a $title', (profile) => {
  it.each(Object.entries(LINES))(
    'carry a page, a file and a monitor at once, on a line that %s',
    (_, settings) => {
      const { desk, seen } = threeAtOnce(profile, settings);

      expect(seen.end).toBe('completed');
      expect(seen.values).toEqual([[body, file]]);
      expect(desk.virtual.channels()).toBeUndefined();
      expect(desk.reports.at(-1)).toEqual({ kind: 'left' });
    },
  );

  it('report a lost frame by the flow above, as a bare line does, and never wrong bytes', () => {
    const ends = [...Array(25).keys()].map((skip) => {
      const faulty = { faults: [faults.lostFrames({ skip: 4 + skip * 3 })] };
      const { desk, seen } = threeAtOnce(profile, faulty);
      const [page, other] = seen.values[0] ?? [];

      expect(page ?? body).toEqual(body);
      expect(other ?? file).toEqual(file);
      expect(desk.virtual.channels()).toBeUndefined();
      return seen.end;
    });

    expect(ends).not.toContain('open');
    expect(ends.filter((end) => end === 'completed').length).toBeGreaterThan(ends.length / 2);
  });

  it('drop frames with a wrong check sum, and say so', () => {
    const { desk, seen } = threeAtOnce(profile, { faults: [faults.badFrames({ skip: 30, times: 1 })] });

    expect(seen.values[0]?.[0] ?? body).toEqual(body);
    expect(desk.reports.map(({ kind }) => kind)).toContain('damaged');
    expect(desk.virtual.channels()).toBeUndefined();
  });

  it('go on by their own policies after a restart in the middle', () => {
    const { desk, seen } = threeAtOnce(profile, {
      faults: [faults.restart({ during: 'AT+HTTPREAD', after: 300 })],
    });

    expect(seen.end).not.toBe('open');
    expect(seen.values[0] ?? [body, file]).toEqual([body, file]);
    expect(desk.reports.map(({ kind }) => kind)).toContain('lost');
    expect(desk.virtual.channels()).toBeUndefined();
  });

  it('give each URC once, though it comes on several', () => {
    const desk = muxDesk(profile);
    const texts: string[] = [];
    virtually(() =>
      watch(
        desk.channels().pipe(
          take(1),
          switchMap(([first = EMPTY, second = EMPTY]) =>
            combineLatest([openModem(first, profile), openModem(second, profile)]),
          ),
          switchMap((modems) => {
            after(10, () => desk.virtual.say('RING'));
            after(20, () => desk.virtual.say('RING'));
            after(3_000, () => desk.virtual.say('+CREG: 5'));
            return urcsOnce(modems);
          }),
          takeUntil(timer(10_000)),
        ),
        (token) => 'text' in token && texts.push(token.text),
      ),
    );

    expect(texts).toEqual(['RING', 'RING', '+CREG: 5']);
  });
});

describe('flow control', () => {
  const opened = (
    writeMs: number,
    then: (fake: ReturnType<typeof fakeMux>, ports: readonly ReturnType<typeof hearChannel>[]) => void,
  ) => {
    const fake = fakeMux(writeMs);
    const until = new Subject<void>();
    virtually(() => {
      multiplex(fake.transport, { until }).subscribe((channels) => {
        const ports = channels.slice(0, 3).map(hearChannel);
        after(100, () => {
          (fake.heard as string[]).length = 0;
          then(fake, ports);
        });
      });
      after(5_000, () => until.next());
    });
    const at = fake.heard.findIndex((line) => line.startsWith('disc'));
    return fake.heard.slice(0, at);
  };
  const msc = (channel: number, stops: boolean) =>
    controlMessage('msc', Uint8Array.of((channel << 2) | 3, stops ? 0x8f : 0x8d));
  const say = (port: ReturnType<typeof hearChannel> | undefined, text: string, isBulk = false) =>
    port?.port
      ?.write(latin1Bytes(text), isBulk ? { kind: 'gave', bytes: latin1Bytes(text) } : undefined)
      .subscribe();

  it('holds what is written on the channel that the modem stops, and on no other', () => {
    const heard = opened(0, (fake, [one, two]) => {
      fake.sayMessage(msc(1, true));
      say(one, 'first');
      say(two, 'second');
      after(100, () => fake.sayMessage(msc(1, false)));
    });

    expect(heard).toEqual(['msc answered 078f', '2 "second"', '1 "first"', 'msc answered 078d']);
  });

  it('holds all channels between FCoff and FCon', () => {
    const heard = opened(0, (fake, [one, two]) => {
      fake.sayMessage(controlMessage('fcoff'));
      say(one, 'first');
      say(two, 'second');
      after(100, () => fake.sayMessage(controlMessage('fcon')));
    });

    expect(heard).toEqual(['fcoff answered ', '1 "first"', '2 "second"', 'fcon answered ']);
  });

  it('lets the modem hold one channel while somebody asks for it', () => {
    const heard = opened(0, (_, [one, two]) => {
      const holding = [one?.port?.hold.subscribe(), one?.port?.hold.subscribe(), two?.port?.hold.subscribe()];
      after(10, () => holding[0]?.unsubscribe());
      after(20, () => holding[1]?.unsubscribe());
    });

    expect(heard.filter((line) => line.startsWith('msc asked'))).toEqual([
      'msc asked 078f',
      'msc asked 0b8f',
      'msc asked 078d',
    ]);
  });

  it('sends commands before bulk, and bulk of several channels in turn', () => {
    const bulk = 'x'.repeat(127 * 3);
    const heard = opened(10, (_, [one, two, three]) => {
      say(one, bulk, true);
      say(two, bulk, true);
      after(15, () => say(three, 'AT\r'));
    });

    expect(heard.map((line) => line.slice(0, 6))).toEqual([
      '1 "xxx',
      '2 "xxx',
      '3 "AT\\',
      '1 "xxx',
      '2 "xxx',
      '1 "xxx',
      '2 "xxx',
    ]);
  });

  it('sends back Test and PSC, and says of what it does not know that it does not', () => {
    const heard = opened(0, (fake) => {
      fake.sayMessage(controlMessage('test', latin1Bytes('hi')));
      fake.sayMessage(controlMessage('psc'));
      fake.sayMessage({ type: 'other', code: 0x24, command: true, values: Uint8Array.of(7) });
    });

    expect(heard).toEqual(['test answered 6869', 'psc answered ', 'nsc answered 93']);
  });

  it('gives a slow port no more than it takes', () => {
    const done: number[] = [];
    opened(10, (_, [one]) => {
      const from = Date.now();
      void from;
      one?.port?.write(new Uint8Array(127 * 4)).subscribe({ complete: () => done.push(1) });
      after(35, () => done.push(0));
    });

    expect(done).toEqual([0, 1]);
  });
});

describe('a channel', () => {
  it('fails where the modem refuses it, and another can be opened', () => {
    const fake = fakeMux();
    fake.refuses = [2];
    const until = new Subject<void>();
    const ends: string[] = [];
    virtually(() => {
      multiplex(fake.transport, { until }).subscribe((channels) => {
        const heard = channels.slice(0, 2).map(hearChannel);
        after(100, () => ends.push(...heard.map(({ end }) => end)));
        after(200, () => until.next());
      });
    });

    expect(ends).toEqual(['open', expect.stringContaining('refuses this channel')]);
  });

  it('ends with `closed` where the modem closes it', () => {
    const fake = fakeMux();
    const until = new Subject<void>();
    let end = '';
    virtually(() => {
      multiplex(fake.transport, { until }).subscribe(([first]) => {
        const heard = hearChannel(first);
        after(50, () => fake.say({ channel: 1, type: 'disc', poll: true }));
        after(100, () => (end = heard.end));
        after(200, () => until.next());
      });
    });

    expect(end).toContain('fake#1');
    expect(fake.heard).toContain('ua 1');
  });
});
