/** Profiles as `--profile` names them. */
export const PROFILE_NAMES = ['sim800', 'a7600', 'sim7600'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];
