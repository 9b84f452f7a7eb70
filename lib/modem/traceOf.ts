import { mask } from '../grammar/mask';
import { match } from 'ts-pattern';
import type { Happening } from './happening';
import type { TraceEntry } from './traceEntry';

/** Makes a line of the trace, secrets masked, of what happened; `undefined` where there is nothing to show. */
export const traceOf = (happening: Happening, at: number): TraceEntry | undefined => {
  const entry = (sign: TraceEntry['sign'], text: string): TraceEntry => Object.freeze({ at, sign, text });
  return match(happening)
    .with({ kind: 'said' }, ({ command }) => entry('>', command.shown))
    .with({ kind: 'gave' }, ({ bytes }) => entry('>>', `${bytes.length} bytes`))
    .with({ kind: 'note' }, ({ text }) => entry('#', text))
    .with({ kind: 'echo' }, ({ command }) => entry('<', command.shown))
    .with({ kind: 'accepted' }, () => entry('<', 'OK'))
    .with({ kind: 'info' }, ({ command, text }) => entry('<', command.definition.hidesAnswer ? mask : text))
    .with({ kind: 'payload' }, () => undefined)
    .with({ kind: 'prompt' }, ({ command }) => {
      const { prompt } = command.definition;
      return prompt?.by === 'line'
        ? entry('<', prompt.line)
        : prompt?.by === 'mark'
          ? entry('<', prompt.mark)
          : undefined;
    })
    .with({ kind: 'final' }, ({ result, command }) => {
      if (command.definition.ending.by !== 'final' && result.ok) return undefined;
      return entry('<', result.detail === undefined ? result.code : `${result.code}: ${result.detail}`);
    })
    .with({ kind: 'corrupt' }, ({ expectedBytes }) => entry('#', `bytes were lost among ${expectedBytes}`))
    .with({ kind: 'unknown' }, ({ text, command }) =>
      entry('<', command?.definition.hidesAnswer ? mask : text),
    )
    .with({ kind: 'urc' }, ({ text, body }) => entry('<', body === undefined ? text : `${text}\\r\\n${body}`))
    .exhaustive();
};
