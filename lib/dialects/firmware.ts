import type { Profile } from './profile';

/** What some firmware does otherwise than its family’s manual: data, from what was seen in the field. */
export interface Firmware {
  /** Which: tried on model and revision, `A7608SA-H A50C4B01A7608M7`. */
  readonly match: RegExp;
  /** What differs, one sentence. */
  readonly does: string;
  /** Where that was seen. */
  readonly source: string;
  /** The most bytes of a body that it gives at once. */
  readonly maxWindowBytes?: number;
  /** It has no room for a longer response: it is asked for in parts of this size. */
  readonly maxResponseBytes?: number;
  /** It can’t store a body in a file. */
  readonly lacksStore?: true;
  /** Services that it lacks: they are refused by name before anything is written. */
  readonly lacks?: readonly ('ftp' | 'messages' | 'sockets' | 'certificates' | 'ussd' | 'calls')[];
}

/** A profile as some firmware needs it. What changes nothing but words leaves the profile as it is. */
export const withFirmware = (profile: Profile, habits: readonly Firmware[]): Profile =>
  habits.reduce((changed, habit) => Object.freeze(changedBy(changed, habit)), profile);

const changedBy = (
  profile: Profile,
  { maxWindowBytes, maxResponseBytes, lacksStore, lacks = [] }: Firmware,
): Profile => {
  const missing = new Set<string>(lacks);
  const kept = Object.entries(profile).filter(([name]) => !missing.has(name));
  const rest = missing.size === 0 ? profile : (Object.fromEntries(kept) as unknown as Profile);
  const { http } = rest;
  if (!http || (maxWindowBytes ?? maxResponseBytes ?? lacksStore) === undefined) return rest;
  const { store, ...others } = http;
  return {
    ...rest,
    http: {
      ...others,
      ...(store && !lacksStore && { store }),
      maxWindowBytes: Math.min(http.maxWindowBytes, maxWindowBytes ?? Infinity),
      tooLarge: {
        ...http.tooLarge,
        partBytes: Math.min(http.tooLarge.partBytes, maxResponseBytes ?? Infinity),
      },
      unsupportedFeature: (call) =>
        lacksStore && call.toFile !== undefined
          ? 'storing a body in a file (this firmware)'
          : http.unsupportedFeature(call),
    },
  };
};
