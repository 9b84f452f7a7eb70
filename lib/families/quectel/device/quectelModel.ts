import { joinedName } from '../../standard/joinedName';

/** How Quectel's models and revisions look. */
export const QUECTEL_NAMES = /Quectel|\b(?:EC|EG|BG|EM|EP|UC|UG|AG|RM|RG|SC|M|MC)[\s_-]*\d\d/i;

/** A row of the table of models. */
export interface QuectelModel {
  /** How models name themselves in `AT+CGMM`. */
  readonly named: RegExp;
  readonly profile: 'quectel';
  /** True where the profile was not written for these models: it is the nearest one. */
  readonly isNearest?: true;
}

/** Models by name. The first row that fits wins. */
const MODELS: readonly QuectelModel[] = [
  // EC21, EC25, EG21, EG25-G, EG91, EG95, BG95, BG96: LTE, QIACT, QHTTP.
  { named: /\b(?:Quectel)?(?:EC2[15]|EG2[15]|EG9[15]|BG9[56])(?!\d)/i, profile: 'quectel' },
  // EC200, EC600, EC800, EG800, EG915, BG770 …: the same commands, in part others.
  { named: /\b(?:Quectel)?(?:EC|EG|BG|EM|UC|UG)\d{2,3}/i, profile: 'quectel', isNearest: true },
];

/** Finds the row for what a modem calls itself; `undefined` for other makers' modems. */
export const quectelModel = (name: string): QuectelModel | undefined => {
  const joined = joinedName(name).replaceAll('_', ' ');
  return MODELS.find(({ named }) => named.test(joined));
};
