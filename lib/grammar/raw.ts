import { command, type Command } from './command';
import { lineForm } from './lineForm';
import { remainder } from './remainder';
import { showCommand } from './showCommand';
import { spellable } from './spellable';
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
  const found = body.includes(';') ? undefined : recognise(known, body);
  const form = lineForm('', { text: remainder });
  const definition = found?.definition ?? { ...anything, answer: form };
  const shown = found?.definition.secret ? showCommand(found.definition, found.args) : `AT${body}`;
  return Object.freeze({ definition, args: found?.args ?? {}, text: `AT${body}`, shown });
};
