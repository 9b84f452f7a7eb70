/** One thing that was looked at. */
export interface Check {
  readonly kind: 'check';
  /** What: `rate`, `line`, `family`, `sim`, `signal`, `bearer`, `supply`, `clock`, `tls` … */
  readonly name: string;
  readonly ok: boolean;
  /** What was seen, in the user’s words. */
  readonly seen: string;
  /** What to do next; `null` where nothing needs to be done. */
  readonly advice: string | null;
}

/** Which modem is on the port; `null` for what is not known. */
export interface ExaminedModem {
  readonly kind: 'modem';
  /** The rate at which it answers. */
  readonly baud: number;
  /** The profile that fits, `sim800` …; `null` for a modem that no profile fits. */
  readonly profile: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** What `AT+CGMR` reports. */
  readonly firmware: string | null;
}

/**
 * What the firmware did otherwise than the manual of its family, and no table knows yet: a proposal for
 * `lib/families/<family>/firmwares.ts`.
 */
export interface Habit {
  readonly kind: 'habit';
  readonly firmware: string;
  /** What it does, one sentence each. */
  readonly does: readonly string[];
}

/** What a doctor emits. */
export type DoctorEvent = Check | ExaminedModem | Habit;

/** Makes a check that passed. */
export const passed = (name: string, seen: string): Check =>
  Object.freeze({ kind: 'check', name, ok: true, seen, advice: null });

/** Makes a check that needs attention. */
export const failed = (name: string, seen: string, advice: string): Check =>
  Object.freeze({ kind: 'check', name, ok: false, seen, advice });
