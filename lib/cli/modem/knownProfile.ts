import { type Profile, a7600, sim7600, sim800 } from 'rxmodem';
import { CliError } from '../errors/cliError';
import type { ModemOptions, ProfileName } from '../options/modemOptions';
import { readFileSync } from 'node:fs';

const REPLAY = /^replay:(.*)$/is;

/** Reads a recording. Fails with `input`. */
export const readRecording = (file: string): string => {
  if (file === '')
    throw new CliError({ kind: 'usage', message: 'no recording is named; write it like replay:session.txt' });
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CliError({ kind: 'input', where: file, problem });
  }
};

/** Reads the recording that `--port replay:FILE` names; nothing where it names something else. Fails with `input`. */
export const recordingOf = (port: string): string | undefined => {
  const file = REPLAY.exec(port)?.[1];
  return file === undefined ? undefined : readRecording(file);
};

const PROFILES: Readonly<Record<ProfileName, Profile>> = { sim800, a7600, sim7600 };

/** Gives the profile of a name. */
const profileNamed = (name: ProfileName): Profile => PROFILES[name];

/** Gives the profile that the options name; nothing where the modem must be asked. The embedded one is a SIM800 by default. */
export const knownProfile = ({ port, profile, record }: ModemOptions): Profile | undefined => {
  if (profile !== 'auto') return profileNamed(profile);
  const recording = recordingOf(port);
  if (recording !== undefined && !/^\S* ?> AT\+CGMM$/m.test(recording))
    throw new CliError({
      kind: 'usage',
      message: `${port} does not tell which modem it is; name it with --profile`,
    });
  // A recording holds what tells its modem, so that it can be played without --profile.
  return port === 'emulator' && record === undefined ? profileNamed('sim800') : undefined;
};
