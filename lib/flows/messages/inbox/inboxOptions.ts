import { checkOptions, is, type OptionChecks } from '../../../grammar/checkOptions';
import { EMPTY, type ObservableInput } from 'rxjs';
import type { InboxItem } from './inboxEvent';
import type { InboxStore } from './inboxStore';

/** How messages are received. */
export interface InboxOptions {
  /**
   * Takes each message over; only when it completes is the message deleted from the modem. A failure ends the inbox, and the message
   * stays. Default: the subscriber takes it at once.
   */
  readonly into?: ((item: InboxItem) => ObservableInput<unknown>) | undefined;
  /** Whether messages are deleted from the modem when they were taken over. Default yes. */
  readonly remove?: boolean | undefined;
  /** Whether messages are given out that the modem holds already. Default yes; `false` leaves them where they are. */
  readonly stored?: boolean | undefined;
  /**
   * How long the parts of a message are awaited behind the last one that came, in milliseconds; then it is given out with what is
   * there. Default 24 hours; `Infinity` waits without end.
   */
  readonly partialAfterMs?: number | undefined;
  /** How often the storages are looked at, in case an announcement was lost. Default 5 minutes. */
  readonly pollMs?: number | undefined;
  /**
   * Lets messages come at once instead of being stored first (`AT+CNMI=2,2`). One that comes while this host is away is lost unless
   * the modem waits for acknowledgements. Default no.
   */
  readonly direct?: boolean | undefined;
  /** What is remembered over restarts of the host. Default: nothing. */
  readonly store?: InboxStore | undefined;
}

/** Options with their defaults. */
export interface SettledInbox {
  readonly into: (item: InboxItem) => ObservableInput<unknown>;
  readonly remove: boolean;
  readonly stored: boolean;
  readonly partialAfterMs: number;
  readonly pollMs: number;
  readonly direct: boolean;
  readonly store: InboxStore | undefined;
}

const CHECKS: OptionChecks = {
  into: is.call,
  remove: is.flag,
  stored: is.flag,
  partialAfterMs: is.limitMs,
  pollMs: is.intervalMs,
  direct: is.flag,
  store: { load: is.call, save: is.call },
};

const DAY_MS = 86_400_000;
const POLL_MS = 300_000;

/** Checks options and fills in the defaults. */
export const settledInbox = (given: InboxOptions): SettledInbox => {
  const { into, remove, stored, partialAfterMs, pollMs, direct, store } = checkOptions(given, CHECKS);
  return {
    into: into ?? (() => EMPTY),
    remove: remove ?? true,
    stored: stored ?? true,
    partialAfterMs: partialAfterMs ?? DAY_MS,
    pollMs: pollMs ?? POLL_MS,
    direct: direct ?? false,
    store,
  };
};
