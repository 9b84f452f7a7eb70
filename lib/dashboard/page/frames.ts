import {
  animationFrameScheduler,
  asyncScheduler,
  auditTime,
  type Observable,
  scan,
  throttleTime,
} from 'rxjs';
import type { Board } from '../model/board';
import { emptyBoard } from '../model/emptyBoard';
import type { News } from '../model/news';
import { nextBoard } from '../model/nextBoard';

/** Four boards a second are live enough for people, and leave the machine to other work. */
const EVERY_MS = 250;
const BOTH_ENDS = { leading: true, trailing: true };

/**
 * The newest board for a frame that the browser draws, four times a second at most, however much happens in between. A page in the
 * background draws none, and keeps no more than one board.
 *
 *     news      nnn-n-nnnnn-----n
 *     boards    ---b----b-------b
 */
export const frames = (news: Observable<News>): Observable<Board> =>
  news.pipe(
    scan(nextBoard, emptyBoard),
    throttleTime(EVERY_MS, asyncScheduler, BOTH_ENDS),
    auditTime(0, animationFrameScheduler),
  );
