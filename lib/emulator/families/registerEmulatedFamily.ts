import { invalidArgument } from '../../grammar/errors/modemError';
import type { Family } from '../core/makeFamily';
import { FAMILIES } from './families';

const registered = new Map<string, Family>();

/**
 * Makes a virtual modem known by its name: to `emulator({ family: 'acme' })`, and to `rxmodem emulate --family acme` and
 * `--port emulator --profile acme`. Returns what takes it back.
 *
 * Fails with `invalid-argument` where the name is one of the library's, or taken.
 */
export const registerEmulatedFamily = (family: Family): (() => void) => {
  const { name } = family;
  if (Object.hasOwn(FAMILIES, name) || registered.has(name))
    return invalidArgument('family.name', `${name} is taken`);
  registered.set(name, family);
  return () => registered.delete(name);
};

/** The virtual modem of a name; `undefined` where there is none. */
export const emulatedFamily = (name: string): Family | undefined =>
  Object.hasOwn(FAMILIES, name) ? FAMILIES[name as keyof typeof FAMILIES] : registered.get(name);

/** The names of all virtual modems. */
export const emulatedFamilies = (): readonly string[] => [...Object.keys(FAMILIES), ...registered.keys()];
