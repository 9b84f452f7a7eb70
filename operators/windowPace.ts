import { type MonoTypeOperatorFunction, tap } from 'rxjs';
import { is } from '../lib/grammar/checkOptions';
import { ModemError } from '../lib/grammar/errors/modemError';
import type { Reason } from '../lib/grammar/errors/reason';
import type { CommandChannel } from './commandChannel';

/** What is known of a line and its consumer, as far as it decides how large the next window is. */
export interface WindowState {
  /** The size of the next window. */
  readonly windowBytes: number;
  /** The most that the family takes at once. */
  readonly maxBytes: number;
  /** Whole windows in a row since the size changed. */
  readonly clean: number;
  /** How many whole windows in a row it takes to grow. Each damage doubles it. */
  readonly patience: number;
}

/** A window that came in full, and how long line and consumer took for it; or one that was damaged on the line, or is doubted. */
export type WindowOutcome =
  | {
      readonly kind: 'whole';
      readonly bytes: number;
      /** From the request to its last byte. */
      readonly lineMs: number;
      /** How long the consumer took for the bytes. */
      readonly sinkMs: number;
    }
  | { readonly kind: 'damaged' };

/** How long a window may keep the line: other flows wait for it, and its bytes stay in memory until its end was checked. */
const TARGET_MS = 700;
/** Where it starts. No slow line or consumer makes windows smaller than this, only damage does. */
const START_BYTES = 4_096;
/** What 921,600 baud carry in the target's time. More would take memory and gain nothing. */
const MAX_BYTES = 65_536;
/** A smaller window costs more of the line than it saves. */
const MIN_BYTES = 512;
/** Sizes are multiples of this, so that a log shows few different ones. */
const STEP_BYTES = 512;
/** Before the first damage: short transfers look the same on every line, so that a recording of one plays on any. */
const START_PATIENCE = 4;
/** After the first damage. */
const FIRST_PATIENCE = 8;
const MAX_PATIENCE = 1_024;

/** The state before the first window. */
export const firstWindow = (maxBytes: number): WindowState => {
  const most = Math.min(maxBytes, MAX_BYTES);
  return { windowBytes: Math.min(START_BYTES, most), maxBytes: most, clean: 0, patience: START_PATIENCE };
};

/**
 * The size of the next window, as a pure fold over how windows went.
 *
 *     outcome   whole × 4   whole   damaged   whole × 8
 *     size      4,096       8,192   16,384    8,192       16,384
 *
 * After four whole windows, a window doubles while windows come in full, up to what line and consumer take in 700 ms and to the family's limit. It
 * halves at damage, and waits twice as long after each damage before it grows again. A window that came in part, such as a
 * body's last, changes nothing.
 */
export const nextWindow = (state: WindowState, outcome: WindowOutcome): WindowState => {
  const { windowBytes, maxBytes, patience } = state;
  if (outcome.kind === 'damaged') {
    const half = Math.max(Math.min(MIN_BYTES, maxBytes), Math.floor(windowBytes / 2));
    const longer = Math.min(MAX_PATIENCE, Math.max(FIRST_PATIENCE, patience * 2));
    return { maxBytes, windowBytes: half, clean: 0, patience: longer };
  }
  if (outcome.bytes < windowBytes) return state;
  const clean = state.clean + 1;
  const grown = clean < patience ? windowBytes : windowBytes * 2;
  const next = Math.min(grown, mostInTime(outcome), maxBytes);
  const isFirst = next > windowBytes && patience === START_PATIENCE;
  return {
    maxBytes,
    patience: isFirst ? 1 : patience,
    windowBytes: next,
    clean: next === windowBytes ? clean : 0,
  };
};

/** What line and consumer take in the target's time; never less than the start. */
const mostInTime = ({ bytes, lineMs, sinkMs }: Extract<WindowOutcome, { kind: 'whole' }>): number => {
  const inTime = (bytes * TARGET_MS) / Math.max(1, lineMs, sinkMs);
  return Math.max(START_BYTES, Math.floor(inTime / STEP_BYTES) * STEP_BYTES);
};

/**
 * How large a transfer's windows are: the one place that knows, for every service. It lives as long as the transfer, over all
 * its tries on one modem.
 */
export interface WindowPace {
  /** The size of the next window. */
  readonly windowBytes: number;
  /** Reports how a window went. */
  readonly report: (outcome: WindowOutcome) => void;
  /** Lowers the limit, for a command that takes less than others of its family. */
  readonly limit: (maxBytes: number) => void;
}

/**
 * Makes the pace of a transfer: `'auto'` adapts to line and consumer, a number stays as it is. Neither exceeds `maxBytes`. On a
 * channel whose port is recorded or played back, `'auto'` stays as it begins.
 *
 *     const pace = windowPace('auto', 65_536);
 *     readWindows(read, { totalBytes, windowBytes: pace })
 */
export const windowPace = (
  windowBytes: number | 'auto' = 'auto',
  maxBytes = Infinity,
  { hasSteadyWindows = false }: Pick<CommandChannel, 'hasSteadyWindows'> = {},
): WindowPace => {
  if (windowBytes !== 'auto') return new FixedPace(windowBytes, maxBytes);
  return hasSteadyWindows ? new FixedPace(START_BYTES, maxBytes) : new AdaptivePace(firstWindow(maxBytes));
};

class AdaptivePace implements WindowPace {
  constructor(private state: WindowState) {}

  get windowBytes(): number {
    return this.state.windowBytes;
  }

  readonly report = (outcome: WindowOutcome): void => {
    this.state = nextWindow(this.state, outcome);
  };

  readonly limit = (most: number): void => {
    const maxBytes = Math.min(this.state.maxBytes, most);
    this.state = { ...this.state, maxBytes, windowBytes: Math.min(this.state.windowBytes, maxBytes) };
  };
}

class FixedPace implements WindowPace {
  windowBytes: number;

  constructor(windowBytes: number, maxBytes: number) {
    this.windowBytes = Math.max(1, Math.min(windowBytes, maxBytes));
  }

  readonly report = (): void => undefined;

  readonly limit = (maxBytes: number): void => {
    this.windowBytes = Math.min(this.windowBytes, maxBytes);
  };
}

/** The check of an option `windowBytes`. */
export const isWindowBytes = is.either(is.oneOf('auto'), is.positive);

const DAMAGE = new Set<Reason['kind']>(['corrupt', 'unreadable', 'timeout']);

/** Reports an error to the pace, where it is one that damage on the line makes. */
export const reportIfDamage = (pace: WindowPace, error: unknown): void => {
  if (error instanceof ModemError && DAMAGE.has(error.reason.kind)) pace.report({ kind: 'damaged' });
};

/** Reports each window that fails as damage on the line does. It stands in front of what reads the window again. */
export const reportDamage = <T>(pace: WindowPace): MonoTypeOperatorFunction<T> =>
  tap({ error: (error: unknown) => reportIfDamage(pace, error) });
