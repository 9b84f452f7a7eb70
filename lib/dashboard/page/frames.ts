import {
  animationFrameScheduler,
  asyncScheduler,
  auditTime,
  combineLatest,
  map,
  type Observable,
  scan,
  startWith,
  throttleTime,
} from 'rxjs';
import type { Board } from '../model/board';
import { emptyBoard } from '../model/emptyBoard';
import type { News } from '../model/news';
import { nextBoard } from '../model/nextBoard';

/** Two frames a second are live enough for people, and leave the machine to other work: each costs a layout and a paint. */
const EVERY_MS = 500;
const BOTH_ENDS = { leading: true, trailing: true };

/** What is drawn at once. */
export interface Frame {
  readonly board: Board;
  /** How many ticks have passed: plots and times go on with them. */
  readonly ticks: number;
}

/**
 * The newest board for a frame that the browser draws, twice a second at most, however much happens in between. Ticks share the
 * frames of news. A page in the background draws none, and keeps no more than one board.
 *
 *     news      nnn-n-nnnnn-----n----------
 *     ticks     --------t---------t---------
 *     frames    f--f----f----f----f--f-----
 */
export const frames = (news: Observable<News>, ticks: Observable<unknown>): Observable<Frame> =>
  combineLatest({
    board: news.pipe(scan(nextBoard, emptyBoard)),
    ticks: ticks.pipe(
      map((_, n) => n + 1),
      startWith(0),
    ),
  }).pipe(throttleTime(EVERY_MS, asyncScheduler, BOTH_ENDS), auditTime(0, animationFrameScheduler));
