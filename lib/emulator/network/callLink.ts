import { type Observable, ReplaySubject } from 'rxjs';

/** Why a call ends, as the network has it. */
export type CallRelease = 'hung-up' | 'busy' | 'no-answer' | 'rejected' | 'unreachable';

/** What one end of a call tells the other. */
export type CallSignal =
  | { readonly kind: 'alerting' | 'answered' }
  | { readonly kind: 'tone'; readonly key: string }
  | { readonly kind: 'ended'; readonly cause: CallRelease };

/** One end of a call. */
export interface CallEnd {
  /** What the other end tells, also for late readers; it completes when the call has ended, whichever end ended it. */
  readonly heard: Observable<CallSignal>;
  readonly tell: (signal: CallSignal) => void;
}

/** A call as it arrives at a subscriber. */
export interface NetworkCall {
  /** Empty where it is withheld. */
  readonly from: string;
  readonly end: CallEnd;
}

/** Connects two ends. It emits nothing after one of them has ended the call. */
export const callLink = (): readonly [CallEnd, CallEnd] => {
  const [one, other] = [new ReplaySubject<CallSignal>(Infinity), new ReplaySubject<CallSignal>(Infinity)];
  let isOver = false;
  const endOf = (mine: ReplaySubject<CallSignal>, theirs: ReplaySubject<CallSignal>): CallEnd => ({
    heard: mine.asObservable(),
    tell: (signal) => {
      if (isOver) return;
      isOver = signal.kind === 'ended';
      theirs.next(signal);
      if (!isOver) return;
      theirs.complete();
      mine.complete();
    },
  });
  return [endOf(one, other), endOf(other, one)];
};
