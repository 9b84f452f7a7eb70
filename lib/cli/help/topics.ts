import type { Command } from 'commander';
import { reporting } from '../errors/usageError';
import { EXIT_CODES } from '../errors/exitCode';

/** The environment variables that the command reads. */
export const ENVIRONMENT: readonly (readonly [name: string, does: string])[] = [
  ['RXMODEM_FTP_PASSWORD', 'password for an FTP URL with a user and no password'],
  ['RXMODEM_APN_PASSWORD', 'password of the access point, unless --apn-password is given'],
  ['RXMODEM_MQTT_PASSWORD', 'password at the broker, unless --broker-password is given'],
  ['RXMODEM_PIN', 'PIN of the SIM; entered once where the SIM waits for it, and never where one try is left'],
  ['XDG_STATE_HOME', 'folder below which sms watch --delete keeps what is unfinished'],
  ['NO_COLOR', 'no colours, if set and not empty'],
  ['FORCE_COLOR', 'colours even if the output is no terminal; 0: no colours. JSON never has colours'],
];

/** A page of help that is no verb. */
export interface Topic {
  readonly name: string;
  readonly does: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** The pages of help that are no verbs. */
export const TOPICS: readonly Topic[] = [
  {
    name: 'exit-codes',
    does: 'What the exit codes mean',
    rows: EXIT_CODES.map(([code, when]) => [String(code), when]),
  },
  { name: 'environment', does: 'The environment variables', rows: ENVIRONMENT },
];

const textOf = ({ does, rows }: Topic): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`${does}:`, ...rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`), ''].join('\n');
};

/** Adds the topics as hidden commands, so that `help` finds them as it finds verbs. */
export const addTopics = (root: Command): void => {
  for (const topic of TOPICS) {
    const command = reporting(root.command(topic.name, { hidden: true }).description(topic.does));
    command.helpInformation = () => textOf(topic);
    command.action(() => command.help());
  }
};
