import type { Profile } from '../dialects/profile';
import { invalidArgument } from '../grammar/errors/modemError';
import { profiles } from './profiles';

/** A family that stands in another package or program. */
export interface FamilyRegistration {
  readonly profile: Profile;
  /** How its models name themselves in `AT+CGMM`. */
  readonly models: RegExp;
}

const registered = new Map<string, FamilyRegistration>();

/**
 * Makes a family known to `detectProfile`, `profileOf` and the command's `--profile`: its models are looked for before those of
 * the library. Returns what takes it back.
 *
 *     registerFamily({ profile: acme, models: /^ACME/ })
 *     detectProfile(transport)      > AT+CGMM  < ACME-1  < OK    ⇒ acme
 *
 * Fails with `invalid-argument` where the name is one of the library's, or taken.
 */
export const registerFamily = (family: FamilyRegistration): (() => void) => {
  const { name } = family.profile;
  if (!/^[a-z][\w-]*$/i.test(name))
    return invalidArgument('profile.name', `${JSON.stringify(name)} is no word; use letters, digits and -`);
  if (Object.hasOwn(profiles, name) || name === 'auto' || registered.has(name))
    return invalidArgument('profile.name', `${name} is taken`);
  registered.set(name, family);
  return () => registered.delete(name);
};

/** The families that were registered, the last one first. */
export const registeredFamilies = (): readonly FamilyRegistration[] => [...registered.values()].reverse();

/** The profile of a name, of the library or registered; `undefined` where there is none. */
export const profileNamed = (name: string): Profile | undefined =>
  Object.hasOwn(profiles, name) ? profiles[name as keyof typeof profiles] : registered.get(name)?.profile;

/** The names of all profiles, those that were registered at the end. */
export const profileNames = (): readonly string[] => [...Object.keys(profiles), ...registered.keys()];
