import type { Vocabulary } from '../grammar/vocabulary';
import { keyOf } from '../grammar/forms/lineForm';
import { Tokenizer } from './tokenizer';
import type { TokenizerState } from './tokenizerState';
import { opened, type OpenCommand } from './openCommand';
import { remember } from './remember';
import type { Token } from './token';
import type { Traffic } from './traffic';

export { initialState, type TokenizerState } from './tokenizerState';

/** One step of the fold: a state and the next item of traffic give the next state and the tokens found. */
export type TokenizerStep = (
  state: TokenizerState,
  item: Traffic,
) => readonly [TokenizerState, readonly Token[]];

const NO_BYTES = new Uint8Array(0);
const NOTHING: readonly Token[] = Object.freeze([]);

const urcReader = ({ urcs }: Vocabulary) =>
  remember((line: string): Token | null => {
    for (const definition of urcs.get(keyOf(line)) ?? []) {
      const values = definition.form.read(line);
      if (values) return Object.freeze({ kind: 'urc', definition, values, text: line });
    }
    return null;
  });

/** The quick path in the middle of counted bytes: the whole chunk is payload. */
const allPayload = (
  state: TokenizerState,
  { command }: OpenCommand,
  bytes: Uint8Array,
): readonly [TokenizerState, readonly Token[]] => {
  const { partialLine, afterCr, open, framing, urcAwaitingBody, openQuote } = state;
  const payloadLeft = state.payloadLeft - bytes.length;
  const lastPayloadByte = bytes[bytes.length - 1] ?? state.lastPayloadByte;
  return [
    { partialLine, afterCr, open, payloadLeft, lastPayloadByte, framing, urcAwaitingBody, openQuote },
    [{ kind: 'payload', command, bytes, left: payloadLeft }],
  ];
};

/**
 * The tokenizer's step: traffic in, tokens out. Inside, two small steps alternate: one cuts the next piece off the
 * received bytes (a line, a prompt, some of the counted bytes), the other (`classify`) decides what it is, and so what is expected next.
 *
 *     said AT+HTTPREAD=0,5
 *     heard \r\n+HTTPREAD: 5\r\nhel         info { length: 5 }, payload hel (2 left)
 *     heard lo\r\nOK\r\n                    payload lo (0 left), final OK
 *
 * A URC with a body line (`+CMT`) is emitted when the body has come; the body is never classified. Where the bytes are cut never
 * changes the tokens.
 */
export const tokenizerStep = (known: Vocabulary): TokenizerStep => {
  const urcOf = urcReader(known);
  return (state, item) => {
    switch (item.kind) {
      case 'heard': {
        if (state.payloadLeft > item.bytes.length && !state.afterCr && state.open)
          return allPayload(state, state.open, item.bytes);
        const tokenizer = new Tokenizer(state, item.bytes, urcOf);
        const next = tokenizer.run();
        return [next, tokenizer.tokens];
      }
      case 'said':
        return [{ ...state, open: opened(item.command), payloadLeft: 0 }, NOTHING];
      case 'dropped': {
        // What waits for its closing quote has swallowed the answer: the text was cut.
        const tokenizer = new Tokenizer(state, NO_BYTES, urcOf);
        tokenizer.endQuote();
        return [{ ...tokenizer.run(), open: undefined, payloadLeft: 0 }, tokenizer.tokens];
      }
      case 'gave':
        return [state, NOTHING];
    }
  };
};
