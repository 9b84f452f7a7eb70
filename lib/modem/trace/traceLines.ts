import { asyncScheduler, type OperatorFunction } from 'rxjs';
import { mealy } from '../../../operators/mealy';
import type { TraceEvent, TraceEntry } from './traceEntry';
import { keyOf } from '../../grammar/forms/lineForm';
import { mask } from '../../grammar/mask';
import { match } from 'ts-pattern';

/** Makes the trace line of an event, secrets masked; `undefined` for an event without a line. */
export const traceOf = (event: TraceEvent, at: number): TraceEntry | undefined => {
  const entry = (sign: TraceEntry['sign'], text: string): TraceEntry => Object.freeze({ at, sign, text });
  return match(event)
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
    .with({ kind: 'corrupt' }, ({ expectedBytes }) =>
      entry('#', `some of the ${expectedBytes} expected bytes were lost`),
    )
    .with({ kind: 'unknown' }, ({ text, command }) =>
      // Behind a prompt it may be the echo of the data.
      entry('<', command?.definition.hidesAnswer || command?.definition.hidesData ? mask : text),
    )
    .with({ kind: 'urc' }, ({ text, body, definition }) => {
      if (definition.hides) return entry('<', `${keyOf(text)}: ${mask}`);
      return entry('<', body === undefined ? text : `${text}\\r\\n${body}`);
    })
    .exhaustive();
};

/**
 * Makes the trace of the events: one line an event, and one line for all slices of counted bytes together.
 *
 *     events   --s----i----p--p--p--f--     s: said AT+HTTPREAD=0,500   p: payload
 *     trace    -->----<----------<<-<--     << 500 bytes
 */
export const traceLines = (): OperatorFunction<TraceEvent, TraceEntry> =>
  mealy<number, TraceEvent, TraceEntry>(0, (before, event) => {
    const at = asyncScheduler.now();
    if (event.kind === 'payload') {
      const counted = before + event.bytes.length;
      if (event.left > 0) return [counted, []];
      return [0, [Object.freeze({ at, sign: '<<', text: `${counted} bytes` })]];
    }
    const entry = traceOf(event, at);
    return [event.kind === 'said' ? 0 : before, entry ? [entry] : []];
  });
