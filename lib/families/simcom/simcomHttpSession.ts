import { concat, defer, type Observable } from 'rxjs';
import { httpInit, httpTerm } from './simcomHttpCommands';
import type { CommandChannel } from '../../../operators/commandChannel';
import { inOrder } from '../../dialects/inOrder';
import { onRefusal } from '../../dialects/onRefusal';

/**
 * Begins an HTTP session. Where it is refused, somebody left one open: that one is ended first.
 *
 *     > AT+HTTPINIT  < ERROR    > AT+HTTPTERM  < OK    > AT+HTTPINIT  < OK
 */
export const simcomHttpSession = (channel: CommandChannel): Observable<unknown> => {
  const again = defer(() => {
    channel.note('an HTTP session was open already: it is ended, and a new one begun');
    const ended = inOrder(channel, httpTerm()).pipe(onRefusal(() => concat()));
    return concat(ended, channel.send(httpInit()));
  });
  return channel.send(httpInit()).pipe(onRefusal(() => again));
};

/** A whole number of what a parameter takes, at least and at the most; what is between two is the greater. */
export const within = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, Math.ceil(value)));
