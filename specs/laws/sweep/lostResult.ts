import type { Profile } from '../../../lib';
import { recognise } from '../../../lib/grammar/vocabulary';
import type { FlowCase } from '../flows';
import type { Meddled } from './meddling';
import { swept } from './swept';

const ACCEPTED = '\r\nOK\r\n';

/** Lets an answer pass up to its `OK`, and what comes behind through `change`. */
const behindOk = (change: (text: string) => string): ((text: string) => string) => {
  let seen = '';
  let isAccepted = false;
  return (text) => {
    if (isAccepted) return change(text);
    seen += text;
    const at = seen.indexOf(ACCEPTED);
    if (at < 0) return text;
    isAccepted = true;
    const rest = seen.slice(at + ACCEPTED.length);
    return text.slice(0, text.length - rest.length) + (rest && change(rest));
  };
};

/** Changes the first line behind `OK` that begins so; what it announces still comes. */
const resultLine = (start: string, change: (shown: string) => string) => (): Meddled => {
  let isOver = false;
  const passes = behindOk((text) => {
    const begin = text.indexOf(start);
    const end = text.indexOf('\r\n', begin + 2);
    if (isOver || begin < 0 || end < 0) return text;
    isOver = true;
    return text.slice(0, begin) + change(text.slice(begin, end + 2)) + text.slice(end + 2);
  });
  return { isHeard: true, passes };
};

/** How a result goes missing whose command the modem has accepted with `OK`. */
const lossesOf = (
  { vocabulary }: Profile,
  line: string,
  behind: string,
  streams: boolean,
): WithResult['losses'] => {
  const name = /^AT(\+[A-Z]+)/.exec(line)?.[1] ?? '';
  const own = `\r\n${name}:`;
  // Another line may be in front of the command's own: a message in front of the result of a subscription.
  const start = vocabulary.urcs.has(name) || behind.includes(own) ? own : '\r\n';
  return {
    'its result line is lost': resultLine(start, () => ''),
    'its result line is damaged': resultLine(start, (shown) => shown.replace(/[+A-Z:]/g, '~')),
    ...(streams && {
      'all behind its OK is lost': () => ({ isHeard: true, passes: behindOk(() => '') }),
    }),
  };
};

/** A command of a flow that has a result behind its `OK`, and when the flow ends where nothing is lost. */
export interface WithResult {
  readonly flow: FlowCase;
  readonly line: string;
  readonly at: number;
  /** The same for all lines that are one command with other parameters. */
  readonly command: unknown;
  readonly goodMs: number;
  /** How its result goes missing, by name. */
  readonly losses: Readonly<Record<string, () => Meddled>>;
}

/** The commands of a flow whose result comes behind their `OK`; of several that differ in their parameters the first one. */
export const withResults = (profile: Profile, flow: FlowCase): readonly WithResult[] => {
  const behind = new Map<number, string>();
  const { endedAt: goodMs, written } = swept(profile, flow, ({ at }) => ({
    isHeard: true,
    passes: behindOk((text) => (behind.set(at, (behind.get(at) ?? '') + text), text)),
  }));
  const seen = new Set<unknown>();
  return written.flatMap(({ line, at }) => {
    const definition = recognise(profile.vocabulary, line.slice(2))?.definition;
    const command = definition ?? line;
    const said = behind.get(at);
    if (said === undefined || seen.has(command)) return [];
    seen.add(command);
    const losses = lossesOf(profile, line, said, definition?.ending.by === 'last-answer');
    return [{ flow, line, at, command, goodMs, losses }];
  });
};

/** A command that the modem can't be asked about: its limit is the only end of the wait. */
export interface Unaskable {
  readonly line: RegExp;
  /** The limit, in milliseconds, as the manual gives it; `Infinity` where a wait has none, as that for a client. */
  readonly limitMs: number;
  /** Why no question tells whether it is done. */
  readonly because: string;
}
