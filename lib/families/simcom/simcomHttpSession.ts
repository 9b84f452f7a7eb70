import { concat, defer, type Observable } from 'rxjs';
import { httpInit, httpTerm } from './simcomHttpCommands';
import type { Talk } from '../../../operators/talk';
import { inOrder } from '../../dialects/inOrder';
import { onRefusal } from '../../dialects/onRefusal';

/**
 * Begins an HTTP session. Where it is refused, somebody left one open: that one is ended first.
 *
 *     > AT+HTTPINIT  < ERROR    > AT+HTTPTERM  < OK    > AT+HTTPINIT  < OK
 */
export const simcomHttpSession = (talk: Talk): Observable<unknown> => {
  const again = defer(() => {
    talk.note('an HTTP session was open already: it is ended, and a new one begun');
    const ended = inOrder(talk, httpTerm()).pipe(onRefusal(() => concat()));
    return concat(ended, talk.send(httpInit()));
  });
  return talk.send(httpInit()).pipe(onRefusal(() => again));
};

/** A whole number of what a parameter takes, at least and at the most; what is between two is the greater. */
export const within = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, Math.ceil(value)));
