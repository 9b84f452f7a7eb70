import { animationFrameScheduler, auditTime, type Observable, scan } from 'rxjs';
import type { Board } from '../model/board';
import { emptyBoard } from '../model/emptyBoard';
import type { News } from '../model/news';
import { nextBoard } from '../model/nextBoard';

/**
 * One board for each frame that the browser draws, however much happens in between. A page in the background draws none, and
 * keeps no more than one board.
 *
 *     news      nnn-n-nnnnn-----n
 *     boards    ---b----b-------b
 */
export const frames = (news: Observable<News>): Observable<Board> =>
  news.pipe(scan(nextBoard, emptyBoard), auditTime(0, animationFrameScheduler));
