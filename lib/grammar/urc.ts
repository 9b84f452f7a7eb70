import { bodyForm } from './bodyForm';
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
  /**
   * `text` where a second line follows that is somebody else's text (`+CMT`): it is the URC's `body`, whatever it says, and
   * never a line of its own. A text with line ends in it is cut at the first: the modem does not tell how long it is.
   */
  readonly followedBy?: 'text';
  /** One line, as it stands on the wire, or the two, CR LF between them; a spec reads it and writes it back. */
  readonly example: string;
}

/** What the tokenizer and the emulator need to know of a URC, whatever its types. */
export interface UrcDefinition<V = Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly tells: string;
  readonly source: string;
  readonly form: LineForm<V>;
  readonly followedBy: 'text' | undefined;
  readonly example: string;
}

type Told<S extends Shape> = UrcSpec<S> & { readonly form?: LineForm<Values<S>> };

/** A URC's values, and the text that follows it. */
type WithBody<S extends Shape> = Values<S> & { readonly body: string };

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
export const urc: {
  <S extends Shape = Record<never, never>>(
    name: string,
    spec: Told<S> & { readonly followedBy: 'text' },
  ): UrcDefinition<WithBody<S>>;
  <S extends Shape = Record<never, never>>(name: string, spec: Told<S>): UrcDefinition<Values<S>>;
} = <S extends Shape>(name: string, spec: Told<S>): UrcDefinition<never> => {
  const { tells, source, followedBy, example, form = lineForm(name, spec.gives ?? ({} as S)) } = spec;
  const whole = followedBy ? bodyForm(form) : form;
  return Object.freeze({
    name,
    tells,
    source,
    form: whole as unknown as LineForm<never>,
    followedBy,
    example,
  });
};
