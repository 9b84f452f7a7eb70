import { filter, type Observable, takeUntil, timer } from 'rxjs';
import { callLink, type CallSignal } from './callLink';
import type { Subscriber } from './subscriber';

/** A call from outside to a virtual modem. */
export interface IncomingNetworkCall {
  /** Who calls; a number that is missing is withheld. */
  readonly from?: string;
  /** How long the caller waits for an answer. Default: 30 s. */
  readonly waitsMs?: number;
}

/** The caller's end of such a call. */
export interface HostCall {
  /** What becomes of it: `alerting`, `answered`, tones, `ended`. Also for late readers. */
  readonly events: Observable<CallSignal>;
  readonly hangUp: () => void;
  /** Presses a DTMF key. */
  readonly press: (key: string) => void;
}

const WAITS_MS = 30_000;

/** Calls a subscriber from outside. */
export const hostCall = (
  subscriber: Subscriber | undefined,
  { from = '', waitsMs = WAITS_MS }: IncomingNetworkCall,
): HostCall => {
  const [mine, theirs] = callLink();
  timer(waitsMs)
    .pipe(takeUntil(mine.heard.pipe(filter(({ kind }) => kind === 'answered' || kind === 'ended'))))
    .subscribe(() => mine.tell({ kind: 'ended', cause: 'hung-up' }));
  if (subscriber?.isReachable()) subscriber.ring({ from, end: theirs });
  else theirs.tell({ kind: 'ended', cause: 'unreachable' });
  return {
    events: mine.heard,
    hangUp: () => mine.tell({ kind: 'ended', cause: 'hung-up' }),
    press: (key) => mine.tell({ kind: 'tone', key }),
  };
};
