import { concat, defer, EMPTY, type Observable, tap } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import { bringUp } from './bringUp';
import type { Conversation } from './conversation';
import type { Patience } from './patience';
import { resynchronise } from './resynchronise';
import { untilBroken } from '../../../operators/untilBroken';

/** How far the line can be trusted, and how trust is won. */
export interface Trust {
  /** Brings the modem up, or finds the line again, where that is needed; completes when the line can be trusted. */
  readonly win: Observable<never>;
  /** After some failures the modem may still be talking: the line must be found again. */
  readonly doubt: (error: unknown) => void;
  /** The modem restarted, its settings are gone. */
  readonly forget: () => void;
  /** Whether the modem was brought up and nothing spoke against it since. */
  readonly isUp: () => boolean;
  /** Whether there is nothing to win. */
  readonly isWon: () => boolean;
}

const isSuspect = (error: unknown): boolean =>
  error instanceof ModemError && (error.reason.kind === 'timeout' || error.reason.kind === 'corrupt');

/** Keeps an account of the trust in a line: none before the bring-up, in doubt after silence and lost bytes. */
export const trust = (
  talk: Conversation,
  profile: Profile,
  patient: Patience,
  closed: Observable<never>,
): Trust => {
  let state: 'none' | 'suspect' | 'good' = 'none';
  let starts = 0;
  const way = (): Observable<never> =>
    state === 'none'
      ? bringUp(talk, profile, patient)
      : resynchronise(talk, profile, patient, 'resynchronise');
  const win: Observable<never> = defer(() => {
    if (state === 'good') return EMPTY;
    const seen = starts;
    const complete = (): void => {
      if (seen === starts) state = 'good';
    };
    // A restart while the line was being found again: the settings are gone, too.
    const again = defer(() => (state === 'good' ? EMPTY : win));
    return concat(way().pipe(untilBroken(closed), tap({ complete })), again);
  });
  return {
    win,
    doubt: (error) => {
      if (state === 'good' && isSuspect(error)) state = 'suspect';
    },
    forget: () => {
      starts += 1;
      state = 'none';
    },
    isUp: () => state !== 'none',
    isWon: () => state === 'good',
  };
};
