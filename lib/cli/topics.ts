import type { Command } from 'commander';
import { ENVIRONMENT } from './environment';
import { EXIT_CODES } from './exitCodes';

/** Something that help tells besides the verbs. */
export interface Topic {
  readonly name: string;
  readonly does: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** What `rxmodem help` tells besides the verbs. */
export const TOPICS: readonly Topic[] = [
  {
    name: 'exit-codes',
    does: 'What the exit codes mean',
    rows: EXIT_CODES.map(([code, when]) => [String(code), when]),
  },
  { name: 'environment', does: 'The environment variables that matter', rows: ENVIRONMENT },
];

const textOf = ({ does, rows }: Topic): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`${does}:`, ...rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`), ''].join('\n');
};

/** Adds the topics as hidden commands, so that `help` finds them as it finds verbs. */
export const addTopics = (root: Command): void => {
  for (const topic of TOPICS) {
    const command = root.command(topic.name, { hidden: true }).description(topic.does);
    command.helpInformation = () => textOf(topic);
    command.action(() => command.help());
  }
};
