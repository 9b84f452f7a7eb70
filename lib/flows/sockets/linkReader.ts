import { Observable, queueScheduler, ReplaySubject, Subject, subscribeOn } from 'rxjs';
import type { LinkWindow } from '../../dialects/socketsDialect';
import { nextOf, READ_START, readStep, type ReadEvent } from './readState';

/** The receiving half of a socket. */
export interface LinkReader {
  /** The bytes that came, while it has a reader; what came in between is kept for the next reader. */
  readonly incoming: Observable<Uint8Array>;
  /** While this is subscribed to, no window is asked for and nothing is delivered. */
  readonly hold: Observable<never>;
  /** Completes when the far end has closed and all bytes were delivered; fails as the reading does. */
  readonly over: Observable<never>;
  /** Reports what the modem said. */
  readonly report: (news: Extract<ReadEvent, string>) => void;
  /** Ends it with an error, unless it has ended. */
  readonly fail: (error: unknown) => void;
}

/**
 * Reads windows of a link, one at a time, and only while somebody wants them: `incoming` has a reader and nobody holds it. The
 * modem keeps the rest, and makes the far end wait.
 *
 *     news       r-------r-------c       r: readable   c: closed
 *     windows    aab-----c-------|
 *     incoming   aab-----c-------|
 *     hold       ---hhhhhh               nothing is asked for meanwhile
 */
export const linkReader = (readWindow: () => Observable<LinkWindow>): LinkReader => {
  const bytes = new Subject<Uint8Array>();
  const over = new ReplaySubject<never>(1);
  const kept: Uint8Array[] = [];
  let state = READ_START;
  let readers = 0;
  let holds = 0;
  let isOver = false;
  const isWanted = (): boolean => readers > 0 && holds === 0;
  const deliver = (): void => {
    while (isWanted()) {
      const next = kept.shift();
      if (!next) return;
      bytes.next(next);
    }
  };
  const fail = (error: unknown): void => {
    if (isOver) return;
    isOver = true;
    over.error(error);
    bytes.error(error);
  };
  const end = (): void => {
    isOver = true;
    over.complete();
    bytes.complete();
  };
  const read = (): void => {
    state = readStep(state, 'asked');
    readWindow()
      .pipe(subscribeOn(queueScheduler))
      .subscribe({
        next: (window) => {
          if (isOver) return;
          kept.push(...window.slices.filter(({ length }) => length > 0));
          state = readStep(state, window);
          pump();
        },
        error: fail,
      });
  };
  const pump = (): void => {
    deliver();
    // What was delivered may have changed who wants more.
    if (isOver || !isWanted() || kept.length > 0) return;
    const next = nextOf(state);
    if (next === 'read') read();
    else if (next === 'end') end();
  };
  const counted = (change: (by: 1 | -1) => void): (() => void) => {
    change(1);
    pump();
    return () => {
      change(-1);
      pump();
    };
  };
  return {
    incoming: new Observable((reader) => {
      reader.add(bytes.subscribe(reader));
      reader.add(counted((by) => (readers += by)));
    }),
    hold: new Observable(() => counted((by) => (holds += by))),
    over,
    report: (news) => {
      state = readStep(state, news);
      pump();
    },
    fail,
  };
};
