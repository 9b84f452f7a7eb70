/**
 * A model's name without the blanks, hyphens and underscores between its letters and its digits: makers write them as they like.
 *
 *     SIM 800L  SIM-800L  SIM_800L  →  SIM800L
 */
export const joinedName = (name: string): string => name.replace(/(?<=[a-z])[\s_-]+(?=\d)/gi, '');
