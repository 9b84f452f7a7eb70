import { lineForm, type LineForm } from './forms/lineForm';
import type { Shape, Values } from './forms/shape';
import { invalidArgument } from './errors/modemError';

/** What stands between the two lines. */
const BREAK = '\r\n';

/**
 * The form of a URC of two lines: the first as `form` has it, the second a free text. The first
 * line alone reads with an empty text.
 *
 *     +CMT: "+491701234567",,"24/05/17,09:30:00+08"\r\nOK    ⇄  { number, time, body: 'OK' }
 *
 * Writing refuses a CR: the modem would have ended the text there. A body that is counted may hold any byte.
 */
const bodyForm = <V extends object>(
  form: LineForm<V>,
  isCounted: boolean,
): LineForm<V & { readonly body: string }> => ({
  key: form.key,
  shows: `${form.shows}<CR><LF><body>`,
  read: (lines) => {
    const at = lines.indexOf(BREAK);
    const values = form.read(at < 0 ? lines : lines.slice(0, at));
    return values && Object.freeze({ ...values, body: at < 0 ? '' : lines.slice(at + BREAK.length) });
  },
  // What counts bytes is never read loosely.
  ...(!isCounted && {
    readLoosely: (line: string) => {
      const values = form.readLoosely?.(line);
      return values && Object.freeze({ ...values, body: '' });
    },
  }),
  write: (values) =>
    !isCounted && values.body.includes('\r')
      ? invalidArgument('body', 'it holds a CR, which ends it; a text of several lines can’t be written')
      : `${form.write(values)}${BREAK}${values.body}`,
});

/** How many raw bytes follow a URC’s line; more than `maxBytes` are not believed. */
export interface Counted {
  readonly bytes: (values: never) => number;
  readonly maxBytes: number;
  /**
   * Where the bytes stand in the URC’s own line, in quotes or bare, which a line end inside does not end: what stands in front of
   * them, from the line’s start to the last comma.
   *
   *     +QMTRECV: 0,0,"state",5,"he"o\r"      /^\+QMTRECV: \d+,\d+,".*?",\d+,/
   */
  readonly behind?: RegExp;
}

/**
 * The form of a URC whose counted bytes stand in its own line. What the line lacks of them is no matter: the rest comes behind it, or was
 * lost. A line with more than were counted is another one.
 */
const inlineForm = <V extends object>(
  form: LineForm<V>,
  behind: RegExp,
  countOf: (values: V) => number,
): LineForm<V & { readonly body: string }> => ({
  key: form.key,
  shows: `${form.shows},"<body>"`,
  read: (line) => {
    const [head = ''] = behind.exec(line) ?? [];
    const values = head === '' ? undefined : form.read(head.slice(0, -1));
    const body = values && inlineBody(line.slice(head.length), countOf(values));
    return values && body !== undefined ? Object.freeze({ ...values, body }) : undefined;
  },
  write: (values) => `${form.write(values)},"${values.body}"`,
});

/**
 * The counted bytes at the end of a line: between quotes, or bare where they begin with none. Fewer than were counted where the rest
 * comes behind the line, or a quote is not where it should be: then some bytes were lost.
 */
const inlineBody = (found: string, count: number): string | undefined => {
  if (!found.startsWith('"')) return found.length <= count ? found : undefined;
  const isWhole = found.length === count + 2 && found.endsWith('"');
  if (isWhole) return found.slice(1, -1);
  return found.length < count + 2 ? found.slice(1, Math.max(1, count)) : undefined;
};

/** A URC, declared once for client, emulator and reference. */
export interface UrcSpec<S extends Shape> {
  /** One sentence, starting with a verb: what it reports. */
  readonly tells: string;
  /** Manual and section. */
  readonly source: string;
  /** Its fields, in order. */
  readonly gives?: S;
  /**
   * `text` where a second line follows that holds free text (`+CMT`). That line is the URC's `body`, even if it reads `OK`;
   * it never becomes a token itself. A text with line ends inside is cut at the first one: the modem does not give its length.
   * Where the URC gives the length (`+CMQTTRXPAYLOAD: 0,5`), that many bytes are its `body`, whatever they are; a character is a byte.
   * They stand in the next line, or in its own (`behind`).
   */
  readonly followedBy?: 'text' | Counted;
  /** Whether it says that nothing more comes from the network or the server: no wait for data outlives it by more than seconds. */
  readonly isEnd?: (line: string, args: Readonly<Record<string, unknown>>) => boolean;
  /**
   * True where its text in quotes may span several lines, which may look like anything (`+CUSD`). They belong to it up to the closing
   * quote at the end of a line.
   */
  readonly spansLines?: boolean;
  /** True where no trace shows its values: a person's number, or what somebody wrote. */
  readonly hides?: boolean;
  /** One line, as it stands on the wire, or the two, CR LF between them; a spec reads it and writes it back. */
  readonly example: string;
}

/** What the tokenizer and the emulator need to know of a URC, whatever its types. */
export interface UrcDefinition<V = Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly tells: string;
  readonly source: string;
  readonly form: LineForm<V>;
  readonly followedBy: 'text' | Counted | undefined;
  readonly isEnd?: (line: string, args: Readonly<Record<string, unknown>>) => boolean;
  readonly spansLines: boolean;
  readonly hides: boolean;
  readonly example: string;
}

const withBody = <V extends object>(
  form: LineForm<V>,
  followedBy: 'text' | Counted,
): LineForm<V & { readonly body: string }> => {
  const counted = typeof followedBy === 'object' ? followedBy : undefined;
  return counted?.behind
    ? inlineForm(form, counted.behind, counted.bytes as (values: V) => number)
    : bodyForm(form, counted !== undefined);
};

type UrcInput<S extends Shape> = UrcSpec<S> & { readonly form?: LineForm<Values<S>> };

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
 * The name is the line's header. It may fix the first fields (`+FTPGET: 1,`) or be plain words (`RING`). A line with
 * the form of no header brings its own `form`.
 */
export const urc: {
  <S extends Shape = Record<never, never>>(
    name: string,
    spec: UrcInput<S> & { readonly followedBy: 'text' | Counted },
  ): UrcDefinition<WithBody<S>>;
  <S extends Shape = Record<never, never>>(name: string, spec: UrcInput<S>): UrcDefinition<Values<S>>;
} = <S extends Shape>(name: string, spec: UrcInput<S>): UrcDefinition<never> => {
  const { tells, source, followedBy, example, form = lineForm(name, spec.gives ?? ({} as S)) } = spec;
  const { isEnd, spansLines = false, hides = false } = spec;
  const whole = followedBy ? withBody(form, followedBy) : form;
  return Object.freeze({
    name,
    tells,
    source,
    form: whole as unknown as LineForm<never>,
    followedBy,
    ...(isEnd && { isEnd }),
    spansLines,
    hides,
    example,
  });
};
