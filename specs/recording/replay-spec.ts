import { faults, type EmulatorSettings } from '../../lib/emulator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catchError, concat, EMPTY, merge, mergeMap } from 'rxjs';
import {
  a7600,
  collect,
  files,
  ftp,
  http,
  type HttpResponse,
  ModemError,
  type Profile,
  replay,
  sim7600,
  sim800,
} from '../../lib';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { patterned } from '../modem/bodies';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { type Act, FTP, recordedSession, replayed, virtualModem, WEB } from '../transports/recordedSession';

const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '+XYZ: nobody knows'];

const manners: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': { latencyMs: 0 },
  'answers a little later': { latencyMs: 3, resultDelayMs: 700 },
  'sends pieces of 1 to 7 bytes': { faults: [faults.pieces({ seed: 7 })] },
  'is paced as a line of 62,500 baud, in pieces': {
    baud: 62_500,
    faults: [faults.pieces({ most: 40, seed: 2 })],
  },
  'says URCs everywhere, with no echo': {
    faults: [faults.urcs({ lines: URCS, seed: 3 }), faults.noEcho()],
  },
};

const flows: Readonly<Record<string, Act>> = {
  'a GET, with progress': (modem) => http.get(modem, `${WEB}/long`),
  'a GET of what looks like a modem': (modem) => http.get(modem, `${WEB}/page`),
  'a POST with a secret': (modem) =>
    http.post(modem, {
      url: `${WEB}/page`,
      headers: { Authorization: 'Bearer hush-4711' },
      access: { apn: 'internet', user: 'me', password: 'apn-hush' },
      body: patterned(300),
    }),
  'a page that is missing': (modem) => http.get(modem, `${WEB}/missing`),
  'FTP uploads and downloads': (modem) =>
    concat(
      ftp.put(modem, FTP, '/logs/b.bin', patterned(2_500)),
      ftp.get(modem, FTP, '/logs/b.bin'),
      ftp.list(modem, FTP, '/logs'),
    ),
  'an FTP login that is refused': (modem) =>
    ftp.get(modem, { ...FTP, password: 'wrong-4711' }, '/logs/a.txt'),
  'files of the modem': (modem) =>
    concat(files.write(modem, 'a.bin', patterned(1_000)), files.read(modem, 'a.bin'), files.list(modem)),
};

const lives: readonly (readonly [string, Profile, string, string])[] = [sim800, a7600, sim7600].flatMap(
  (profile) =>
    Object.keys(manners).flatMap((manner) =>
      Object.keys(flows).map((flow) => [profile.title, profile, manner, flow] as const),
    ),
);

describe('a replayed recording', () => {
  it.each(lives)('gives the same events as its session: %s, %#', (_, profile, manner, flow) => {
    const act = flows[flow] as Act;
    const { live, text } = recordedSession(virtualModem(profile, manners[manner] ?? {}), profile, act);
    const again = replayed(text, profile, act);

    expect(live.seen.length).toBeGreaterThan(5);
    expect(again.seen).toEqual(live.seen);
    expect(again.watched.end).toBe(live.watched.end);
    expect(again.watched.reason).toEqual(live.watched.reason);
    expect(text).not.toMatch(/hush|4711/);
    expect(again.heard).toEqual(live.heard);
  });
});

/** Writes lines to a port one after the other, and gives what was heard or how that failed. */
const told = (text: string, ...writes: readonly string[]): readonly string[] => {
  const heard: string[] = [];
  virtually(() =>
    watch(
      replay(text).pipe(
        mergeMap(({ incoming, write }) =>
          merge(incoming, concat(...writes.map((line) => write(latin1Bytes(line))))),
        ),
      ),
      (bytes) => heard.push(latin1(bytes)),
    ),
  );
  return heard;
};

describe('replay', () => {
  it('says what follows a command once it was said, and each opening in turn', () => {
    const text = '^\n5ms < RDY\n> AT\n< OK\n!\n^\n< AGAIN\n!';
    const transport = replay(text);
    const opened = (): readonly string[] => {
      const heard: string[] = [];
      virtually(() =>
        watch(transport.pipe(mergeMap(({ incoming }) => incoming)), (bytes) => heard.push(latin1(bytes))),
      );
      return heard;
    };

    expect(told(text, 'A', 'T\r')).toEqual(['\r\nRDY\r\n', '\r\nOK\r\n']);
    expect([opened(), opened(), opened()]).toEqual([['\r\nRDY\r\n'], ['\r\nAGAIN\r\n'], ['\r\nRDY\r\n']]);
  });

  it('takes any secret for a masked one, and echoes it', () => {
    expect(told('> AT+CPIN=***\n<< AT+CPIN=***\\r\n< OK', 'AT+CPIN="1234"\r')).toEqual([
      'AT+CPIN="1234"\r',
      '\r\nOK\r\n',
    ]);
    expect(told('> AT+X="a.b",***,1\n< OK', 'AT+X="a.b","$&",1\r')).toEqual(['\r\nOK\r\n']);
    expect(told('>> *** 5 bytes\n< OK', 'hel', 'lo')).toEqual(['\r\nOK\r\n']);
  });

  it.each([
    ['another command', '> AT', 'AT+CSQ\r', '> AT in line 1, not with > AT+CSQ'],
    [
      'another one than the masked one',
      '# here\n> AT+CPIN=***',
      'AT+CSQ\r',
      '> AT+CPIN=*** in line 2, not with > AT+CSQ',
    ],
    ['a secret', '> AT', 'AT+CPIN="1234"\r', '> AT in line 1, not with > AT+CPIN=***'],
    ['what is no command', '> AT', 'x\x1a', '> AT in line 1, not with >> x\\x1a'],
    ['more than was recorded', '< RING', 'AT\r', 'nothing more, not with > AT'],
  ])('fails by writing and by listening where the host says %s', (_, text, line, problem) => {
    const errors: unknown[] = [];
    const note = catchError((error: unknown) => {
      errors.push(error);
      return EMPTY;
    });
    watch(
      replay(text).pipe(
        mergeMap(({ incoming, write }) => merge(incoming.pipe(note), write(latin1Bytes(line)).pipe(note))),
      ),
    );

    expect(errors).toEqual([expect.any(ModemError), expect.any(ModemError)]);
    expect(String(errors[0])).toContain(`replay goes on with ${problem};`);
    expect(String(errors[0])).not.toContain('1234');
  });

  it('ends a flow that does something else at once, with no hang', () => {
    const { text } = recordedSession(virtualModem(sim800, {}), sim800, (modem) =>
      http.get(modem, `${WEB}/page`),
    );
    const other = replayed(text, sim800, (modem) => http.get(modem, `${WEB}/other`));

    expect(other.watched).toMatchObject({ end: 'off-script', endedAt: expect.any(Number) });
    expect(other.watched.endedAt).toBeLessThan(1_000);
  });

  it.each([
    [10, 'a tenth'],
    [Infinity, 'none'],
  ])('plays %d times as fast: %s of the time', (speed) => {
    const act: Act = (modem) => http.get(modem, `${WEB}/long`);
    const { text, live } = recordedSession(
      virtualModem(sim800, { latencyMs: 2, resultDelayMs: 9_000 }),
      sim800,
      act,
    );
    const quick = replayed(text, sim800, act, { speed });

    expect(quick.watched.values).toEqual(live.watched.values);
    expect(quick.watched.end).toBe('completed');
    // The host's own quiet spell is its own.
    expect(quick.watched.endedAt).toBeLessThanOrEqual(100 + 9_100 / speed);
  });

  it('is on time in the end though each timer is late', () => {
    jest.useFakeTimers();
    try {
      const heard: Uint8Array[] = [];
      // Half a millisecond each, which timers make a whole one of.
      const transport = replay('1ms < RING\n'.repeat(200), { speed: 2 });
      const listening = transport
        .pipe(mergeMap(({ incoming }) => incoming))
        .subscribe((bytes) => heard.push(bytes));
      jest.advanceTimersByTime(101);
      listening.unsubscribe();

      expect(heard).toHaveLength(200);
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes away when the port did', () => {
    const gone = virtually(() =>
      watch(
        replay('> AT\n30ms |').pipe(
          mergeMap(({ incoming, write }) => merge(incoming, write(latin1Bytes('AT\r')))),
        ),
      ),
    );

    expect(gone).toMatchObject({ end: 'closed', endedAt: 30 });
  });

  it('refuses a text that is no conversation, and a speed that is none', () => {
    expect(watch(replay('hello')).reason).toMatchObject({ kind: 'invalid-argument' });
    expect(watch(replay('> AT', { speed: 0 })).reason).toMatchObject({
      kind: 'invalid-argument',
      name: 'speed',
    });
  });
});

describe('a log from the field', () => {
  it.each([
    ['sim800', sim800],
    ['a7600', a7600],
  ])('becomes a spec by copying it in: %s', (family, profile) => {
    const log = readFileSync(join(__dirname, `../transcripts/${family}/recorded-http-get.txt`), 'latin1');
    const access = { apn: 'internet', user: 'me', password: 'another one' };
    const { watched } = replayed(log, profile, (modem) =>
      http.get(modem, { url: 'http://example.com/hello', access }).pipe(collect()),
    );

    expect(watched.values).toEqual([expect.objectContaining({ status: 200, length: 20 })]);
    expect((watched.values[0] as HttpResponse).text()).toBe('Hello,\nwho is there?');
  });
});
