import { emulator, type EmulatorSettings, faults, simulatedWeb } from '../../lib/emulator';
import { concat, map } from 'rxjs';
import {
  a7600,
  collect,
  ftp,
  http,
  recorded,
  replay,
  sim7600,
  sim800,
  type Profile,
  type Transport,
} from '../../lib';
import { FTP, session, virtualModem, WEB } from '../transports/recordedSession';

const HUSH = 'hush-4711-hush';
const page = () => ({
  headers: [
    ['Set-Cookie', `id=${HUSH}`],
    ['Date', 'Mon'],
    ['X-Any', HUSH],
  ] as const,
  body: `body ${HUSH}`,
});
const QUERY = `${WEB}/page?token=${HUSH}`;
const modemOf = (profile: Profile, settings: Partial<EmulatorSettings> = {}): Transport =>
  emulator({
    family: profile.name,
    origin: simulatedWeb({ [`${WEB}/page`]: page, [QUERY]: page }),
    ...settings,
  }).transport;

const recordingOf = (transport: Transport, bodies: boolean) => {
  let text = '';
  return { transport: recorded(transport, (more) => (text += more), { bodies }), text: () => text };
};

describe.each([sim800, a7600, sim7600])('a recording of a $title', (profile) => {
  const ask = (body?: string) => (modem: Parameters<typeof http.get>[0]) =>
    body === undefined
      ? http.get(modem, { url: QUERY, headers: { 'Api-Key': HUSH } })
      : http.post(modem, { url: `${WEB}/page`, body });

  it.each([1, 3, 64, 4_096])('holds no body and no secret of a head, in pieces of %d bytes', (most) => {
    const { transport, text } = recordingOf(modemOf(profile, { faults: [faults.pieces({ most })] }), false);
    const { watched } = session(transport, profile, (modem) => concat(ask()(modem), ask(HUSH)(modem)));

    expect(watched.end).toBe('completed');
    expect(text()).not.toMatch(/hush|4711/);
    expect(text()).toMatch(/<< \*\*\* \d+ bytes/);
    expect(text()).toContain(`>> *** ${HUSH.length} bytes`);
  });

  it('plays zeros in the place of a body', () => {
    const { transport, text } = recordingOf(modemOf(profile), false);
    session(transport, profile, ask());
    const same = session(replay(text()), profile, (modem) =>
      http.get(modem, { url: `${WEB}/page?token=other`, headers: { 'Api-Key': 'other' } }).pipe(
        collect(),
        map((response) => response.text()),
      ),
    );
    expect(same.watched).toMatchObject({ end: 'completed', values: ['\0'.repeat(`body ${HUSH}`.length)] });
  });

  it('holds bodies where they are asked for, and masks heads even then', () => {
    const { transport, text } = recordingOf(modemOf(profile), true);
    session(transport, profile, ask());

    expect(text()).toContain(`body ${HUSH}`);
    expect(text()).not.toContain(`id=${HUSH}`);
  });

  it('holds no listing and no file of an FTP server, and neither user nor password', () => {
    const { transport, text } = recordingOf(virtualModem(profile, {}), false);
    const { watched } = session(transport, profile, (modem) =>
      concat(
        ftp.list(modem, FTP, '/logs'),
        ftp.get(modem, FTP, '/logs/a.txt'),
        ftp.put(modem, FTP, '/logs/b', HUSH),
      ),
    );

    expect(watched.end).toBe('completed');
    expect(text()).not.toMatch(/hush|word-4711|two|"me"/);
  });
});
