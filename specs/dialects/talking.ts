import { defer, NEVER, of, throwError } from 'rxjs';
import { ModemError, type Reason } from '../../lib';
import type { Response } from '../../operators/response';
import type { CommandChannel } from '../../operators/commandChannel';

export type Answer = 'OK' | Reason | object | readonly object[];

const isReason = (answer: object): answer is Reason => 'kind' in answer;

/** A modem that gives each command the next answer: `OK`, the values of its answer lines, or a reason why not. */
export const talking = (...answers: readonly Answer[]) => {
  const said: string[] = [];
  const notes: string[] = [];
  const left = [...answers];
  const channel: CommandChannel = {
    send: (command) =>
      defer(() => {
        said.push(command.redacted);
        const answer = left.shift() ?? 'OK';
        if (typeof answer === 'object' && isReason(answer)) return throwError(() => new ModemError(answer));
        const values = answer === 'OK' ? [] : Array.isArray(answer) ? answer : [answer];
        return of({
          command,
          value: values[0] ?? {},
          values,
          lines: [],
          payload: [],
          result: 'OK',
        } as unknown as Response<never>);
      }),
    urcs: NEVER,
    note: (text) => notes.push(text),
  };
  return { talk: channel, said, notes };
};
