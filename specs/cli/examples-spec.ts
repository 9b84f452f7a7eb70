import type { Command } from 'commander';
import { bareTrace } from '../../lib/cli/bareTrace';
import { EXIT_CODES, exitCode } from '../../lib/cli/errors/exitCode';
import { program } from '../../lib/cli/program';
import { verbs } from '../../lib/cli/verbs';
import { everyReason } from '../helpers/reasons';

const examples = verbs.flatMap(([, members]) =>
  members.flatMap((verb) => verb.examples.map(([line]) => line)),
);

/** The words behind `rxmodem`, as a shell would hand them over. */
const wordsOf = (line: string): readonly string[] =>
  [...line.replace(/^.*?\brxmodem /, '').matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );

/** Keeps verbs from doing anything. */
const idle = (command: Command): Command => {
  command.action(() => undefined);
  command.commands.forEach(idle);
  return command;
};

describe('the help of rxmodem', () => {
  it.each(examples)('shows a call that is understood: %s', (line) => {
    expect(() => idle(program()).parse([...bareTrace(wordsOf(line))], { from: 'user' })).not.toThrow();
  });

  it('tells of every code that the command exits with', () => {
    const told = EXIT_CODES.map(([code]) => code);

    expect(
      Object.values(everyReason)
        .map(exitCode)
        .filter((code) => !told.includes(code)),
    ).toEqual([]);
  });
});
