import type { CommandFactory } from '../../grammar/command';
import type { Shape, Values } from '../../grammar/forms/shape';

/**
 * One piece of output of the virtual modem, before faults and pacing apply. The role of a line decides where faults may strike:
 * a URC never stands between a header and the bytes that it counts.
 */
export type Utterance = {
  /** The channel of the multiplexer; 0 if it is a frame already. Missing outside the multiplexer. */
  readonly channel?: number;
} & (
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly role: LineRole;
      /** The bytes around the text: CR LF on both sides, unless `ATV0` is set. */
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly role: 'echo' | 'payload' | 'noise' | 'frame';
    }
  /** No bytes. All output from here on answers this command line. */
  | { readonly kind: 'begin'; readonly command: string }
);

/** `header`: counted bytes follow. `last`: the answer that ends a stream. `result`: the late result of a command. */
export type LineRole = 'info' | 'header' | 'last' | 'prompt' | 'final' | 'urc' | 'result';

/** A line as modems frame it after `ATV1`: CR LF, the text, CR LF (SIM800 AT manual V1.09 page 22). */
export const spokenLine = (text: string, role: LineRole): Utterance => ({
  kind: 'line',
  text,
  role,
  before: '\r\n',
  after: '\r\n',
});

/** Counted bytes, with nothing around them. */
export const payload = (bytes: Uint8Array): Utterance => ({ kind: 'bytes', bytes, role: 'payload' });

/** Writes a command's answer through its own definition. */
export const answerLine = <T extends Shape, A extends Shape>(
  definition: CommandFactory<T, A>,
  values: Values<A>,
  role: LineRole = 'info',
): Utterance => spokenLine(definition.answer?.write(values) ?? '', role);

/** The prompt of commands that take data: at the start of a line, which does not end (A76XX FTP(S) note page 12). */
export const prompt: Utterance = { kind: 'line', role: 'prompt', text: '>', before: '\r\n', after: ' ' };
