import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  type Observable,
  type OperatorFunction,
  throwError,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import { isRefusal } from './onRefusal';

/** The error of a service that is refused whatever is asked of it: its own refusal would blame spelling or SIM. */
export const stuck = (error: ModemError, service: string): ModemError =>
  error.reason.kind === 'refused' || error.reason.kind === 'cme'
    ? new ModemError({ kind: 'refused', command: error.reason.command, stuck: service })
    : error;

/** A service that is started, and ended where it runs already. */
export interface Startable<T> {
  /** Its name in errors: `HTTP`. */
  readonly service: string;
  readonly start: Observable<T>;
  /** Ends it; fails with the refusal where it is refused. */
  readonly end: Observable<unknown>;
  /** Which failures are refusals. Default: `ERROR`, `+CME ERROR`, `+CMS ERROR`. */
  readonly isRefused?: (error: unknown) => error is ModemError;
}

/** Continues with `otherwise` if the service is refused; all other errors pass. */
const onRefused = <T, U>(
  { isRefused = isRefusal }: Pick<Startable<unknown>, 'isRefused'>,
  otherwise: (error: ModemError) => Observable<U>,
): OperatorFunction<T, T | U> =>
  catchError((error: unknown) => (isRefused(error) ? otherwise(error) : throwError(() => error)));

/** Ends a service that could not be started, and starts it once more. Where that is refused, too, and it could not be ended, the error says so. */
export const startAgain = <T>(
  channel: Pick<CommandChannel, 'note'>,
  startable: Startable<T>,
): Observable<T> => {
  const { service, start, end } = startable;
  channel.note(`the ${service} service could not be started: it is ended, and started once more`);
  let isStuck = false;
  const ended = end.pipe(
    ignoreElements(),
    onRefused(startable, () => {
      isStuck = true;
      return EMPTY;
    }),
  );
  const again = defer(() => start).pipe(
    onRefused(startable, (error) => throwError(() => (isStuck ? stuck(error, service) : error))),
  );
  return concat(ended, again);
};

/**
 * Starts a service. A refusal means that somebody left it running: it is ended first, and started once more.
 *
 *     > AT+HTTPINIT  < ERROR    > AT+HTTPTERM  < OK       > AT+HTTPINIT  < OK
 *     > AT+NETOPEN   < ERROR    > AT+NETCLOSE  < ERROR    > AT+NETOPEN   < ERROR     it can neither be started nor ended
 */
export const startService = <T>(
  channel: Pick<CommandChannel, 'note'>,
  startable: Startable<T>,
): Observable<T> => startable.start.pipe(onRefused(startable, () => startAgain(channel, startable)));
