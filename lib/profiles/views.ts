import type { ModemStates } from './modemStates';
import type { Notice } from './notice';

/** How one state is kept: what tells of it, and what is known of it when the modem has just started. */
export interface View<T> {
  readonly notices: readonly Notice<T>[];
  readonly afterRestart?: (last: T | undefined) => T | undefined;
  /** What is known of it when its port was away. Default: what is after a restart. */
  readonly afterAbsence?: (last: T | undefined) => T | undefined;
}

/** How a family's states are kept. */
export type Views = { readonly [K in keyof ModemStates]: View<ModemStates[K]> };
