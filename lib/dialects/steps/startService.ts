import { concat, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import { onRefusal } from './onRefusal';

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
}

/** Ends a service that could not be started, and starts it once more. Where that is refused, too, and it could not be ended, the error says so. */
export const startAgain = <T>(
  channel: Pick<CommandChannel, 'note'>,
  { service, start, end }: Startable<T>,
): Observable<T> => {
  channel.note(`the ${service} service could not be started: it is ended, and started once more`);
  let isStuck = false;
  const ended = end.pipe(
    ignoreElements(),
    onRefusal(() => {
      isStuck = true;
      return EMPTY;
    }),
  );
  const again = defer(() => start).pipe(
    onRefusal((error) => throwError(() => (isStuck ? stuck(error, service) : error))),
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
  service: Startable<T>,
): Observable<T> => service.start.pipe(onRefusal(() => startAgain(channel, service)));
