import type { UrcDefinition } from '../grammar/urc';
import type { Vocabulary } from '../grammar/vocabulary';
import type { Token } from '../wire/token';
import type { TokenizerState } from '../wire/tokenizerState';

/** A part of a text, by the places of its ends. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the URCs whose values no recording shows (`hides`): numbers of people, and what they wrote.
 *
 *     +CLIP: "+4917…",145     the header stays, all behind it is hidden
 */
export class HiddenUrcs {
  private readonly headers: readonly string[];

  constructor({ urcs }: Vocabulary) {
    const isHidden = ({ hides }: UrcDefinition): boolean => hides;
    this.headers = [...urcs].filter(([, same]) => same.some(isHidden)).map(([key]) => `${key}:`);
  }

  /**
   * Where the values of a URC stand in a text that ends with it, or a part of them where its beginning is not in that text. `undefined` for
   * other tokens.
   */
  placeOf(token: Token, text: string): Place | undefined {
    if (token.kind !== 'urc' || !token.definition.hides) return undefined;
    const whole = token.body === undefined ? token.text : `${token.text}\r\n${token.body}`;
    for (let skipped = 0; skipped < whole.length; skipped += 1) {
      const from = text.lastIndexOf(whole.slice(skipped));
      if (from >= 0) return shown(whole, skipped, from);
    }
    return undefined;
  }

  /** How many characters at the end of what came may belong to such a URC, whose end has not come. */
  heldChars(text: string, { partialLine, openQuote, urcAwaitingBody }: TokenizerState): number {
    const begun = openQuote?.[0] ?? (urcAwaitingBody?.definition.hides ? urcAwaitingBody.text : undefined);
    if (begun !== undefined) {
      const from = text.lastIndexOf(begun);
      return from < 0 ? text.length : text.length - from;
    }
    const mayBegin = this.headers.some(
      (header) => header.startsWith(partialLine) || partialLine.startsWith(header),
    );
    return partialLine !== '' && mayBegin ? partialLine.length : 0;
  }

  /** The values in the beginning of such a URC, which is released before its end has come. */
  begunIn(text: string, state: TokenizerState): Place | undefined {
    const held = text.slice(text.length - this.heldChars(text, state));
    const header = this.headers.find((one) => held.startsWith(one));
    return header === undefined
      ? undefined
      : { from: text.length - held.length + header.length, to: text.length };
  }
}

/** The place without the header. */
const shown = (whole: string, skipped: number, from: number): Place => {
  const headerChars = whole.indexOf(':') + 1;
  return { from: from + Math.max(0, headerChars - skipped), to: from + whole.length - skipped };
};
