import { command, type Command, showCommand } from './command';
import { lineForm } from './forms/lineForm';
import { remainder } from './codecs/text';
import { spellable } from './codecs/spellable';
import { isRevealing, maskedByName } from './secrets';
import { recognise, type Vocabulary } from './vocabulary';

const anything = command('', {
  does: 'Sends a command line as it stands.',
  source: '27.007 § 4',
  answers: { text: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  timeoutMs: 120_000,
  example: `
    > AT
    < OK`,
});

/**
 * A command line as a person types it, with or without `AT`. What the vocabulary knows keeps its declared shape (and so its
 * payload); of anything else every line up to the result code is the answer.
 *
 * Fails with `invalid-argument` where it holds a control character: one line is one line.
 */
export const raw = (line: string, known: Vocabulary): Command => {
  const typed = spellable(line.trim(), 'command');
  const body = typed.replace(/^AT/i, '');
  const parts = splitAtSemicolons(body);
  const found = parts.length > 1 ? undefined : recognise(known, body);
  const form = lineForm('', { text: remainder });
  const text = `AT${body}`;
  const redacted = redactedLine(body, parts, known);
  // What is secret may come back as an echo that is damaged, and any line is an answer here.
  const hidesAnswer = redacted !== text || parts.some(isRevealing);
  const definition = found?.definition ?? { ...anything, answer: form, hidesAnswer };
  return Object.freeze({ definition, args: found?.args ?? {}, text, redacted });
};

/** The commands of a line: a semicolon stands between two, unless it stands in quotes. */
const splitAtSemicolons = (body: string): readonly string[] => {
  const parts: string[] = [];
  let start = 0;
  // Where a quote is missing, every semicolon that may stand between two commands does: a secret is looked for behind it.
  let inQuotes = false;
  const countsQuotes = !isUnbalanced(body);
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at];
    if (letter === '"' && countsQuotes) inQuotes = !inQuotes;
    if (letter !== ';' || inQuotes) continue;
    parts.push(body.slice(start, at));
    start = at + 1;
  }
  return [...parts, body.slice(start)];
};

const isUnbalanced = (body: string): boolean => body.split('"').length % 2 === 0;

/** The line for people. Where a quote is missing, what follows a secret may belong to it. */
const redactedLine = (body: string, parts: readonly string[], known: Vocabulary): string => {
  const shown = parts.map((part) => masked(part, known));
  const first = shown.findIndex((part, at) => part !== parts[at]);
  return `AT${(isUnbalanced(body) && first >= 0 ? shown.slice(0, first + 1) : shown).join(';')}`;
};

const masked = (body: string, known: Vocabulary): string => {
  const found = recognise(known, body);
  if (found?.definition.secret) return showCommand(found.definition, found.args).slice('AT'.length);
  return maskedByName(body, found !== undefined);
};
