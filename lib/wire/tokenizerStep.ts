import type { Vocabulary } from '../grammar/vocabulary';
import { trimBlanks } from '../grammar/codecs/splitFields';
import { keyOf } from '../grammar/forms/lineForm';
import type { UrcOf } from './classify';
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

const NOTHING: readonly Token[] = Object.freeze([]);

const urcReader = ({ urcs }: Vocabulary): UrcOf => {
  const strictly = remember((line: string): Token | null => {
    for (const definition of urcs.get(keyOf(line)) ?? []) {
      const values = definition.form.read(line);
      if (values) return Object.freeze({ kind: 'urc', definition, values, text: line });
    }
    return null;
  });
  const loosely = remember((line: string): Token | null => {
    for (const definition of urcs.get(trimBlanks(keyOf(line)).toUpperCase()) ?? []) {
      const values = definition.followedBy ? undefined : definition.form.readLoosely?.(line);
      if (values) return Object.freeze({ kind: 'urc', definition, values, text: line });
    }
    return null;
  });
  return Object.assign((line: string) => strictly(line), { loosely });
};

/** The quick path in the middle of counted bytes: the whole chunk is payload. */
const allPayload = (
  state: TokenizerState,
  { command }: OpenCommand,
  bytes: Uint8Array,
): readonly [TokenizerState, readonly Token[]] => {
  const { partialLine, afterCr, open, framing, urcAwaitingBody } = state;
  const payloadLeft = state.payloadLeft - bytes.length;
  const lastPayloadByte = bytes[bytes.length - 1] ?? state.lastPayloadByte;
  return [
    { partialLine, afterCr, open, payloadLeft, lastPayloadByte, framing, urcAwaitingBody },
    [{ kind: 'payload', command, bytes, left: payloadLeft }],
  ];
};

/** What was held back in front of unannounced payload, where it is a URC after all: nothing followed it. */
const heldBack = (
  state: TokenizerState,
  open: OpenCommand | undefined,
  urcOf: UrcOf,
): readonly [TokenizerState, readonly Token[]] => {
  const [, line] = /^([^\r]+)\r\n$/.exec(open?.atPayloadStart ? state.partialLine : '') ?? [];
  const urc = line === undefined ? null : urcOf(line);
  return urc ? [{ ...state, partialLine: '', afterCr: true }, [urc]] : [state, NOTHING];
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
      case 'dropped':
        return heldBack({ ...state, open: undefined, payloadLeft: 0 }, state.open, urcOf);
      case 'gave':
        return [state, NOTHING];
    }
  };
};
