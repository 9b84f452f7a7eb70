import type { CommandFactory } from '../../grammar/command';
import { parseRequest } from '../../grammar/parseRequest';
import { readShape } from '../../grammar/readShape';
import type { Shape, Values } from '../../grammar/shape';
import { splitFields } from '../../grammar/splitFields';
import { writeShape } from '../../grammar/writeShape';
import { handle, type Handling } from '../handler';
import { ok, refused } from '../reply';
import type { ModemState } from '../state';
import { spokenLine } from '../utterance';

/** A setting that one command writes and another reads, its fields by name. */
export interface Kept<S extends Shape> {
  readonly handlings: readonly Handling[];
  /** What it is now. */
  readonly of: (state: ModemState) => Values<S>;
}

/**
 * A setting that the modem keeps and tells, by its two definitions. A field that is left out stays as it was; one that does
 * not fit is refused.
 */
export const kept = <S extends Shape, A extends Shape>(
  write: CommandFactory<S, Record<never, never>>,
  read: CommandFactory<Record<never, never>, A>,
  initial: Values<S>,
  fits: (values: Values<S>) => boolean = () => true,
): Kept<S> => {
  const { name } = parseRequest(read.head);
  const of = (state: ModemState): Values<S> => {
    const stored = state.settings.get(name);
    return (stored === undefined ? undefined : readShape(write.takes, splitFields(stored))) ?? initial;
  };
  const lineOf = (values: Values<S>): string => writeShape(write.takes, values).join(',');
  return {
    of,
    handlings: [
      handle(write, (args, { state }) => {
        const values = { ...of(state), ...args };
        if (!fits(values)) return refused();
        state.settings.set(name, lineOf(values));
        return ok();
      }),
      handle(read, (_, { state }) => ok(spokenLine(`${name}: ${lineOf(of(state))}`, 'info'))),
    ],
  };
};
