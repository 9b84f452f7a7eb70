import { concat, delay, type Observable, of, throwError, timeout, timer } from 'rxjs';
import { a7600, commands, files, ftp, http, type Modem, type Profile, sim7600, sim800 } from '../../lib';
import type { Knobs } from '../../lib/emulator';
import { patterned } from '../modem/bodies';
import { type Act, FTP, FTP_PASSWORD, recordedSession, replayed, virtualModem, WEB } from './recordedSession';

const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '+XYZ: nobody knows'];

const manners: Readonly<Record<string, Partial<Knobs>>> = {
  'answers at once': { latencyMs: 0 },
  'answers a little later': { latencyMs: 3, resultDelayMs: 700 },
  'sends pieces of 1 to 7 bytes': { pieces: { least: 1, most: 7, seed: 7 } },
  'is paced as a line of 62,500 baud, in pieces': { baud: 62_500, pieces: { least: 1, most: 40, seed: 2 } },
  'says URCs everywhere, with no echo': { urcs: { lines: URCS, where: 'everywhere', seed: 3 }, echo: false },
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
