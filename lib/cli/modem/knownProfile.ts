import { type Profile, profileNamed, profiles } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';
import type { ModemOptions } from '../options/modemOptions';
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
    const problem = wordsOf(error);
    throw new CliError({ kind: 'input', where: file, problem });
  }
};

/** Reads the recording that `--port replay:FILE` names; `undefined` for any other port. Fails with `input`. */
export const recordingOf = (port: string): string | undefined => {
  const file = REPLAY.exec(port)?.[1];
  return file === undefined ? undefined : readRecording(file);
};

/** Whether a modem is asked for its firmware behind its model: one that is played only where it was asked. */
export const asksFirmware = (port: string): boolean => {
  const said = recordingOf(port)
    ?.split('\n')
    .flatMap((line) => /^\S* ?> (.*)$/.exec(line)?.[1] ?? []);
  return said === undefined || said[said.indexOf('AT+CGMM') + 1] === 'AT+CGMR';
};

/** The profile that the options name; `undefined` if the modem must be asked. The embedded emulator is a SIM800 by default. */
export const knownProfile = ({
  port,
  profile,
  record,
}: Pick<ModemOptions, 'port' | 'profile' | 'record'>): Profile | undefined => {
  if (profile !== 'auto') return profileNamed(profile);
  const recording = recordingOf(port);
  if (recording !== undefined && !/^\S* ?> AT\+CGMM$/m.test(recording))
    throw new CliError({
      kind: 'usage',
      message: `${port} does not say which modem it is; name its family with --profile`,
    });
  // A session that is recorded asks the modem for its model, so that it can be played without --profile.
  return port === 'emulator' && record === undefined ? profiles.sim800 : undefined;
};
