import { asyncScheduler, type Observable, switchMap, take, tap } from 'rxjs';
import {
  openModem,
  type Modem,
  type Profile,
  recorded,
  replay,
  type ReplayOptions,
  type Transport,
} from '../../lib';
import { emulator, type EmulatorSettings, simulatedFtp, simulatedWeb } from '../../lib/emulator';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { lookAlike, patterned } from '../modem/bodies';
import { virtually } from '../modem/virtually';
import { type Watched, watch } from '../modem/watch';

export const FTP_PASSWORD = 'pass-word-4711';
export const WEB = 'http://example.com';
export const FTP = { host: 'files.example.com', user: 'me', password: FTP_PASSWORD };

/** What one does with a modem. */
export type Act = (modem: Modem) => Observable<unknown>;

/** What was seen of a session: events and the trace, with their times, and how it ended. */
export interface Session {
  readonly seen: readonly unknown[];
  readonly watched: Watched<unknown>;
  /** What was heard, and when. */
  readonly heard: readonly unknown[];
}

/** A recording keeps microseconds. */
const now = (): number => Math.round(asyncScheduler.now() * 1_000) / 1_000;
const rounded = (event: unknown): unknown =>
  typeof event === 'object' && event !== null && 'at' in event ? { ...event, at: now() } : event;

/** Lives through a session on a transport, to its end, in virtual time. */
export const session = (transport: Transport, profile: Profile, act: Act): Session =>
  virtually(() => {
    const seen: unknown[] = [];
    const heard: unknown[] = [];
    const listened = transport.pipe(
      tap((port) => {
        Object.assign(port, {
          incoming: port.incoming.pipe(tap((bytes) => heard.push([now(), ...bytes]))),
        });
      }),
    );
    const note =
      (what: string) =>
      (event: unknown): number =>
        seen.push([now(), what, rounded(event)]);
    const flow = openModem(listened, profile, { trace: note('trace') }).pipe(take(1), switchMap(act));
    const watched = watch(flow, note('event'));
    return { seen, heard, watched };
  });

/** A virtual modem with a web and an FTP server behind it. */
export const virtualModem = (profile: Profile, knobs: Partial<EmulatorSettings>): Transport =>
  emulator({
    family: profile.name,
    origin: simulatedWeb({ [`${WEB}/page`]: lookAlike, [`${WEB}/long`]: patterned(9_000) }),
    ftp: simulatedFtp({
      [FTP.host]: {
        user: FTP.user,
        password: FTP_PASSWORD,
        files: { '/logs/a.txt': latin1Bytes('one\r\ntwo\r\n') },
        folders: ['/logs'],
      },
    }),
    ...knobs,
  }).transport;

/** A session, and what was written down of it. */
export const recordedSession = (
  transport: Transport,
  profile: Profile,
  act: Act,
): { readonly live: Session; readonly text: string } => {
  let text = '';
  const live = session(
    recorded(transport, (more) => (text += more), { bodies: true }),
    profile,
    act,
  );
  return { live, text };
};

/** A session with a recording. */
export const replayed = (text: string, profile: Profile, act: Act, options?: ReplayOptions): Session =>
  session(replay(text, options), profile, act);
