import {
  concat,
  defaultIfEmpty,
  defer,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  of,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import type { FrameType } from './frames/frame';
import type { MuxLink } from './muxLink';

/** How long an answer is waited for, T1, and how often the question is put, N2 and once more (27.010 § 5.7). */
export interface FrameTimings {
  readonly answerMs: number;
  readonly tries: number;
}

/**
 * Opens or closes a channel: says SABM or DISC until UA or DM answers; emits which, `undefined` where none does.
 *
 *     > SABM 1
 *     < UA 1
 */
export const askFrame = (
  link: MuxLink,
  channel: number,
  type: 'sabm' | 'disc',
  { answerMs, tries }: FrameTimings,
): Observable<FrameType | undefined> =>
  defer(() => {
    const answer = link.frames.pipe(
      filter((frame) => frame.channel === channel && (frame.type === 'ua' || frame.type === 'dm')),
      map((frame): FrameType => frame.type),
    );
    const asking = concat(of(0), interval(answerMs)).pipe(
      take(tries),
      tap(() => link.say(channel, type)),
      ignoreElements(),
    );
    return merge(answer, asking).pipe(take(1), takeUntil(timer(answerMs * tries)), defaultIfEmpty(undefined));
  });
