import { catchError, defer, EMPTY, exhaustMap, fromEvent, type Observable, tap } from 'rxjs';
import { problemOf } from '../../model/problemOf';

/** What a form does. */
export interface Submitted {
  readonly order: () => Observable<never>;
  /** Shows what is wrong, or that nothing is. */
  readonly say: (problem: string | undefined) => void;
  /** The order was taken. */
  readonly taken?: () => void;
}

/** Gives an order when a form is sent, one at a time. */
export const submits = (form: HTMLElement, { order, say, taken }: Submitted): void => {
  const ordered = defer(order).pipe(
    tap({
      complete: () => {
        say(undefined);
        taken?.();
      },
    }),
    catchError((error: unknown) => {
      say(problemOf(error));
      return EMPTY;
    }),
  );
  fromEvent(form, 'submit')
    .pipe(
      tap((event) => event.preventDefault()),
      exhaustMap(() => ordered),
    )
    .subscribe();
};
