import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';

/**
 * Handles items one after another. An item that arrives while another is being handled (the host answers from inside its
 * subscriber, or the modem restarts) waits for its turn. It is a synchronous `concatMap` without a subscription per item.
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
