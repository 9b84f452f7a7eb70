import { defer, filter, map, merge, type Observable } from 'rxjs';
import type { Modem } from '../modem/modem';
import type { Token } from '../wire/token';
import { monotonicNow } from '../../operators/monotonicNow';

/** What was heard on one channel, and may still come on the others. */
interface Heard {
  readonly text: string;
  readonly atMs: number;
  readonly on: Set<number>;
}

/** How URCs of several channels are made one. */
export interface UrcsOnceOptions {
  /** How much later a URC may come on another channel and still be the same one. Default 1 s. */
  readonly withinMs?: number | undefined;
}

/**
 * The URCs of one modem that is open on several channels, each once, though the modem says them on every channel.
 *
 *     channel 1   --r-----r--h--|      r: RING    h: +HTTPACTION: 0,200,5
 *     channel 2   ---r-----r--h-|
 *     result      --r-----r--h--|
 *
 * The same line on the same channel twice is two URCs; on another channel within this time it is the same one. Fails as the
 * first of the channels does.
 */
export const urcsOnce = (
  modems: readonly Pick<Modem, 'urcs'>[],
  { withinMs = 1_000 }: UrcsOnceOptions = {},
): Observable<Token> =>
  defer(() => {
    let heard: readonly Heard[] = [];
    const isNew = (text: string, on: number): boolean => {
      const now = monotonicNow();
      heard = heard.filter(({ atMs }) => now - atMs <= withinMs);
      const same = heard.find((one) => one.text === text && !one.on.has(on));
      if (same) same.on.add(on);
      else heard = [...heard, { text, atMs: now, on: new Set([on]) }];
      return !same;
    };
    return merge(...modems.map(({ urcs }, on) => urcs.pipe(map((token) => ({ token, on }))))).pipe(
      filter(({ token, on }) => isNew(textOf(token), on)),
      map(({ token }) => token),
    );
  });

const textOf = (token: Token): string => ('text' in token ? token.text : '');
