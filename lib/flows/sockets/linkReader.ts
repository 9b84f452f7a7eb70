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
export const linkReader = (readWindow: () => Observable<LinkWindow>): LinkReader => new Reader(readWindow);

class Reader implements LinkReader {
  private readonly bytes = new Subject<Uint8Array>();
  private readonly kept: Uint8Array[] = [];
  private state = READ_START;
  private readers = 0;
  private holds = 0;
  private isOver = false;
  readonly over = new ReplaySubject<never>(1);

  constructor(private readonly readWindow: () => Observable<LinkWindow>) {}

  readonly incoming = new Observable<Uint8Array>((reader) => {
    reader.add(this.bytes.subscribe(reader));
    this.readers += 1;
    reader.add(() => (this.readers -= 1));
    this.pump();
  });

  readonly hold = new Observable<never>((holder) => {
    this.holds += 1;
    holder.add(() => {
      this.holds -= 1;
      this.pump();
    });
  });

  readonly report = (news: Extract<ReadEvent, string>): void => {
    this.state = readStep(this.state, news);
    this.pump();
  };

  readonly fail = (error: unknown): void => {
    if (this.isOver) return;
    this.isOver = true;
    this.over.error(error);
    this.bytes.error(error);
  };

  private get isWanted(): boolean {
    return this.readers > 0 && this.holds === 0;
  }

  private deliver(): void {
    while (this.isWanted) {
      const next = this.kept.shift();
      if (!next) return;
      this.bytes.next(next);
    }
  }

  private pump(): void {
    this.deliver();
    // What was delivered may have changed who wants more.
    if (this.isOver || !this.isWanted || this.kept.length > 0) return;
    const next = nextOf(this.state);
    if (next === 'read') this.read();
    else if (next === 'end') this.end();
  }

  private read(): void {
    this.state = readStep(this.state, 'asked');
    this.readWindow()
      .pipe(subscribeOn(queueScheduler))
      .subscribe({
        next: (window) => this.take(window),
        error: (error: unknown) => this.fail(error),
      });
  }

  private take(window: LinkWindow): void {
    if (this.isOver) return;
    this.kept.push(...window.slices.filter(({ length }) => length > 0));
    this.state = readStep(this.state, window);
    this.pump();
  }

  private end(): void {
    this.isOver = true;
    this.over.complete();
    this.bytes.complete();
  }
}
