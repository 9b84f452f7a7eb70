import { joinedName } from '../standard/joinedName';

/** How SIMCom's models, revisions and names look. */
export const SIMCOM_NAMES = /SIM(?:COM)?[\s_-]*\w*\d|SIMCOM|\bA[\s_-]*7\d\d\d/i;

/** The profiles for SIMCom's modems. */
export type SimcomProfile = 'sim800' | 'a7600' | 'sim7600';

/** A row of the table of models. */
export interface SimcomModel {
  /** How models name themselves in `AT+CGMM`, in whatever case, with or without `SIMCOM_`. */
  readonly named: RegExp;
  readonly profile: SimcomProfile;
  /** True where the profile was not written for these models: it is the nearest one. */
  readonly isNearest?: true;
}

/** Models by name. The first row that fits wins: known series stand in front of what is only near. */
const MODELS: readonly SimcomModel[] = [
  // SIM800, 800C, 800L, 808, 868, and the SIM900 before them: GPRS, with SAPBR.
  { named: /SIM(?:800|808|840|868|900|908|968)(?!\d)/i, profile: 'sim800' },
  { named: /SIM7[56]00/i, profile: 'sim7600' },
  // The A76XX, and those of that platform that are named SIM767X.
  { named: /A76\d\d|SIM767\d/i, profile: 'a7600' },
  { named: /SIM[89]\d\d(?!\d)/i, profile: 'sim800', isNearest: true },
  // LTE-M and NB-IoT with the SIM800's bearer.
  { named: /SIM7[01]\d\d/i, profile: 'sim800', isNearest: true },
  { named: /A7\d\d\d|SIM76[6-9]\d/i, profile: 'a7600', isNearest: true },
  // 3G, 4G and 5G of the SIM7600's line.
  { named: /SIM[578]\d\d\d/i, profile: 'sim7600', isNearest: true },
  { named: /SIMCOM|\bSIM\d/i, profile: 'sim800', isNearest: true },
];

/** Finds the row for what a modem calls itself; `undefined` for other makers' modems. */
export const simcomModel = (name: string): SimcomModel | undefined => {
  const joined = joinedName(name).replace(/SIMCOM(?=\d)/i, 'SIM');
  return MODELS.find(({ named }) => named.test(joined));
};
