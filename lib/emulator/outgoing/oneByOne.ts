import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';

/**
 * Lets each item give what it gives, at once, and only then the next one: what comes meanwhile, because the host answers from
 * inside what it hears or because the modem starts again, waits for its turn, however deep that goes. It is a `concatMap`
 * for what takes no time, without a subscription for each item.
 */
export const oneByOne =
  <I, O>(give: (item: I, host: Subscriber<O>) => void): OperatorFunction<I, O> =>
  (source) =>
    new Observable((host) => {
      const waiting: I[] = [];
      let isGiving = false;
      return source.subscribe({
        next: (item) => {
          waiting.push(item);
          if (isGiving) return;
          isGiving = true;
          while (waiting.length > 0 && !host.closed) give(waiting.shift() as I, host);
          isGiving = false;
        },
        error: (error: unknown) => host.error(error),
        complete: () => host.complete(),
      });
    });
