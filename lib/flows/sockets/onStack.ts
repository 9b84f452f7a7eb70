import { catchError, concat, defer, mergeMap, NEVER, type Observable, throwError } from 'rxjs';
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

/**
 * Makes work on the stack under some links: opened unless it is open, with the bearer under it where it needs that. `lost` fails when
 * the network takes the bearer away: the work ends in its own way. `isAlone` tells whether nothing else uses what `reopening` closes.
 */
export const onStack = <T>(
  { modem, channel, dialect, access }: StackUse,
  work: (lost: Observable<never>, isAlone: () => boolean) => Work<T>,
): Work<T> => {
  const onOpenStack = (lost: Observable<never>, isAloneOnBearer: () => boolean): Work<T> =>
    modem.withStack(dialect.stack)(channel, access, (_, isAlone) =>
      work(lost, dialect.renew ? isAloneOnBearer : isAlone),
    );
  return dialect.onBearer ? modem.withBearer(channel, access, onOpenStack) : onOpenStack(NEVER, () => true);
};

/** A refusal, or a network that is not there: what a stack says that looks open and is not. */
const isDeadStack = (error: unknown): boolean =>
  isRefusal(error) ||
  (error instanceof ModemError && error.reason.kind === 'network' && error.reason.lost !== true);

/**
 * Tries work again on a stack that looked open and was not: closes and opens it, once. A stack that other sockets, a listening port
 * or a question use is left alone.
 *
 *     > AT+CIPSTART=0,…   < ERROR   > AT+CIPSHUT   < SHUT OK   …   > AT+CIPSTART=0,…   < OK
 */
export const reopening =
  ({ channel, dialect, access }: StackUse, isAlone: () => boolean) =>
  <T>(work: Observable<T>): Observable<T> =>
    work.pipe(
      catchError((error: unknown) => {
        if (!isDeadStack(error) || !isAlone()) return throwError(() => error);
        const { stack, renew } = dialect;
        channel.note(`${(error as ModemError).message}; the stack is closed and opened again`);
        const renewed = renew ? renew(channel) : stack.close(channel);
        return concat(
          renewed,
          stack.open(channel, access),
          defer(() => work),
        );
      }),
    );

/** Fails at once when the network takes the stack away: a link that closes because of that was not closed by the far end. */
export const lostStack = ({ channel, dialect }: Pick<StackUse, 'channel' | 'dialect'>): Observable<never> =>
  dialect.stack
    .lost(channel)
    .pipe(
      mergeMap((seen) =>
        throwError(() => new ModemError({ kind: 'network', step: 'socket', seen, lost: true })),
      ),
    );
