import { type MonoTypeOperatorFunction, Observable } from 'rxjs';

/**
 * Makes a stream fail when another one fails.
 *
 *     source   --a--b--c--|
 *     broken   ------#
 *     result   --a--b#
 */
export const failWith =
  <T>(broken: Observable<never>): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable((subscriber) => {
      subscriber.add(broken.subscribe({ error: (error: unknown) => subscriber.error(error) }));
      subscriber.add(source.subscribe(subscriber));
    });
