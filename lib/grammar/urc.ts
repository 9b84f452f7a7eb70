import { lineForm, type LineForm } from './lineForm';
import type { Shape, Values } from './shape';

/** A URC, declared once for client, emulator and reference. */
export interface UrcSpec<S extends Shape> {
  /** One sentence, starting with a verb: what it tells. */
  readonly tells: string;
  /** Manual and section. */
  readonly source: string;
  /** Its fields, in order. */
  readonly gives?: S;
  /** One line, as it stands on the wire; a spec reads it and writes it back. */
  readonly example: string;
}

/** What the tokenizer and the emulator need to know of a URC, whatever its types. */
export interface UrcDefinition<V = Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly tells: string;
  readonly source: string;
  readonly form: LineForm<V>;
  readonly example: string;
}

/**
 * Declares a URC (unsolicited result code) as data.
 *
 *     const incomingSms = urc('+CMTI', {
 *       tells: 'Tells that a message was stored.', source: '27.005 § 3.4.1',
 *       gives: { storage: text, index: integer }, example: '+CMTI: "SM",3',
 *     });
 *     modem.urcs.pipe(ofUrc(incomingSms))
 *
 * The name is the line's header. It may fix the first fields (`+FTPGET: 1,`) or be words of its own (`RING`). A line with
 * the form of no header brings its own `form`.
 */
export const urc = <S extends Shape = Record<never, never>>(
  name: string,
  spec: UrcSpec<S> & { readonly form?: LineForm<Values<S>> },
): UrcDefinition<Values<S>> =>
  Object.freeze({
    name,
    tells: spec.tells,
    source: spec.source,
    form: spec.form ?? lineForm(name, spec.gives ?? ({} as S)),
    example: spec.example,
  });
