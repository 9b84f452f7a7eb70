import { Observable, type OperatorFunction } from 'rxjs';

/**
 * Folds a stream with a pure step that returns the next state and outputs.
 *
 *     source   --a-----b------c--|
 *     step       [s1,[x]] [s2,[]] [s3,[y,z]]
 *     result   --x------------(yz)--|
 *
 * The new state is stored before the outputs are emitted, so that input which they provoke meets the right state.
 * Errors and completion pass through; a step that throws ends the stream with that error.
 */
export const mealy =
  <S, I, O>(initial: S, step: (state: S, input: I) => readonly [S, readonly O[]]): OperatorFunction<I, O> =>
  (source) =>
    new Observable<O>((subscriber) => {
      let state = initial;
      return source.subscribe({
        next: (input) => {
          let outputs: readonly O[];
          try {
            [state, outputs] = step(state, input);
          } catch (error) {
            subscriber.error(error);
            return;
          }
          for (let at = 0; at < outputs.length; at += 1) subscriber.next(outputs[at] as O);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
