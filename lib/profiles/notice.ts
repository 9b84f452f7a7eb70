import type { CommandDefinition, CommandFactory } from '../grammar/command';
import type { Shape, Values } from '../grammar/shape';
import type { UrcDefinition } from '../grammar/urc';

/** One thing that tells of a state, as data: an answer, a URC, or how a command ended. */
export interface Notice<T> {
  readonly on: 'answer' | 'urc' | 'done' | 'failed';
  readonly definition: CommandDefinition | UrcDefinition;
  /** The new state; `undefined` where nothing is told of it. A failure is told by its words. */
  readonly read: (told: never, last: T | undefined) => T | undefined;
}

/** Makes notices. */
export const notice = Object.freeze({
  /** Each answer line of a command tells. */
  answer: <S extends Shape, A extends Shape, T>(
    definition: CommandFactory<S, A>,
    read: (values: Values<A>, last: T | undefined) => T | undefined,
  ): Notice<T> => ({ on: 'answer', definition, read }),
  /** A URC tells. */
  urc: <V, T>(
    definition: UrcDefinition<V>,
    read: (values: V, last: T | undefined) => T | undefined,
  ): Notice<T> => ({ on: 'urc', definition: definition as UrcDefinition, read }),
  /** The `OK` of a command tells, by its arguments. */
  done: <S extends Shape, A extends Shape, T>(
    definition: CommandFactory<S, A>,
    read: (args: Values<S>, last: T | undefined) => T | undefined,
  ): Notice<T> => ({ on: 'done', definition, read }),
  /** A refusal tells, by its words. */
  failed: <S extends Shape, A extends Shape, T>(
    definition: CommandFactory<S, A>,
    read: (words: string, last: T | undefined) => T | undefined,
  ): Notice<T> => ({ on: 'failed', definition, read }),
});
