import { asyncScheduler, type Subscription } from 'rxjs';
import type { Token } from '../../wire/token';
import { monotonicNow } from '../../../operators/monotonicNow';

/**
 * How long the modem may pause between two of the bytes that it announced, and before the result code behind them. It holds
 * them already: only the line is between it and us.
 */
export const COUNTED_PAUSE_MS = 5_000;

type PauseLimit = ReturnType<typeof pauseLimit>;

/**
 * Watches the pauses among counted bytes. Chunks come often: each only sets the time, and one timer looks at it when it is
 * due.
 */
export const pauseLimit = (failed: () => void) => {
  let waiting: Subscription | undefined;
  let since = 0;
  const end = (): void => {
    waiting?.unsubscribe();
    waiting = undefined;
  };
  const wait = (waitMs: number): void => {
    waiting = asyncScheduler.schedule(() => {
      const leftMs = since + COUNTED_PAUSE_MS - monotonicNow();
      if (leftMs > 0) wait(leftMs);
      else failed();
    }, waitMs);
  };
  const begin = (): void => {
    since = monotonicNow();
    if (!waiting) wait(COUNTED_PAUSE_MS);
  };
  return { begin, end };
};

/** The pause is limited from the announcement on, to the result code; not between two blocks that the modem fetches itself. */
export const limitPause = (pause: PauseLimit, token: Token): void => {
  if (token.kind === 'info' && token.bytes > 0) pause.begin();
  if (token.kind !== 'payload') return;
  const { definition } = token.command;
  if (token.left === 0 && definition.fetches) pause.end();
  else pause.begin();
};
