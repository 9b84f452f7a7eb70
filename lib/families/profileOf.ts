import type { Profile } from '../dialects/profile';
import { a7600 } from './a7600/a7600';
import { sim7600 } from './sim7600/sim7600';
import { sim800 } from './sim800/sim800';

/** A row of the table of models. */
interface Model {
  /** How models name themselves in `AT+CGMM`, in whatever case, with or without `SIMCOM_`. */
  readonly named: RegExp;
  readonly profile: Profile;
  /** True where the profile was not written for these models: it is the nearest one. */
  readonly isNearest?: true;
}

/** Models by name. The first row that fits wins: known series stand in front of what is only near. */
const MODELS: readonly Model[] = [
  // SIM800, 800C, 800L, 808, 868, and the SIM900 before them: GPRS, with SAPBR.
  { named: /SIM(?:800|808|840|868|900|908|968)(?!\d)/i, profile: sim800 },
  { named: /SIM7[56]00/i, profile: sim7600 },
  // The A76XX, and those of that platform that are named SIM767X.
  { named: /A76\d\d|SIM767\d/i, profile: a7600 },
  { named: /SIM[89]\d\d(?!\d)/i, profile: sim800, isNearest: true },
  // LTE-M and NB-IoT with the SIM800's bearer.
  { named: /SIM7[01]\d\d/i, profile: sim800, isNearest: true },
  { named: /A7\d\d\d|SIM76[6-9]\d/i, profile: a7600, isNearest: true },
  // 3G, 4G and 5G of the SIM7600's line.
  { named: /SIM[578]\d\d\d/i, profile: sim7600, isNearest: true },
  { named: /SIMCOM|\bSIM\d/i, profile: sim800, isNearest: true },
];

/** The profile for a model, and whether it was written for it or is only the nearest one. */
export interface ProfileMatch {
  readonly profile: Profile;
  readonly isNearest: boolean;
}

/** Finds the profile for what a modem calls itself, also where it is only near; `undefined` for other makers' modems. */
export const profileMatch = (model: string): ProfileMatch | undefined => {
  const row = MODELS.find(({ named }) => named.test(model));
  return row && { profile: row.profile, isNearest: row.isNearest ?? false };
};

/**
 * Finds the profile that fits what a modem calls itself, or the nearest one; `undefined` for other makers' modems.
 *
 *     SIMCOM_SIM800L → sim800     SIMCOM_SIM7600E → sim7600     A7670E → a7600     SIM7672 → a7600
 */
export const profileOf = (model: string): Profile | undefined => profileMatch(model)?.profile;
