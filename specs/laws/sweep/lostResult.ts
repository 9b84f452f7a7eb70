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

/** How a result goes missing whose command the modem has accepted with `OK`. */
export const LOSSES: Readonly<Record<string, (line: string) => Meddled>> = {
  'all behind its OK is lost': () => ({ isHeard: true, passes: behindOk(() => '') }),
  // What the line announces still comes: raw bytes that nothing explains.
  'its first result line is damaged': (line) => {
    const name = /^AT(\+[A-Z]+)/.exec(line)?.[1] ?? '';
    let isOver = false;
    const passes = behindOk((text) => {
      const own = text.indexOf(`\r\n${name}:`);
      const begin = text.indexOf('\r\n', own < 0 ? 0 : own);
      const end = text.indexOf('\r\n', begin + 2);
      if (isOver || begin < 0 || end < 0) return text;
      isOver = true;
      return text.slice(0, begin + 2) + text.slice(begin + 2, end).replace(/[+A-Z:]/g, '~') + text.slice(end);
    });
    return { isHeard: true, passes };
  },
};

/** A command of a flow that has a result behind its `OK`, and when the flow ends where nothing is lost. */
export interface WithResult {
  readonly flow: FlowCase;
  readonly line: string;
  readonly at: number;
  /** The same for all lines that are one command with other parameters. */
  readonly command: unknown;
  readonly goodMs: number;
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
    const command = recognise(profile.vocabulary, line.slice(2))?.definition ?? line;
    if (!behind.has(at) || seen.has(command)) return [];
    seen.add(command);
    return [{ flow, line, at, command, goodMs }];
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
