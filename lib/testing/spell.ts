import type { Token } from '../wire/token';
import { latin1 } from '../grammar/latin1';
import { joinBytes } from '../../operators/joinBytes';
import { escapedText } from '../recording/escapedText';

type Payload = Token & { readonly kind: 'payload' };

/** Joins slices of counted bytes that follow each other: where they were cut does not matter. */
export const joined = (tokens: readonly Token[]): readonly Token[] => {
  const whole: Token[] = [];
  let slices: Payload[] = [];
  const flush = (): void => {
    const last = slices.at(-1);
    if (last) whole.push({ ...last, bytes: joinBytes(slices.map(({ bytes }) => bytes)) });
    slices = [];
  };
  for (const token of tokens) {
    if (token.kind === 'payload') slices.push(token);
    else {
      flush();
      whole.push(token);
    }
  }
  flush();
  return whole;
};

const spellOne = (token: Token): string => {
  switch (token.kind) {
    case 'accepted':
      return 'accepted';
    case 'payload':
      return `payload ${escapedText.write(latin1(token.bytes))}${token.left > 0 ? ` (${token.left} left)` : ''}`;
    case 'prompt':
      return token.wanted === undefined ? 'prompt' : `prompt ${token.wanted}`;
    case 'final':
      return `final ${token.result.code}${token.result.detail === undefined ? '' : `: ${token.result.detail}`}`;
    case 'corrupt':
      return `corrupt ${token.expectedBytes}`;
    case 'urc':
      return `urc ${escapedText.write(token.text)}${token.body === undefined ? '' : ` with ${escapedText.write(token.body)}`}`;
    case 'echo':
    case 'info':
    case 'unknown':
      return `${token.kind} ${escapedText.write(token.text)}`;
  }
};

/** Writes tokens for people, one a line, payload joined: `info +HTTPREAD: 5`, `payload hello`, `final OK`. */
export const spell = (tokens: readonly Token[]): readonly string[] => joined(tokens).map(spellOne);
