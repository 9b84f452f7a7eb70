/** Where between the lines something may be put. None of the places lies inside counted bytes. */
export const URC_PLACES = [
  'before-answer',
  'after-payload',
  'before-final',
  'after-final',
  'before-result',
  'after-result',
] as const;

export type UrcPlace = (typeof URC_PLACES)[number];
