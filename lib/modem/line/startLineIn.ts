import type { Profile } from '../../dialects/profile';
import type { LineForm } from '../../grammar/forms/lineForm';
import { latin1 } from '../../grammar/latin1';

/** A line that says that the modem restarted, or that it goes off. */
export interface PowerEvidence {
  readonly line: string;
  readonly isOff: boolean;
}

const isSaid = (form: LineForm<unknown>, line: string): boolean =>
  form.read(line) !== undefined || form.readLoosely?.(line) !== undefined;

/** The lines of a start are few and short: they stand at the end of what came. */
const MAX_LOOKED_AT = 4_096;

/**
 * Finds the last whole line among counted bytes that says that the modem restarted or went off. A body may hold such a line,
 * too: it is evidence only where the bytes behind it do not come.
 *
 *     +HTTPREAD: 300 CR LF  hello CR LF CR LF RDY CR LF +CFUN: 1 CR LF …silence      RDY
 */
export const startLineIn = (
  bytes: Uint8Array,
  { boot, off }: Pick<Profile, 'boot' | 'off'>,
): PowerEvidence | undefined => {
  const from = Math.max(0, bytes.length - MAX_LOOKED_AT);
  const lines = latin1(bytes, from).split(/\r\n?|\n/);
  // The last one has not ended; the first one began earlier where not all bytes are looked at.
  const whole = lines.slice(from > 0 ? 1 : 0, -1).reverse();
  const known = [...off.map((urc) => ({ urc, isOff: true })), ...boot.map((urc) => ({ urc, isOff: false }))];
  for (const line of whole) {
    const found = known.find(({ urc: { form } }) => isSaid(form, line));
    if (found) return { line, isOff: found.isOff };
  }
  return undefined;
};
