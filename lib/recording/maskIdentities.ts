import type { Piece } from './redactor';

/** What a report does not mask, in words for its head. */
export const notMasked: readonly string[] = [
  'the names of operators and access points',
  'the cell that the modem is in (CREG, CGREG, CEREG, CPSI), which says where it is',
  'model and firmware, signal, supply, and times',
  'URLs, apart from users, passwords and values of queries, and the names of files',
];

const ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g;
const ADDRESS_6 = /\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}\b/gi;
/** An IMEI or IMSI; the number of a SIM, which may end in F. */
const IDENTITY = /\b\d{14,17}\b|\b89\d{15,18}F?\b/gi;
const PHONE_NUMBER = /"(\+?)(\d{7,20})"/g;
/** Addresses of documents (RFC 5737, RFC 3849): they are addresses, and nobody has them. */
const SOME_ADDRESS = '192.0.2.1';
const SOME_ADDRESS_6 = '2001:db8::1';

const zeros = (text: string): string => text.replace(/\d/g, '0');

/**
 * Masks what identifies a modem, its SIM and its network address in a line, so that a reader of the line still takes it.
 *
 *     867564050638581   000000000000000      +CNUM: "","+4917012345678",145   +CNUM: "","+0000000000000",145
 *     +SAPBR: 1,1,"10.89.193.1"              +SAPBR: 1,1,"192.0.2.1"
 */
export const maskIdentities = (line: string): string =>
  line
    .replace(IDENTITY, zeros)
    .replace(PHONE_NUMBER, (_, plus: string, digits: string) => `"${plus}${zeros(digits)}"`)
    .replace(ADDRESS, (address) => (address === '0.0.0.0' ? address : SOME_ADDRESS))
    .replace(ADDRESS_6, SOME_ADDRESS_6);

/** A line that is longer is masked in parts. */
const MAX_HELD_CHARS = 4_096;

/** Holds pieces back until their line ends, so that nothing is missed that came in two pieces; gives them masked. */
export class WholeLines {
  private held: Piece | undefined;

  take(pieces: readonly Piece[]): readonly Piece[] {
    return pieces.flatMap((piece) => {
      const text = `${this.held?.text ?? ''}${piece.text}`;
      const joined = this.held?.joined ?? piece.joined;
      const end =
        text.length > MAX_HELD_CHARS
          ? text.length
          : Math.max(text.lastIndexOf('\r'), text.lastIndexOf('\n')) + 1;
      this.held =
        end < text.length ? { ...piece, text: text.slice(end), joined: end > 0 || joined } : undefined;
      return end === 0 ? [] : [{ ...piece, text: maskIdentities(text.slice(0, end)), joined }];
    });
  }

  /** Gives what is held back. */
  end(): readonly Piece[] {
    const { held } = this;
    this.held = undefined;
    return held ? [{ ...held, text: maskIdentities(held.text) }] : [];
  }
}
