import { type FinalResult, printable, type Token, type Traffic } from 'rxmodem';
import { copyOf, part } from './part';

interface Line {
  readonly sign: string;
  readonly kind: string;
  readonly text: string;
  readonly means?: string | undefined;
}

const latin1 = new TextDecoder('latin1');
const MAX_CHARS = 160;

/** The lines of the conversation. */
export const tokenLine = Object.freeze({
  /** What the host writes. */
  written: (traffic: Traffic): HTMLElement =>
    traffic.kind === 'said'
      ? drawn({
          sign: '>',
          kind: 'said',
          text: traffic.command.redacted ?? traffic.command.text,
          means: traffic.command.definition.does,
        })
      : drawn({ sign: '>>', kind: 'gave', text: traffic.kind === 'gave' ? shownBytes(traffic.bytes) : '' }),
  /** What the modem means. */
  token: (token: Token): HTMLElement => drawn({ ...lineOf(token), kind: token.kind }),
});

const lineOf = (token: Token): Omit<Line, 'kind'> => {
  switch (token.kind) {
    case 'echo':
      return { sign: '<', text: token.command.redacted ?? token.text };
    case 'info':
      return { sign: '<', text: token.text, means: valuesOf(token.values, token.text) };
    case 'payload':
      return { sign: '<<', text: shownBytes(token.bytes), means: `${token.left} bytes to come` };
    case 'prompt':
      return { sign: '<', text: '>', means: promptWords(token.wanted) };
    case 'final':
      return { sign: '<', text: finalText(token.result) };
    case 'urc':
      return { sign: '!', text: token.text, means: urcWords(token) };
    case 'unknown':
      return { sign: '?', text: token.text };
    case 'corrupt':
      return { sign: '#', text: 'counted bytes were damaged', means: `${token.expectedBytes} were expected` };
    case 'accepted':
      return { sign: '<', text: 'OK', means: 'accepted: the answer follows' };
  }
};

const promptWords = (wanted: number | undefined): string =>
  `the modem waits for ${wanted === undefined ? 'data' : `${wanted} bytes`}`;

const finalText = ({ code, detail }: FinalResult): string =>
  detail === undefined ? code : `${code}: ${detail}`;

const urcWords = ({ definition, values, body }: Token & { kind: 'urc' }): string =>
  [valuesOf(values), definition.tells, ...(body === undefined ? [] : [body])].filter(Boolean).join(' · ');

/** Decoded values; a text that is the whole line says nothing new. */
const valuesOf = (values: Readonly<Record<string, unknown>>, text?: string): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== text)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`)
    .join(', ');

const shownBytes = (bytes: Uint8Array): string => {
  const text = printable(latin1.decode(bytes.subarray(0, MAX_CHARS)));
  return `${bytes.length} bytes: ${text}${bytes.length > MAX_CHARS ? '…' : ''}`;
};

const drawn = ({ sign, kind, text, means = '' }: Line): HTMLElement => {
  const line = copyOf('line');
  line.dataset.kind = kind;
  part(line, 'sign').textContent = sign;
  part(line, 'kind').textContent = kind;
  part(line, 'text').textContent = printable(text);
  part(line, 'means').textContent = means;
  return line;
};
