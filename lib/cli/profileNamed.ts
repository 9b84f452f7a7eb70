import { a7600, type Profile, sim7600, sim800 } from 'rxmodem';
import type { ProfileName } from './profileName';

const PROFILES: Readonly<Record<ProfileName, Profile>> = { sim800, a7600, sim7600 };

/** Gives the profile of a name. */
export const profileNamed = (name: ProfileName): Profile => PROFILES[name];
