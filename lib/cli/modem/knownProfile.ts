import { type Profile, a7600, sim7600, sim800 } from 'rxmodem';
import { CliError } from '../errors/cliError';
import type { ModemOptions, ProfileName } from '../options/modemOptions';
import { readFileSync } from 'node:fs';

const REPLAY = /^replay:(.*)$/is;

/** Reads a recording. Fails with `input`. */
export const readRecording = (file: string): string => {
  if (file === '')
    throw new CliError({
      kind: 'usage',
      message: 'the name of the recording is missing; write it like replay:session.txt',
    });
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CliError({ kind: 'input', where: file, problem });
  }
};

/** Reads the recording that `--port replay:FILE` names; `undefined` for any other port. Fails with `input`. */
export const recordingOf = (port: string): string | undefined => {
  const file = REPLAY.exec(port)?.[1];
  return file === undefined ? undefined : readRecording(file);
};

const PROFILES: Readonly<Record<ProfileName, Profile>> = { sim800, a7600, sim7600 };

/** The profile of a name. */
const profileNamed = (name: ProfileName): Profile => PROFILES[name];

/** The profile that the options name; `undefined` if the modem must be asked. The embedded emulator is a SIM800 by default. */
export const knownProfile = ({ port, profile, record }: ModemOptions): Profile | undefined => {
  if (profile !== 'auto') return profileNamed(profile);
  const recording = recordingOf(port);
  if (recording !== undefined && !/^\S* ?> AT\+CGMM$/m.test(recording))
    throw new CliError({
      kind: 'usage',
      message: `${port} does not say which modem it is; name its family with --profile`,
    });
  // A session that is recorded asks the modem for its model, so that it can be played without --profile.
  return port === 'emulator' && record === undefined ? profileNamed('sim800') : undefined;
};
