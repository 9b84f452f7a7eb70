import type { ModemStates } from './modemStates';
import type { CommandDefinition, CommandFactory } from '../grammar/command';
import type { Shape, Values } from '../grammar/forms/shape';
import type { UrcDefinition } from '../grammar/urc';

/** How one state is kept: the rules that change it, and its value when the modem has just started. */
export interface View<T> {
  readonly rules: readonly StateRule<T>[];
  readonly afterRestart?: (last: T | undefined) => T | undefined;
  /** What is known of it when its port was away. Default: what is after a restart. */
  readonly afterAbsence?: (last: T | undefined) => T | undefined;
  /** What users see of it. Default: all. */
  readonly shown?: (kept: T) => unknown;
}

/** Makes a view that keeps more than it shows: the state of a fold. */
export const foldedView = <T, S>(view: View<S> & { readonly shown: (kept: S) => T }): View<T> =>
  view as unknown as View<T>;

/** How a family's states are kept. */
export type Views = { readonly [K in keyof ModemStates]: View<ModemStates[K]> };

/** One source of a state, as data: an answer, a URC, or the end of a command. */
export interface StateRule<T> {
  readonly on: 'answer' | 'urc' | 'done' | 'failed';
  readonly definition: CommandDefinition | UrcDefinition;
  /** The new state; `undefined` where the source says nothing about it. A failure gives its words. */
  readonly read: (reported: never, last: T | undefined) => T | undefined;
}

/** Makes state rules. */
export const stateRule = Object.freeze({
  /** Each answer line of a command is a source. */
  answer: <S extends Shape, A extends Shape, T>(
    definition: CommandFactory<S, A>,
    read: (values: Values<A>, last: T | undefined) => T | undefined,
  ): StateRule<T> => ({ on: 'answer', definition, read }),
  /** A URC is a source. */
  urc: <V, T>(
    definition: UrcDefinition<V>,
    read: (values: V, last: T | undefined) => T | undefined,
  ): StateRule<T> => ({ on: 'urc', definition: definition as UrcDefinition, read }),
  /** The `OK` of a command is a source: its arguments are read. */
  done: <S extends Shape, A extends Shape, T>(
    definition: CommandFactory<S, A>,
    read: (args: Values<S>, last: T | undefined) => T | undefined,
  ): StateRule<T> => ({ on: 'done', definition, read }),
  /** A refusal is a source: its words are read. */
  failed: <S extends Shape, A extends Shape, T>(
    definition: CommandFactory<S, A>,
    read: (words: string, last: T | undefined) => T | undefined,
  ): StateRule<T> => ({ on: 'failed', definition, read }),
});
