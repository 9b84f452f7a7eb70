import {
  catchError,
  concat,
  defer,
  EMPTY,
  mergeMap,
  NEVER,
  type Observable,
  tap,
  throwError,
  using,
} from 'rxjs';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { LinkDialect } from '../../dialects/socketsDialect';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Work } from '../../../operators/work';

/** What a stack is opened on, and by whom. */
export interface StackUse {
  readonly modem: Modem;
  readonly channel: CommandChannel;
  readonly dialect: LinkDialect;
  readonly access: ApnSettings;
}

/** Tries work again, once, on what looked open and was not. Work that has emitted is not repeated. */
export type Reopening = <T>(work: Observable<T>) => Observable<T>;

/**
 * Makes work on the stack under some links: opened unless it is open, with the bearer under it where it needs that. `lost` fails when
 * the network takes the bearer away: the work ends in its own way. `reopening` closes what looked open and was not, and opens it,
 * once: the stack, and the bearer under it where that can be done by hand. What other sockets, a listening port, a question or
 * another service use is left alone.
 *
 *     > AT+CIPSTART=0,…   < ERROR           > AT+CIPSHUT    < SHUT OK   …   > AT+CIPSTART=0,…   < OK
 *     > AT+CCHOPEN=0,…    < +CCHOPEN: 0,17  > AT+CCHSTOP    > AT+CGACT=0,1   > AT+CGACT=1,1   > AT+CCHSTART   > AT+CCHOPEN=0,…
 */
export const onStack = <T>(
  use: StackUse,
  work: (lost: Observable<never>, reopening: Reopening) => Work<T>,
): Work<T> => {
  const { modem, channel, dialect, access } = use;
  return dialect.onBearer
    ? modem.withBearer(channel, access, (lost, isAlone) =>
        onOpenStack(
          use,
          () => isAlone() && modem.profile.bearer.canReopen?.(access) === true,
          (reopening) => work(lost, reopening),
        ),
      )
    : onOpenStack(
        use,
        () => false,
        (reopening) => work(NEVER, reopening),
      );
};

/** Opens the stack; where that finds no network on a bearer that looks open, the bearer is closed and opened first, once. */
const onOpenStack =
  <T>(use: StackUse, mayRenewBearer: () => boolean, work: (reopening: Reopening) => Work<T>): Work<T> =>
  (leaving) => {
    const { modem, channel, dialect, access } = use;
    let [isOpen, hasLeft] = [false, false];
    const opened = modem.withStack(dialect.stack)(channel, access, (_, isAlone) => {
      isOpen = true;
      return work(reopeningOf(use, { isAlone: () => !hasLeft && isAlone(), mayRenewBearer }));
    })(leaving);
    return using(
      () => leaving.subscribe(() => (hasLeft = true)),
      () =>
        opened.pipe(
          catchError((error: unknown) => {
            if (isOpen || hasLeft || !isDead(error) || !mayRenewBearer()) return throwError(() => error);
            channel.note(`${error.message}; the bearer is closed and opened again`);
            return concat(renewBearer(use), opened);
          }),
        ),
    );
  };

/** A refusal, or a network that is not there: what a stack says that looks open and is not. */
const isDead = (error: unknown): error is ModemError =>
  isRefusal(error) ||
  (error instanceof ModemError && error.reason.kind === 'network' && error.reason.lost !== true);

/** Closes the bearer that looks open and is not, and opens it. */
export const renewBearer = ({
  modem,
  channel,
  access,
}: Pick<StackUse, 'modem' | 'channel' | 'access'>): Observable<never> => {
  const { bearer } = modem.profile;
  return concat(
    bearer.close(channel),
    defer(() => bearer.open(channel, access)),
  );
};

/** Whether nothing else uses the stack, and whether the bearer under it may be closed. */
interface Sharing {
  readonly isAlone: () => boolean;
  readonly mayRenewBearer: () => boolean;
}

const reopeningOf = (use: StackUse, { isAlone, mayRenewBearer }: Sharing): Reopening => {
  const { channel, access, dialect } = use;
  const { stack, isBearer = false } = dialect;
  let hasReopened = false;
  return (work) =>
    defer(() => {
      let hasEmitted = false;
      return work.pipe(
        tap(() => (hasEmitted = true)),
        catchError((error: unknown) => {
          const isFree = !hasReopened && !hasEmitted && isAlone();
          const withBearer = isFree && mayRenewBearer();
          if (!isDead(error) || !isFree || (isBearer && !withBearer)) return throwError(() => error);
          hasReopened = true;
          channel.note(`${error.message}; the stack is closed and opened again`);
          return concat(
            stack.close(channel),
            withBearer ? renewBearer(use) : EMPTY,
            stack.open(channel, access),
            work,
          );
        }),
      );
    });
};

/** Fails at once when the network takes the stack away: a link that closes because of that was not closed by the far end. */
export const lostStack = ({ channel, dialect }: Pick<StackUse, 'channel' | 'dialect'>): Observable<never> =>
  dialect.stack
    .lost(channel)
    .pipe(
      mergeMap((seen) =>
        throwError(() => new ModemError({ kind: 'network', step: 'socket', seen, lost: true })),
      ),
    );
