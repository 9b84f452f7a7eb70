import { a7600 } from './a7600/a7600';
import type { Profile } from '../dialects/profile';
import { sim7600 } from './sim7600/sim7600';
import { sim800 } from './sim800/sim800';

/** How models name themselves in `AT+CGMM`, and the profiles that fit them. */
const MODELS: readonly (readonly [RegExp, Profile])[] = [
  [/SIM800/i, sim800],
  [/SIM7[56]00/i, sim7600],
  [/A76\d\d/i, a7600],
];

/**
 * Finds the profile that fits what a modem calls itself; `undefined` where none does.
 *
 *     SIMCOM_SIM800L → sim800     SIMCOM_SIM7600E → sim7600     A7670E → a7600
 */
export const profileOf = (model: string): Profile | undefined =>
  MODELS.find(([pattern]) => pattern.test(model))?.[1];
