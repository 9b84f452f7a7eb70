import type { Profile } from 'rxmodem';
import { CliError } from './cliError';
import type { ModemOptions } from './modemOptions';
import { profileNamed } from './profileNamed';
import { recordingOf } from './recordingOf';

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
