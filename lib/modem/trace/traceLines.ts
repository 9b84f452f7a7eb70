import { asyncScheduler, type OperatorFunction } from 'rxjs';
import { mealy } from '../../../operators/mealy';
import type { TraceEvent, TraceEntry } from './traceEntry';
import { mask } from '../../grammar/mask';
import { match } from 'ts-pattern';

/** Makes a line of the trace, secrets masked, of what happened; `undefined` where there is nothing to show. */
export const traceOf = (happening: TraceEvent, at: number): TraceEntry | undefined => {
  const entry = (sign: TraceEntry['sign'], text: string): TraceEntry => Object.freeze({ at, sign, text });
  return match(happening)
    .with({ kind: 'said' }, ({ command }) => entry('>', command.redacted))
    .with({ kind: 'gave' }, ({ bytes }) => entry('>>', `${bytes.length} bytes`))
    .with({ kind: 'note' }, ({ text }) => entry('#', text))
    .with({ kind: 'echo' }, ({ command }) => entry('<', command.redacted))
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

/**
 * Makes the trace of what happened: a line for each thing, and one for all slices of counted bytes together.
 *
 *     happenings   --s----i----p--p--p--f--     s: said AT+HTTPREAD=0,500   p: payload
 *     trace        -->----<----------<<-<--     << 500 bytes
 */
export const traceLines = (): OperatorFunction<TraceEvent, TraceEntry> =>
  mealy<number, TraceEvent, TraceEntry>(0, (before, happening) => {
    const at = asyncScheduler.now();
    if (happening.kind === 'payload') {
      const counted = before + happening.bytes.length;
      if (happening.left > 0) return [counted, []];
      return [0, [Object.freeze({ at, sign: '<<', text: `${counted} bytes` })]];
    }
    const entry = traceOf(happening, at);
    return [happening.kind === 'said' ? 0 : before, entry ? [entry] : []];
  });
