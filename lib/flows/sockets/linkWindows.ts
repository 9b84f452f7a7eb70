import {
  catchError,
  defer,
  mergeMap,
  type Observable,
  of,
  queueScheduler,
  type Subject,
  subscribeOn,
  tap,
  throwError,
} from 'rxjs';
import type { CommandChannel } from '../../../operators/commandChannel';
import { reportDamage, type WindowPace } from '../../../operators/windowPace';
import type { LinkDialect, LinkWindow, SocketTarget } from '../../dialects/socketsDialect';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { socketFailure } from '../../dialects/steps/socketName';
import { ModemError } from '../../grammar/errors/modemError';
import type { LinkSuccessor } from './linkTable';

/** A link that is read. */
export interface ReadLink {
  readonly channel: CommandChannel;
  readonly dialect: LinkDialect;
  readonly link: number;
  readonly target: SocketTarget;
  /** How large windows are. */
  readonly windows: WindowPace;
  /** Windows that were read before for the client that has the link now. */
  readonly early?: LinkWindow[];
}

/** What is known of a link beside its bytes. */
export interface LinkFacts {
  /** The modem reported the end of the link. */
  isEnded: boolean;
  /** A line came that nothing explains: it may have been news of this link. */
  isDoubtful: boolean;
  /** The modem has said that it holds bytes which were not read yet. */
  isOwed: boolean;
  /** Who has the link now: nothing more is read from it for this socket, nor written. */
  successor?: LinkSuccessor;
  /** Emits when the link is connected, and when news or bytes came. */
  readonly stirred: Subject<void>;
}

/** How often a refused window is asked for again while the modem says that the link is open. */
const MAX_REFUSED = 3;
const NOTHING: LinkWindow = Object.freeze({ slices: [], leftBytes: 0 });
/** What is said of a link whose number another client has got. */
const REPLACED = 'the modem gave its number to another client';

/** The error of a socket whose link another client has got. */
export const replacedError = (target: SocketTarget): ModemError =>
  socketFailure(target, 'lost', REPLACED, { isReplaced: true });

/** Whether a socket failed because another client has got its link. */
export const isReplaced = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'socket' && error.reason.isReplaced === true;

/**
 * Makes the function that reads the next window. A refusal may mean that the link is closed, and that the news was lost; so may a
 * window without bytes behind a line that nothing explains: the modem is asked. Behind the end of a link a refusal means that
 * nothing is left, unless the modem has said that there is something; one that never says how much is left is asked again. Bytes
 * that come after the link has gone to another client are that client's.
 */
export const linkWindows = (given: ReadLink, known: () => LinkFacts): (() => Observable<LinkWindow>) => {
  const windows = new Windows(given, known);
  return () => defer(windows.next).pipe(subscribeOn(queueScheduler));
};

/** Reads the windows of one link. */
class Windows {
  private refusals = 0;
  /** The last window held bytes, and the modem does not say how many are left. */
  private mayHold = false;

  constructor(
    private readonly given: ReadLink,
    private readonly known: () => LinkFacts,
  ) {}

  readonly next = (): Observable<LinkWindow> => {
    const { early = [] } = this.given;
    const { isDoubtful, isOwed, successor } = this.known();
    if (successor) return this.ofAnother(isOwed);
    if (early.length > 0) return of(joined(early.splice(0)));
    Object.assign(this.known(), { isDoubtful: false, isOwed: false });
    return this.read(isOwed, isDoubtful);
  };

  private read(isOwed: boolean, isDoubtful: boolean): Observable<LinkWindow> {
    const { channel, dialect, link, windows } = this.given;
    return dialect.read(channel, link, windows.windowBytes).pipe(
      reportDamage(windows),
      mergeMap((window) => this.received(window, isOwed)),
      tap((window) => {
        this.refusals = 0;
        this.mayHold = window.leftBytes === undefined && !isEmpty(window);
        if (!isEmpty(window)) this.known().stirred.next();
        this.known().isOwed ||= (window.leftBytes ?? 0) > 0;
      }),
      mergeMap((window) =>
        isDoubtful && isEmpty(window) && !this.known().isEnded ? this.asked(() => of(window)) : of(window),
      ),
      catchError((error: unknown) =>
        isRefusal(error) ? this.refused(error, isOwed) : throwError(() => error),
      ),
    );
  }

  private received(window: LinkWindow, isOwed: boolean): Observable<LinkWindow> {
    const { successor } = this.known();
    if (!successor) return of(joined([...(this.given.early?.splice(0) ?? []), window]));
    if (!isEmpty(window)) successor.take(window);
    return this.ofAnother(isOwed);
  }

  /** What is read of a link that is another client's: nothing; what was still to be read is lost. */
  private ofAnother(isOwed: boolean): Observable<LinkWindow> {
    return isOwed ? throwError(() => replacedError(this.given.target)) : of(NOTHING);
  }

  private asked(whileOpen: () => Observable<LinkWindow>): Observable<LinkWindow> {
    const { channel, dialect, link, target } = this.given;
    return dialect.state(channel, link).pipe(
      mergeMap((state) => {
        if (this.known().isEnded) return of(NOTHING);
        if (state !== 'closed') return whileOpen();
        return throwError(() => socketFailure(target, 'lost', 'the modem says that it is closed'));
      }),
    );
  }

  private refused(error: unknown, isOwed: boolean): Observable<LinkWindow> {
    this.given.windows.report({ kind: 'damaged' });
    const { isEnded, successor } = this.known();
    if (successor) return this.ofAnother(isOwed);
    if (!isEnded) return this.asked(() => this.again(error, isOwed));
    if (isOwed) return this.again(error, isOwed);
    return this.mayHold && this.refusals + 1 < MAX_REFUSED ? this.again(error, false) : of(NOTHING);
  }

  private again(error: unknown, isOwed: boolean): Observable<LinkWindow> {
    this.refusals += 1;
    if (isOwed) this.known().isOwed = true;
    return this.refusals < MAX_REFUSED ? of({ ...NOTHING, leftBytes: 1 }) : throwError(() => error);
  }
}

/** Windows that were read one after the other. */
const joined = (windows: readonly LinkWindow[]): LinkWindow => ({
  slices: windows.flatMap(({ slices }) => slices),
  leftBytes: windows.at(-1)?.leftBytes,
});

const isEmpty = ({ slices }: LinkWindow): boolean => slices.every(({ length }) => length === 0);
