import type { Command } from 'commander';
import { EXIT_CODES } from '../errors/exitCode';

/** The environment variables that the command heeds. */
export const ENVIRONMENT: readonly (readonly [name: string, does: string])[] = [
  ['RXMODEM_FTP_PASSWORD', 'the password for an FTP URL that names a user and no password'],
  ['RXMODEM_APN_PASSWORD', 'the password at the access point, where --apn-password gives none'],
  ['RXMODEM_MQTT_PASSWORD', 'the password at the broker, where --broker-password gives none'],
  ['NO_COLOR', 'if set and not empty, no colours'],
  ['FORCE_COLOR', 'colours even where the output is no terminal; 0: none. JSON never has any'],
];

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
