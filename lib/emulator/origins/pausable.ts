import { Observable } from 'rxjs';

/** Values that wait while their reader does not take them. */
export interface Pausable<T> {
  /** The values in order, then the end. One subscriber. */
  readonly values: Observable<T>;
  readonly flow: (isOpen: boolean) => void;
}

type Step<T> = { readonly value: T } | { readonly error: unknown } | { readonly done: true };

/** Keeps what a source emits while it is paused, its end, too. Subscribes to the source when it is subscribed to. */
export const pausable = <T>(source: Observable<T>): Pausable<T> => {
  const waiting: Step<T>[] = [];
  let isOpen = true;
  let give: (step: Step<T>) => void = () => undefined;
  const drain = (): void => {
    while (isOpen && waiting.length > 0) give(waiting.shift() as Step<T>);
  };
  const take = (step: Step<T>): void => {
    waiting.push(step);
    drain();
  };
  const values = new Observable<T>((reader) => {
    give = (step) => {
      if ('value' in step) reader.next(step.value);
      else if ('error' in step) reader.error(step.error);
      else reader.complete();
    };
    drain();
    return source.subscribe({
      next: (value) => take({ value }),
      error: (error: unknown) => take({ error }),
      complete: () => take({ done: true }),
    });
  });
  return {
    values,
    flow: (open) => {
      isOpen = open;
      drain();
    },
  };
};
