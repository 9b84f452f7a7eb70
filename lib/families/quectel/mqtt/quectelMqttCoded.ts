import { EMPTY, mergeMap, type Observable, throwError } from 'rxjs';
import type { Command } from '../../../grammar/command';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { lateResult, type Recalled } from '../../../../operators/lateResult';
import { meaningOf, NO_ANSWER, quectelMqttFailure } from './quectelMqttFailure';
import { CLIENT } from './quectelMqttSettings';

/** The first fields of a result of the client. */
export type Coded = { readonly client: number; readonly code: number };

/** A command whose result comes later, with a code. */
export interface CodedWork<V extends Coded> {
  readonly result: UrcDefinition<V>;
  readonly withinMs: number;
  /** What is done, for errors: `subscribing`. */
  readonly what: string;
  /** Asks the modem about a result that does not come. */
  readonly recall: (channel: CommandChannel) => Observable<Recalled<V>>;
  /** Which results belong to the command. Default: all of the client. */
  readonly fits?: (values: V) => boolean;
  /** The code that decides, where the first one only says whether the broker has answered. */
  readonly answerOf?: (values: V) => number;
  /** What to do instead of failing, for a code that is no failure; `undefined` to fail. */
  readonly otherwise?: (values: V) => Observable<never> | undefined;
}

/** Sends a command whose result comes later, with a code; completes where it is 0. */
export const quectelMqttCoded = <V extends Coded>(
  channel: CommandChannel,
  command: Command,
  { result, withinMs, what, recall, fits = () => true, answerOf, otherwise }: CodedWork<V>,
): Observable<never> =>
  lateResult(channel, command, {
    ...{ urc: result, withinMs, recall: () => recall(channel) },
    fits: (said) => said.client === CLIENT && fits(said),
  }).pipe(
    mergeMap((said) => {
      const answer = said.code === 0 ? (answerOf?.(said) ?? 0) : 0;
      if (said.code === 0 && answer === 0) return EMPTY;
      const row = said.code === 0 || !answerOf ? meaningOf(result.name, answer || said.code) : NO_ANSWER;
      return otherwise?.(said) ?? throwError(() => quectelMqttFailure(what, row, result.form.write(said)));
    }),
  );
