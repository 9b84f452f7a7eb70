import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { CliError } from '../errors/cliError';
import { fileOption } from './fileOption';

/** How a broker is reached. */
export interface BrokerOptions {
  readonly broker: string;
  readonly brokerUser?: string;
  readonly brokerPassword?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly root: string;
}

/** What the `mqtt` package makes of them. */
export interface BrokerConnection {
  readonly username?: string;
  readonly password?: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** Declares them. */
export const brokerOptions = (command: Command): Command =>
  command
    .optionsGroup('Broker:')
    .addOption(
      new Option(
        '--broker <url>',
        'an MQTT 5 broker: mqtt://, mqtts://, ws:// or wss://',
      ).makeOptionMandatory(),
    )
    .option('--broker-user <user>', 'user at the broker')
    .addOption(new Option('--broker-password <password>', 'its password').env('RXMODEM_MQTT_PASSWORD'))
    .addOption(
      fileOption('--ca <file>', 'certificates that the broker’s is verified by (default: the system’s)'),
    )
    .addOption(fileOption('--cert <file>', 'a certificate of one’s own'))
    .addOption(fileOption('--key <file>', 'its key'))
    .addOption(new Option('--root <topic>', 'where topics begin').default('rxmodem'));

const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CliError({ kind: 'input', where: file, problem });
  }
};

const URL_FORM = /^(?:mqtts?|wss?):\/\/[^/]/i;

/** Checks the broker's URL, and reads what else it takes. Fails with `usage` and `input`. */
export const brokerConnection = (options: BrokerOptions): BrokerConnection => {
  const { broker, brokerUser: username, brokerPassword: password, ca, cert, key } = options;
  if (!URL_FORM.test(broker))
    throw new CliError({
      kind: 'usage',
      message:
        '--broker needs mqtt://HOST[:PORT], mqtts://, ws:// or wss://; write it like mqtt://127.0.0.1:1883',
    });
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(ca !== undefined && { ca: read(ca) }),
    ...(cert !== undefined && { cert: read(cert) }),
    ...(key !== undefined && { key: read(key) }),
  };
};
