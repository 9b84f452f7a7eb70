import type { Command, CommandDefinition, Ending, Prompt } from './commandDefinition';
import { type LineForm, lineForm } from './forms/lineForm';
import { parseRequest, type Request } from './parseRequest';
import { readShape, type Shape, type Values, writeShape } from './forms/shape';
import { sameWord } from './codecs/splitFields';
import { spellable } from './codecs/spellable';
import { mask } from './mask';
import { maskedUrls } from './secrets';

/** The header of a command's answer: its name. `+FTPGET=2,` answers `+FTPGET: …`. */
const answerForm = <S extends Shape>(
  head: string,
  header: string | undefined,
  shape: S,
  others: readonly string[],
): LineForm<Values<S>> => {
  const name = head.replace(/[=?].*$/, '');
  return lineForm(header ?? name, shape, header === undefined ? others : [name, ...others]);
};

/** The text of a command for people, made of the fields that are written: secret arguments are masked. */
const redactedText = (
  { head, takes, secret }: CommandDefinition,
  args: Command['args'],
  fields: readonly string[],
): string => {
  const hidden = secret?.(args as never) ?? [];
  if (hidden.length === 0) return maskedUrls(`AT${head}${fields.join(',')}`);
  const names = Object.keys(takes);
  const shown = fields.map((field, at) => (hidden.includes(names[at] ?? '') ? mask : field));
  return maskedUrls(`AT${head}${shown.join(',')}`);
};

/** The text of a command for people: secret arguments are masked. */
export const showCommand = (definition: CommandDefinition, args: Command['args']): string =>
  redactedText(definition, args, writeShape(definition.takes, args as never));

export type { Command, CommandDefinition, Ending, Prompt } from './commandDefinition';

/** A command, declared once for client, emulator and reference. */
export interface CommandSpec<T extends Shape, A extends Shape> {
  /** One sentence, starting with a verb. */
  readonly does: string;
  /** Manual and section. */
  readonly source: string;
  /** The arguments, in order. */
  readonly takes?: T;
  /** The fields of its answer; none where it answers with a result code alone. */
  readonly answers?: A;
  /** The answer's header where it is not the command's name; `''` for a bare line. */
  readonly answerHeader?: string;
  /** Headers that other firmware has in front of the same answer; `''` for none. */
  readonly otherHeaders?: readonly string[];
  /** True where `OK` may come without the answer that is declared. */
  readonly mayBeEmpty?: boolean;
  /** How many raw bytes follow an answer line; `NaN` where the answer can't be this command's (more than was asked for). */
  readonly payload?: (answer: Values<A>, args: Values<T>) => number;
  /** How many raw bytes make the answer, with no line that announces them: the command said how many (SIM800 `FSREAD`). */
  readonly payloadAtOnce?: (args: Values<T>) => number;
  readonly prompt?: Prompt;
  readonly ending?: Ending<Values<A>>;
  /** How long it may take to its end, not counting the time that payload takes on the line. */
  readonly timeoutMs: number;
  /**
   * After which silence `AT` is written while it is open: a modem that is at work says nothing, one whose answer was lost says OK. For
   * commands with a long limit that take no harm.
   */
  readonly probeMs?: number;
  /** True where its blocks come from a server while they stream: between two of them the modem may wait as long as for the first. */
  readonly fetches?: boolean;
  /** True where it is a question, although it takes arguments: it changes nothing, and may be asked again. */
  readonly asks?: boolean;
  /**
   * True where the modem forgets the bytes that it gave: they can't be read again, so their end is believed the first time,
   * whichever number of line ends this firmware sets there.
   */
  readonly consumes?: boolean;
  /** Which arguments no trace, error or recording shows. */
  readonly secret?: (args: Values<T>) => readonly (keyof T & string)[];
  /** True where no trace or recording shows the answer. */
  readonly hidesAnswer?: boolean;
  /** True where its counted bytes are header fields: a recording keeps them, with their secret values masked. */
  readonly bringsHead?: boolean;
  /** True where no recording shows the data that it asks for. */
  readonly hidesData?: boolean;
  /** True where all that it hides are numbers and texts of people: a trace shows them if `traceTexts` asks for it. */
  readonly holdsTexts?: boolean;
  /** The answer's form, where header and fields do not describe it. */
  readonly answerForm?: LineForm<Values<A>>;
  /** A conversation that a spec executes in both directions: `>` host, `<` modem, `<<` and `>>` raw bytes. */
  readonly example: string;
}

export type Arguments<T extends Shape> =
  Record<never, never> extends Values<T> ? [args?: Values<T>] : [args: Values<T>];

/** A declared command: call it with its arguments to get one that can be sent. */
export interface CommandFactory<T extends Shape, A extends Shape> extends CommandDefinition {
  (...args: Arguments<T>): Command<Values<A>>;
  readonly takes: T;
  readonly answer: LineForm<Values<A>> | undefined;
}

const unquoted = (field: string): string => field.replace(/^"(.*)"$/s, '$1');

const recogniser = (head: string, takes: Shape) => {
  const wanted = parseRequest(head);
  return (request: Request): Readonly<Record<string, unknown>> | undefined => {
    if (request.name !== wanted.name || request.form !== wanted.form) return undefined;
    const fixed = wanted.fields.filter((field) => field !== '');
    const fits = fixed.every((field, at) => sameWord(request.fields[at], field));
    if (!fits) return undefined;
    const rest = request.fields.slice(fixed.length);
    // Modems take numbers in quotes, too.
    return readShape(takes, rest) ?? readShape(takes, rest.map(unquoted));
  };
};

const answerOf = <T extends Shape, A extends Shape>(
  head: string,
  { answerForm: form, answers, answerHeader, otherHeaders = [] }: CommandSpec<T, A>,
): LineForm<Values<A>> | undefined =>
  form ?? (answers && answerForm(head, answerHeader, answers, otherHeaders));

/** What a command is only where its table says so. */
const traitsOf = <T extends Shape, A extends Shape>({
  hidesAnswer = false,
  hidesData = false,
  holdsTexts = false,
  bringsHead = false,
  mayBeEmpty = false,
  fetches = false,
  asks = false,
  consumes = false,
}: CommandSpec<T, A>) => ({
  ...{ hidesAnswer, hidesData, holdsTexts, bringsHead },
  ...{ mayBeEmpty, fetches, asks, consumes },
});

/**
 * Declares a command as data: what it takes and answers, how it ends, how long it may take, and what it looks like.
 *
 *     const battery = command('+CBC', {
 *       does: 'Reads the battery.', source: 'SIM800 AT manual V1.09',
 *       answers: { charging: integer, percent: integer, milliVolts: integer }, timeoutMs: 1_000,
 *       example: `
 *         > AT+CBC
 *         < +CBC: 0,87,4012
 *         < OK`,
 *     });
 *     modem.send(battery())
 *
 * The head is the command's text up to its arguments (`+HTTPPARA="URL",`, `+CREG?`, `+FTPGET=2,`). Calling it fails with
 * `invalid-argument`, which names the argument, where a value can't be spelled.
 */
export const command = <T extends Shape = Record<never, never>, A extends Shape = Record<never, never>>(
  head: string,
  spec: CommandSpec<T, A>,
): CommandFactory<T, A> => {
  const takes = spec.takes ?? ({} as T);
  const factory = (args: Values<T> = {} as Values<T>): Command<Values<A>> => {
    const fields = writeShape(takes, args);
    const text = spellable(`AT${head}${fields.join(',')}`, 'command');
    const definition = factory as unknown as CommandDefinition;
    // Nothing to mask: neither a secret argument nor a URL.
    if (!spec.secret && !text.includes('/')) return Object.freeze({ definition, args, text, redacted: text });
    // Made when it is shown: most commands are shown to nobody.
    const made = {
      definition,
      args,
      text,
      get redacted(): string {
        return redactedText(definition, args, fields);
      },
    };
    return Object.freeze(made);
  };
  return Object.assign(factory, {
    head,
    does: spec.does,
    source: spec.source,
    takes,
    secret: spec.secret,
    ...traitsOf(spec),
    answer: answerOf(head, spec),
    payload: spec.payload,
    payloadAtOnce: spec.payloadAtOnce,
    prompt: spec.prompt,
    ending: spec.ending ?? { by: 'final' },
    timeoutMs: spec.timeoutMs,
    probeMs: spec.probeMs,
    example: spec.example,
    recognise: recogniser(head, takes),
  });
};
