import { a7600, type Profile, sim7600, sim800 } from 'rxmodem';
import { CliError } from './cliError';

/** How models name themselves in `AT+CGMM`, and the profiles that fit them. */
const MODELS: readonly (readonly [RegExp, Profile])[] = [
  [/SIM800/i, sim800],
  [/SIM7[56]00/i, sim7600],
  [/A76\d\d/i, a7600],
];

/** Finds the profile that fits a model. Fails with `unknown-model`. */
export const profileOfModel = (model: string): Profile => {
  const [, profile] = MODELS.find(([pattern]) => pattern.test(model)) ?? [];
  if (profile === undefined) throw new CliError({ kind: 'unknown-model', model });
  return profile;
};
