import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';
import { fileOption } from './fileOption';

/** Settings of the broker. */
export interface BrokerOptions {
  readonly broker: string;
  readonly brokerUser?: string;
  readonly brokerPassword?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly root: string;
}

/** The same for the `mqtt` package. */
export interface BrokerConnection {
  readonly username?: string;
  readonly password?: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** Declares them. */
export const brokerOptions = (command: Command, isMandatory = true): Command =>
  command
    .optionsGroup('Broker:')
    .addOption(
      new Option(
        '--broker <url>',
        'URL of an MQTT 5 broker: mqtt://, mqtts://, ws:// or wss://',
      ).makeOptionMandatory(isMandatory),
    )
    .option('--broker-user <user>', 'user name at the broker')
    .addOption(
      new Option('--broker-password <password>', 'password at the broker').env('RXMODEM_MQTT_PASSWORD'),
    )
    .addOption(fileOption('--ca <file>', 'CA certificates that verify the broker (default: those of Node)'))
    .addOption(fileOption('--cert <file>', 'client certificate'))
    .addOption(fileOption('--key <file>', 'key of the client certificate'))
    .addOption(new Option('--root <topic>', 'first part of all topics').default('rxmodem'));

const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    const problem = wordsOf(error);
    throw new CliError({ kind: 'input', where: file, problem });
  }
};

const URL_FORM = /^(?:mqtts?|wss?):\/\/[^/]/i;

/** Checks the URL of the broker and reads the certificates. Fails with `usage` and `input`. */
export const brokerConnection = (options: BrokerOptions): BrokerConnection => {
  const { broker, brokerUser: username, brokerPassword: password, ca, cert, key } = options;
  if (!URL_FORM.test(broker) || !URL.canParse(broker))
    throw new CliError({
      kind: 'usage',
      message:
        '--broker is no URL of a broker (mqtt://, mqtts://, ws://, wss://); write it like mqtt://127.0.0.1:1883',
    });
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(ca !== undefined && { ca: read(ca) }),
    ...(cert !== undefined && { cert: read(cert) }),
    ...(key !== undefined && { key: read(key) }),
  };
};
