import { concat, EMPTY, last, map, type Observable, of, takeUntil, timer, concatMap, from } from 'rxjs';
import type { Check } from '../../grammar/checkOptions';
import { type CallEnd, callLink, type CallRelease, type CallSignal } from './callLink';

/** A phone outside that a virtual modem can call. */
export interface Callee {
  /** How long it rings. Default: 2 s. */
  readonly ringsMs?: number;
  /** What follows then. Default: it answers. */
  readonly then?: 'answers' | Exclude<CallRelease, 'hung-up'>;
  /** How long after the answer it hangs up. Default: never. */
  readonly hangsUpAfterMs?: number;
  /** DTMF keys that it presses once it has answered, one each half second. */
  readonly tones?: string;
}

/** The phones outside, by number, or a function. Numbers that are missing ring 10 s and are then not reached. */
export type Callees = Readonly<Record<string, Callee>> | ((number: string) => Callee | undefined);

/** The check of phones outside. */
export const isCallees: Check = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null)
    ? undefined
    : 'it is neither an object with phones nor a function';

const UNKNOWN: Callee = { ringsMs: 10_000, then: 'unreachable' };
const RINGS_MS = 2_000;
const TONE_MS = 500;

const signal = (kind: 'alerting' | 'answered'): CallSignal => ({ kind });
const ended = (cause: CallRelease): CallSignal => ({ kind: 'ended', cause });
const after = (ms: number, next: CallSignal): Observable<CallSignal> => timer(ms).pipe(map(() => next));

const acts = ({
  ringsMs = RINGS_MS,
  then = 'answers',
  hangsUpAfterMs,
  tones = '',
}: Callee): Observable<CallSignal> => {
  if (then === 'busy') return after(ringsMs, ended('busy'));
  if (then !== 'answers') return concat(of(signal('alerting')), after(ringsMs, ended(then)));
  const presses = from(tones).pipe(concatMap((key) => after(TONE_MS, { kind: 'tone', key })));
  const hangsUp = hangsUpAfterMs === undefined ? EMPTY : after(hangsUpAfterMs, ended('hung-up'));
  return concat(of(signal('alerting')), after(ringsMs, signal('answered')), presses, hangsUp);
};

const calleeOf = (callees: Callees, number: string): Callee | undefined => {
  if (typeof callees === 'function') return callees(number);
  return Object.hasOwn(callees, number) ? callees[number] : undefined;
};

/** Calls a phone outside; returns the caller's end. */
export const callOutside = (callees: Callees, number: string): CallEnd => {
  const callee = calleeOf(callees, number) ?? UNKNOWN;
  const [mine, theirs] = callLink();
  acts(callee)
    .pipe(takeUntil(theirs.heard.pipe(last(undefined, null))))
    .subscribe((next) => theirs.tell(next));
  return mine;
};
