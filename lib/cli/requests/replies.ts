import { createInterface, type Interface } from 'node:readline';
import { Observable, type ObservableInput, of } from 'rxjs';
import type { UssdAnswer } from 'rxmodem';

/** Where the replies to a network come from. */
export interface Replies {
  /** The next reply; completes without one where there is none. */
  readonly next: (asked: UssdAnswer) => ObservableInput<string>;
  /** Stops reading the standard input, which would keep the process. */
  readonly close: () => void;
}

/** The replies to what a network asks: the given ones first, then lines of the standard input, with a prompt on a terminal. */
export const replies = (given: readonly string[]): Replies => {
  const left = [...given];
  const typed: string[] = [];
  let input: Interface | undefined;
  let isOver = false;
  let waiting: (() => void) | undefined;
  const opened = (): void => {
    input = createInterface({ input: process.stdin });
    input.on('line', (line) => {
      typed.push(line);
      waiting?.();
    });
    input.on('close', () => {
      isOver = true;
      waiting?.();
    });
  };
  const line = new Observable<string>((subscriber) => {
    if (process.stdin.isTTY) process.stderr.write('> ');
    if (!input) opened();
    waiting = () => {
      const next = typed.shift();
      if (next !== undefined) subscriber.next(next);
      if (next !== undefined || isOver) subscriber.complete();
    };
    waiting();
    return () => (waiting = undefined);
  });
  return {
    next: () => {
      const next = left.shift();
      return next === undefined ? line : of(next);
    },
    close: () => input?.close(),
  };
};
