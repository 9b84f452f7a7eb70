import type { Profile } from 'rxmodem';
import type { CommonOptions } from './commonOptions';
import { profileNamed } from './profileNamed';

/** Gives the profile that the options name; nothing where the modem must be asked. The embedded one is a SIM800 by default. */
export const knownProfile = ({ port, profile }: CommonOptions): Profile | undefined => {
  if (profile !== 'auto') return profileNamed(profile);
  return port === 'emulator' ? profileNamed('sim800') : undefined;
};
