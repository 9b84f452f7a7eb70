import { concat, defer, type Observable } from 'rxjs';
import { httpInit, httpTerm } from './simcomHttpCommands';
import type { CommandChannel } from '../../../operators/commandChannel';
import { inOrder } from '../../dialects/inOrder';
import { onRefusal } from '../../dialects/onRefusal';

/**
 * Begins an HTTP session. A refusal means that another session was left open: that one is ended first.
 *
 *     > AT+HTTPINIT  < ERROR    > AT+HTTPTERM  < OK    > AT+HTTPINIT  < OK
 */
export const simcomHttpSession = (channel: CommandChannel): Observable<unknown> => {
  const again = defer(() => {
    channel.note('an HTTP session was open already: it is ended, and a new one begins');
    const ended = inOrder(channel, httpTerm()).pipe(onRefusal(() => concat()));
    return concat(ended, channel.send(httpInit()));
  });
  return channel.send(httpInit()).pipe(onRefusal(() => again));
};

/** Rounds a value up to a whole number within the limits of a parameter. */
export const within = (value: number, [min, max]: readonly [number, number]): number =>
  Math.min(max, Math.max(min, Math.ceil(value)));
