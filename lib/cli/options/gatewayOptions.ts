import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import { type AccessOptions, accessOptions } from './accessOptions';
import type { BasicOptions } from './basicOptions';
import { type BrokerOptions, brokerOptions } from './brokerOptions';
import { listOption, numberOption } from './numberOption';
import { type ModemOptions, PROFILE_NAMES } from './modemOptions';

/** What a gateway takes. */
export interface GatewayVerbOptions
  extends BasicOptions, BrokerOptions, AccessOptions, Pick<ModemOptions, 'profile' | 'baud' | 'trace'> {
  readonly port?: readonly string[];
  readonly name: string;
  readonly group: string;
  readonly discovery: string | false;
  readonly allowHost?: readonly string[];
  readonly allowVerb?: readonly string[];
  readonly allowRaw?: readonly string[];
  readonly maxJobBytes?: number;
  readonly maxBodyBytes?: number;
}

const modemsOptions = (command: Command): Command =>
  accessOptions(
    command
      .optionsGroup('Modems:')
      .addOption(
        listOption(
          '--port <where>',
          'a modem, [NAME=]WHERE: a device path, tcp://HOST:PORT, or emulator (default: emulator)',
        ),
      )
      .addOption(
        new Option('--profile <name>', 'their family; auto asks each')
          .choices([...PROFILE_NAMES, 'auto'])
          .default('auto'),
      )
      .addOption(new Option('--baud <rate>', 'line rate (default: 115200)').argParser(numberOption(1))),
  );

const bytes = (flags: string, does: string): Option => new Option(flags, does).argParser(numberOption(1));

const jobsOptions = (command: Command): Command =>
  command
    .optionsGroup('Jobs:')
    .addOption(listOption('--allow-host <host>', 'a server for jobs, *.example.com for many (default: all)'))
    .addOption(
      listOption(
        '--allow-verb <verb>',
        'what jobs may do: http, ftp, http:GET, ftp:put … (default: http, ftp)',
      ),
    )
    .addOption(listOption('--allow-raw <command>', 'a raw command for jobs: +CSQ; * for all (default: none)'))
    .addOption(bytes('--max-job-bytes <n>', 'the longest job (default: 524288)'))
    .addOption(bytes('--max-body-bytes <n>', 'the longest body that is answered (default: 67108864)'));

/** Declares them. */
export const gatewayOptions = (command: Command): Command =>
  jobsOptions(
    modemsOptions(
      brokerOptions(command)
        .optionsGroup('Gateway:')
        .addOption(
          new Option('--name <name>', 'what it is called, unlike any other').default(
            hostname(),
            'the host’s name',
          ),
        )
        .addOption(
          new Option('--group <name>', 'gateways of a group share the jobs for any modem').default(
            'gateways',
          ),
        )
        .addOption(new Option('--discovery <prefix>', 'where home automation looks').default('homeassistant'))
        .option('--no-discovery', 'do not make the modems known there'),
    ),
  );
