import { changesNothing } from '../grammar/changesNothing';
import type { OpenCommand, Undecided } from './openCommand';
import type { Fields, Token } from './token';

/** What a line decides: the tokens of lines that were undecided, and where the open command stands then. */
interface Decision {
  readonly open: OpenCommand;
  readonly tokens: readonly Token[];
  /** The line itself waits for the next ones. */
  readonly waits: boolean;
}

/** Whether two lines tell the same thing: the fields that both have are the same. `0,97` and `0,1` tell of client 0. */
const tellSame = (one: Fields, other: Fields, key: (name: string) => boolean): boolean =>
  Object.keys(one).every((name) => !key(name) || one[name] === other[name]);

/** Fields that name what a line tells of: those that may not be unlisted. */
const isKey =
  ({ command: { definition } }: OpenCommand) =>
  (name: string): boolean =>
    !(definition.answer?.mayBeUnlisted?.includes(name) ?? false);

/** More lines than any question has that news shares its name with. */
const MAX_TOLD = 16;

const undecidedOf = (open: OpenCommand, token: Token): Undecided | undefined => {
  const { definition } = open.command;
  if (token.kind !== 'urc' || definition.payload || definition.ending.by !== 'final') return undefined;
  // A recording hides what is told of people: it must know at once.
  if (token.definition.hides) return undefined;
  const values = definition.answer?.readUnlisted?.(token.text);
  if (!values || !changesNothing(open.command)) return undefined;
  return open.told.some((told) => tellSame(values, told, isKey(open))) ? undefined : { urc: token, values };
};

const asAnswer = ({ command }: OpenCommand, { urc: { text }, values }: Undecided): Token => ({
  kind: 'info',
  command,
  values,
  text,
  bytes: 0,
});

/** An answer to the letter, or one more line that fits both: what told the same before was news. */
const repeated = (open: OpenCommand, values: Fields): readonly Undecided[] =>
  open.undecided.filter((one) => tellSame(one.values, values, isKey(open)));

/**
 * Decides between the answer of the open question and news of the same name where a line fits both, but for a state that no table has.
 * The next lines tell: one that tells the same is the answer, and the first was news; where the result code comes, the first was the
 * answer, unless the question was refused.
 *
 *     > AT+NETOPEN?  < +NETOPEN: 97                    < OK     the answer: in a state that is not known
 *     > AT+NETOPEN?  < +NETOPEN: 97  < +NETOPEN: 0     < OK     news, then the answer
 */
export const sameName = (open: OpenCommand, token: Token, isNewsToo: () => boolean): Decision | undefined => {
  const found = undecidedOf(open, token);
  const rest = (gone: readonly Undecided[]) => open.undecided.filter((one) => !gone.includes(one));
  if (found) {
    const news = repeated(open, found.values);
    return { open: { ...open, undecided: [...rest(news), found] }, tokens: urcsOf(news), waits: true };
  }
  if (token.kind === 'info') {
    const isTold =
      open.command.definition.answer?.mayBeUnlisted && open.told.length < MAX_TOLD && isNewsToo();
    if (!isTold && open.undecided.length === 0) return undefined;
    const news = repeated(open, token.values);
    const told = isTold ? [...open.told, token.values] : open.told;
    return { open: { ...open, undecided: rest(news), told }, tokens: urcsOf(news), waits: false };
  }
  if (token.kind !== 'final' || open.undecided.length === 0) return undefined;
  const isAnswered = token.result.ok;
  const tokens = isAnswered ? open.undecided.map((one) => asAnswer(open, one)) : urcsOf(open.undecided);
  return { open: { ...open, undecided: [], answered: open.answered || isAnswered }, tokens, waits: false };
};

/** Nothing follows any more: what was undecided was news. */
export const urcsOf = (undecided: readonly Undecided[]): readonly Token[] => undecided.map(({ urc }) => urc);
