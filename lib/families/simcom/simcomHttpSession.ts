import type { Observable } from 'rxjs';
import { httpInit, httpTerm } from './simcomHttpCommands';
import type { CommandChannel } from '../../../operators/commandChannel';
import { startService } from '../../dialects/steps/startService';

/**
 * Begins an HTTP session. A refusal means that another session was left open: that one is ended first.
 *
 *     > AT+HTTPINIT  < ERROR    > AT+HTTPTERM  < OK    > AT+HTTPINIT  < OK
 */
export const simcomHttpSession = (channel: CommandChannel): Observable<unknown> =>
  startService(channel, {
    service: 'HTTP',
    start: channel.send(httpInit()),
    end: channel.send(httpTerm()),
  });

/** Rounds a value up to a whole number within the limits of a parameter. */
export const within = (value: number, [min, max]: readonly [number, number]): number =>
  Math.min(max, Math.max(min, Math.ceil(value)));
