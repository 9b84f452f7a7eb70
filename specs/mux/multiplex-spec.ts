import { asyncScheduler, EMPTY, filter, merge, Subject, switchMap, take, timer } from 'rxjs';
import {
  a7600,
  collect,
  http,
  multiplex,
  openModem,
  type Profile,
  quectel,
  sim7600,
  sim800,
} from '../../lib';
import { faults } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { after, body, hearChannel, muxDesk, PAGE } from './muxDesk';

const families: readonly Profile[] = [sim800, a7600, sim7600, quectel];
const explained = (
  profile: Profile,
  ...given: Parameters<typeof muxDesk> extends [unknown, ...infer R] ? R : never
) => {
  const desk = muxDesk(profile, ...given);
  const seen = virtually(() => watch(desk.channels()));
  return { desk, seen };
};

describe.each(families)('multiplex on a $title', (profile) => {
  it('enters, proves it by the answer to SABM, and emits the channels once', () => {
    const desk = muxDesk(profile);
    const { values } = virtually(() => watch(desk.channels().pipe(take(1))));

    expect(values).toHaveLength(1);
    expect(values[0]).toHaveLength(4);
    expect(desk.heard.slice(0, 2)).toEqual(['AT', profile.mux?.enter.text]);
    expect(desk.written).toContain('F9 03 3F 01 1C F9');
  });

  it('leaves when it is left: CLD is said, and AT is proved to answer', () => {
    const desk = muxDesk(profile);
    virtually(() => watch(desk.channels().pipe(take(1))));

    expect(desk.written.slice(-2)).toEqual(['F9 03 EF 05 C3 01 F2 F9', '41 54 0D']);
    expect(desk.virtual.channels()).toBeUndefined();
    expect(desk.reports).toEqual([{ kind: 'entered' }, { kind: 'left' }]);
  });

  it('carries a modem on a channel as on a port, and stays as long as it is used', () => {
    const desk = muxDesk(profile);
    const { values, end } = virtually(() =>
      watch(
        desk.channels().pipe(
          take(1),
          switchMap(([, second]) => openModem(second ?? EMPTY, profile)),
          take(1),
          switchMap((modem) => http.get(modem, PAGE)),
          collect(),
        ),
      ),
    );

    expect(end).toBe('completed');
    expect(values[0]?.bytes).toEqual(body);
    expect(desk.virtual.channels()).toBeUndefined();
    expect(desk.reports.map(({ kind }) => kind)).toEqual(['entered', 'opened', 'closed', 'left']);
  });

  it('opens and closes channels again and again, each for one reader at a time', () => {
    const desk = muxDesk(profile);
    const seen: unknown[] = [];
    virtually(() => {
      const muxed = desk.channels().subscribe(([first]) => {
        const one = hearChannel(first);
        const other = watch(first ?? EMPTY);
        after(100, () => {
          seen.push(desk.virtual.channels(), other.reason);
          one.subscription.unsubscribe();
          const again = hearChannel(first);
          after(100, () => {
            seen.push(desk.virtual.channels(), again.end);
            muxed.unsubscribe();
            again.subscription.unsubscribe();
          });
        });
      });
    });

    expect(seen).toEqual([
      [1],
      { kind: 'port', where: 'channel 1', problem: 'it is open already' },
      [1],
      'open',
    ]);
    expect(desk.virtual.channels()).toBeUndefined();
  });

  it('takes a modem out first that was found in the multiplexer', () => {
    const desk = muxDesk(profile, { muxOpen: true });
    const { values } = virtually(() => watch(desk.channels().pipe(take(1))));

    expect(values).toHaveLength(1);
    expect(desk.written.slice(0, 5)).toEqual([
      '41 54 0D',
      '41 54 0D',
      '41 54 0D',
      '2B 2B 2B',
      'F9 03 EF 05 C3 01 F2 F9',
    ]);
    expect(desk.virtual.channels()).toBeUndefined();
  });

  it('says what to do about a firmware that says OK and stays in AT mode, which answers AT then', () => {
    const { desk, seen } = explained(profile, { faults: [faults.muxStaysInAt()] });

    expect(seen.end).toBe('port');
    expect(seen.reason).toMatchObject({ problem: expect.stringMatching(/says OK to AT\+CMUX .* update it/) });
    expect(desk.heard.at(-1)).toBe('AT');
  });

  it('says what to do about a modem that has no multiplexer', () => {
    const { seen } = explained(profile, { faults: [faults.missingCommands({ names: ['+CMUX'] })] });

    expect(seen.reason).toMatchObject({
      kind: 'port',
      problem: expect.stringMatching(/refuses AT\+CMUX.*ERROR/),
    });
  });

  it('says what to do about a modem that answers nothing', () => {
    const { seen } = explained(profile, { faults: [faults.silent()] });

    expect(seen.reason).toMatchObject({ kind: 'port', problem: expect.stringContaining('check power') });
    expect(seen.endedAt).toBe(20_000);
  });

  it('says what to do about a modem that never leaves', () => {
    const desk = muxDesk(profile, { faults: [faults.muxNeverLeaves()] });
    const until = new Subject<void>();
    const seen = virtually(() =>
      watch(desk.channels({ until }), () => asyncScheduler.schedule(() => until.next(), 10)),
    );

    expect(seen.reason).toMatchObject({
      kind: 'port',
      problem: expect.stringContaining('switch it off and on'),
    });
    expect(desk.reports.at(-1)).toMatchObject({ kind: 'stuck' });
  });

  it('leaves at once when it is told to, ends the channels, and completes when AT answers', () => {
    const desk = muxDesk(profile);
    const until = new Subject<void>();
    let first: ReturnType<typeof hearChannel> | undefined;
    const seen = virtually(() =>
      watch(desk.channels({ until }), ([channel]) => {
        first = hearChannel(channel);
        after(50, () => until.next());
      }),
    );

    expect(seen.end).toBe('completed');
    expect(first?.end).toContain('emulator#1');
    expect(desk.virtual.channels()).toBeUndefined();
  });

  it('enters again after a restart; channels that were open fail, and are opened anew by a modem that reconnects', () => {
    const desk = muxDesk(profile);
    const until = new Subject<void>();
    const ups: boolean[] = [];
    const seen = virtually(() =>
      watch(
        desk.channels({ until }).pipe(
          switchMap(([first]) => openModem(first ?? EMPTY, profile, { reconnect: true })),
          switchMap((modem) => {
            after(500, () => desk.virtual.restart());
            after(30_000, () => until.next());
            return merge(
              modem.state.connection.pipe(filter(({ isUp }) => (ups.push(isUp), false))),
              timer(20_000).pipe(switchMap(() => http.get(modem, PAGE).pipe(collect()))),
            );
          }),
        ),
      ),
    );

    expect(ups.slice(0, 3)).toEqual([true, false, true]);
    expect(seen.values).toHaveLength(1);
    expect(desk.reports.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lost', 'entered', 'left']));
  });

  it('finds out that a modem was switched off without a word, by what it writes and nothing answers', () => {
    const desk = muxDesk(profile, { faults: [faults.powerLost({ during: 'AT+CSQ' })] });
    const seen = virtually(() =>
      watch(desk.channels({ enterMs: 5_000 }), ([channel]) => {
        const heard = hearChannel(channel);
        // The echo comes; then nothing any more.
        after(100, () => watch(heard.port?.write(latin1Bytes('AT+CSQ\r')) ?? EMPTY));
        after(5_000, () => watch(heard.port?.write(latin1Bytes('AT+CSQ\r')) ?? EMPTY));
      }),
    );

    expect(desk.reports.map(({ kind }) => kind)).toEqual(['entered', 'opened', 'lost']);
    expect(seen.reason).toMatchObject({ kind: 'port', problem: expect.stringContaining('check power') });
  });
});

describe('multiplex', () => {
  it('refuses what can not be, before it opens the port', () => {
    const { transport } = muxDesk(sim800);
    const reasons = [
      { profile: { title: 'BARE' } },
      { channels: 62 },
      { maxFrameBytes: 0 },
      { profile: sim800, urcChannel: 1 },
      { profile: a7600, urcChannel: 5 },
    ].map((options) => watch(multiplex(transport, options)).reason?.kind);

    expect(reasons).toEqual([
      'unsupported',
      'invalid-argument',
      'invalid-argument',
      'unsupported',
      'invalid-argument',
    ]);
  });

  it('needs no profile', () => {
    const { transport, heard } = muxDesk(sim800);
    const { values } = virtually(() => watch(multiplex(transport).pipe(take(1))));

    expect(values[0]).toHaveLength(4);
    expect(heard).toContain('AT+CMUX=0');
  });

  it('gives the URCs of an A7600 one channel where that is asked for, and all of them afterwards', () => {
    const desk = muxDesk(a7600);
    const texts: string[] = [];
    virtually(() =>
      desk
        .channels({ urcChannel: 2 })
        .pipe(take(1))
        .subscribe((channels) => {
          const heard = channels.map(hearChannel);
          after(100, () => desk.virtual.say('RING'));
          after(200, () =>
            heard.forEach(({ text, subscription }) => (texts.push(text), subscription.unsubscribe())),
          );
        }),
    );

    expect(texts).toEqual(['', '\r\nRING\r\n', '', '']);
    expect(desk.heard[1]).toBe('AT+CATR=5');
    expect(desk.heard.at(-1)).toBe('AT+CATR=0');
  });
});
