import type { Profile } from '../dialects/profile';
import { a7600 } from './a7600/a7600';
import { sim7600 } from './sim7600/sim7600';
import { sim800 } from './sim800/sim800';
import { simcomModel, type SimcomProfile } from './simcom/simcomModel';

const PROFILES: Readonly<Record<SimcomProfile, Profile>> = { sim800, a7600, sim7600 };

/** The profile for a model, and whether it was written for it or is only the nearest one. */
export interface ProfileMatch {
  readonly profile: Profile;
  readonly isNearest: boolean;
}

/** Finds the profile for what a modem calls itself, also where it is only near; `undefined` for other makers' modems. */
export const profileMatch = (model: string): ProfileMatch | undefined => {
  const row = simcomModel(model);
  return row && { profile: PROFILES[row.profile], isNearest: row.isNearest ?? false };
};

/**
 * Finds the profile that fits what a modem calls itself, or the nearest one; `undefined` for other makers' modems.
 *
 *     SIMCOM_SIM800L → sim800     SIMCOM_SIM7600E → sim7600     A7670E → a7600     SIM7672 → a7600
 */
export const profileOf = (model: string): Profile | undefined => profileMatch(model)?.profile;
