import { concat, defer, EMPTY, type Observable, tap } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import { bringUp } from './bringUp';
import type { PortTraffic } from './portTraffic';
import type { Timings } from './timings';
import { resynchronise } from './resynchronise';
import { failWith } from '../../../operators/failWith';

/** How far the line can be trusted, and how trust is won. */
export interface LineState {
  /** Brings the modem up, or finds the line again, where that is needed; completes when the line can be trusted. */
  readonly ensureReady: Observable<never>;
  /** After some failures the modem may still be talking: the line must be found again. */
  readonly suspect: (error: unknown) => void;
  /** The modem restarted, its settings are gone. */
  readonly reset: () => void;
  /** Whether the modem was brought up and nothing spoke against it since. */
  readonly isUp: () => boolean;
  /** Whether there is nothing to win. */
  readonly isReady: () => boolean;
}

const isSuspect = (error: unknown): boolean =>
  error instanceof ModemError && (error.reason.kind === 'timeout' || error.reason.kind === 'corrupt');

/** Keeps an account of the trust in a line: none before the bring-up, in doubt after silence and lost bytes. */
export const lineState = (
  traffic: PortTraffic,
  profile: Profile,
  timings: Timings,
  closed: Observable<never>,
): LineState => {
  let state: 'none' | 'suspect' | 'good' = 'none';
  let starts = 0;
  const way = (): Observable<never> =>
    state === 'none'
      ? bringUp(traffic, profile, timings)
      : resynchronise(traffic, profile, timings, 'resynchronise');
  const win: Observable<never> = defer(() => {
    if (state === 'good') return EMPTY;
    const seen = starts;
    const complete = (): void => {
      if (seen === starts) state = 'good';
    };
    // A restart while the line was being found again: the settings are gone, too.
    const again = defer(() => (state === 'good' ? EMPTY : win));
    return concat(way().pipe(failWith(closed), tap({ complete })), again);
  });
  return {
    ensureReady: win,
    suspect: (error) => {
      if (state === 'good' && isSuspect(error)) state = 'suspect';
    },
    reset: () => {
      starts += 1;
      state = 'none';
    },
    isUp: () => state !== 'none',
    isReady: () => state === 'good',
  };
};
