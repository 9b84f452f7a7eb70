import { catchError, concat, defer, type Observable, throwError } from 'rxjs';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { LinkDialect } from '../../dialects/socketsDialect';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Work } from '../../../operators/work';
import { failWith } from '../../../operators/failWith';

/** What a stack is opened on, and by whom. */
export interface StackUse {
  readonly modem: Modem;
  readonly channel: CommandChannel;
  readonly dialect: LinkDialect;
  readonly access: ApnSettings;
}

/** Makes work on the stack under some links: opened unless it is open, with the bearer under it where it needs that. */
export const onStack = <T>({ modem, channel, dialect, access }: StackUse, work: Work<T>): Work<T> => {
  const onOpenStack = modem.withStack(dialect.stack)(channel, access, () => work);
  if (!dialect.onBearer) return onOpenStack;
  return modem.withBearer(channel, access, (lost) => (leaving) => onOpenStack(leaving).pipe(failWith(lost)));
};

/** A refusal, or a network that is not there: what a stack says that looks open and is not. */
const isDeadStack = (error: unknown): boolean =>
  isRefusal(error) ||
  (error instanceof ModemError && error.reason.kind === 'network' && error.reason.lost !== true);

/**
 * Tries work again on a stack that looked open and was not: closes and opens it, once. A stack that other sockets use is left
 * alone.
 *
 *     > AT+CIPSTART=0,…   < ERROR   > AT+CIPSHUT   < SHUT OK   …   > AT+CIPSTART=0,…   < OK
 */
export const reopening =
  ({ channel, dialect, access }: StackUse, isAlone: () => boolean) =>
  <T>(work: Observable<T>): Observable<T> =>
    work.pipe(
      catchError((error: unknown) => {
        if (!isDeadStack(error) || !isAlone()) return throwError(() => error);
        const { stack } = dialect;
        channel.note(`${(error as ModemError).message}; the stack is closed and opened again`);
        return concat(
          stack.close(channel),
          stack.open(channel, access),
          defer(() => work),
        );
      }),
    );
