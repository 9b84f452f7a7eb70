import { asyncScheduler, type OperatorFunction } from 'rxjs';
import { mealy } from '../../../operators/mealy';
import type { TraceEvent, TraceEntry } from './traceEntry';
import { keyOf } from '../../grammar/forms/lineForm';
import type { Command } from '../../grammar/command';
import { mask } from '../../grammar/mask';
import { latin1 } from '../../grammar/latin1';
import { match } from 'ts-pattern';

/**
 * Makes the trace line of an event, secrets masked; `undefined` for an event without a line. `showsTexts` shows numbers and texts of
 * people.
 */
export const traceOf = (event: TraceEvent, at: number, showsTexts = false): TraceEntry | undefined => {
  const entry = (sign: TraceEntry['sign'], text: string): TraceEntry => Object.freeze({ at, sign, text });
  const isShown = (command: Command): boolean => showsTexts && command.definition.holdsTexts;
  const spelled = (command: Command): string => (isShown(command) ? command.text : command.redacted);
  return match(event)
    .with({ kind: 'said' }, ({ command }) => entry('>', spelled(command)))
    .with({ kind: 'gave' }, ({ bytes }) => entry('>>', `${bytes.length} bytes`))
    .with({ kind: 'note' }, ({ text }) => entry('#', text))
    .with({ kind: 'echo' }, ({ command }) => entry('<', spelled(command)))
    .with({ kind: 'accepted' }, () => entry('<', 'OK'))
    .with({ kind: 'info' }, ({ command, text }) =>
      entry('<', command.definition.hidesAnswer && !isShown(command) ? mask : text),
    )
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
    .with({ kind: 'unknown' }, ({ text, command }) => {
      // Behind a prompt it may be the echo of the data.
      const isHidden = command && (command.definition.hidesAnswer || command.definition.hidesData);
      return entry('<', isHidden && !isShown(command) ? mask : text);
    })
    .with({ kind: 'urc' }, ({ text, body, definition }) => {
      if (definition.hides && !showsTexts) return entry('<', `${keyOf(text)}: ${mask}`);
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
export const traceLines = (showsTexts = false): OperatorFunction<TraceEvent, TraceEntry> =>
  mealy<Before, TraceEvent, TraceEntry>({ counted: 0, givesText: false }, (before, event) => {
    const at = asyncScheduler.now();
    const line = (sign: TraceEntry['sign'], text: string) => [Object.freeze({ at, sign, text })];
    if (event.kind === 'payload') {
      const counted = before.counted + event.bytes.length;
      if (event.left > 0) return [{ ...before, counted }, []];
      return [{ ...before, counted: 0 }, line('<<', `${counted} bytes`)];
    }
    if (event.kind === 'gave' && before.givesText) return [before, line('>>', shownText(event.bytes))];
    const entry = traceOf(event, at, showsTexts);
    const after: Before =
      event.kind === 'said'
        ? { counted: 0, givesText: showsTexts && event.command.definition.holdsTexts }
        : before;
    return [after, entry ? [entry] : []];
  });

interface Before {
  /** The counted bytes that have no line yet. */
  readonly counted: number;
  /** Whether what is given to the open command is shown. */
  readonly givesText: boolean;
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\x00-\x1f\x7f-\x9f]/g;

/** A text with its control characters in words: `0011…\x1a`. */
const shownText = (bytes: Uint8Array): string =>
  latin1(bytes).replace(CONTROL, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
