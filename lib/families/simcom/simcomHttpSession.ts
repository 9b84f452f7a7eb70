import { concat, defer, EMPTY, type Observable, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import { httpInit, httpTerm } from './simcomHttpCommands';
import type { CommandChannel } from '../../../operators/commandChannel';
import { inOrder } from '../../dialects/steps/inOrder';
import { onRefusal } from '../../dialects/steps/onRefusal';

/** The error of a service that is refused whatever is asked of it: its own refusal would blame spelling or SIM. */
export const stuck = (error: ModemError, service: string): ModemError =>
  error.reason.kind === 'refused' || error.reason.kind === 'cme'
    ? new ModemError({ kind: 'refused', command: error.reason.command, stuck: service })
    : error;

/**
 * Begins an HTTP session. A refusal means that another session was left open: that one is ended first.
 *
 *     > AT+HTTPINIT  < ERROR    > AT+HTTPTERM  < OK    > AT+HTTPINIT  < OK
 */
export const simcomHttpSession = (channel: CommandChannel): Observable<unknown> => {
  const again = defer(() => {
    channel.note('an HTTP session was open already: it is ended, and a new one begins');
    let isStuck = false;
    const ended = inOrder(channel, httpTerm()).pipe(
      onRefusal(() => {
        isStuck = true;
        return EMPTY;
      }),
    );
    const begun = channel
      .send(httpInit())
      .pipe(onRefusal((error) => throwError(() => (isStuck ? stuck(error, 'HTTP') : error))));
    return concat(ended, begun);
  });
  return channel.send(httpInit()).pipe(onRefusal(() => again));
};

/** Rounds a value up to a whole number within the limits of a parameter. */
export const within = (value: number, [min, max]: readonly [number, number]): number =>
  Math.min(max, Math.max(min, Math.ceil(value)));
