import type { Profile } from '../dialects/profile';
import { a7600 } from './a7600/a7600';
import { sim7600 } from './sim7600/sim7600';
import { sim800 } from './sim800/sim800';
import { quectel } from './quectel/quectel';
import { registeredFamilies } from './registerFamily';
import { QUECTEL_NAMES, quectelModel } from './quectel/device/quectelModel';
import { SIMCOM_NAMES, simcomModel } from './simcom/simcomModel';

const PROFILES = { sim800, a7600, sim7600, quectel } as const;

/** How models look, of any maker. */
export const MODEL_NAMES = new RegExp(
  [SIMCOM_NAMES, QUECTEL_NAMES].map(({ source }) => source).join('|'),
  'i',
);

/** The profile for a model, and whether it was written for it or is only the nearest one. */
export interface ProfileMatch {
  readonly profile: Profile;
  readonly isNearest: boolean;
}

/** Finds the profile for what a modem calls itself, also where it is only near; families that were registered come first. `undefined` for other makers' modems. */
export const profileMatch = (model: string): ProfileMatch | undefined => {
  const own = registeredFamilies().find(({ models }) => models.test(model));
  if (own) return { profile: own.profile, isNearest: false };
  const row = simcomModel(model) ?? quectelModel(model);
  return row && { profile: PROFILES[row.profile], isNearest: row.isNearest ?? false };
};

/**
 * Finds the profile that fits what a modem calls itself, or the nearest one; `undefined` for other makers' modems.
 *
 *     SIMCOM_SIM800L → sim800     SIMCOM_SIM7600E → sim7600     A7670E → a7600     SIM7672 → a7600     EC25 → quectel
 */
export const profileOf = (model: string): Profile | undefined => profileMatch(model)?.profile;
