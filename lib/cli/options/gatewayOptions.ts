import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import { type AccessOptions, accessOptions } from './accessOptions';
import type { BasicOptions } from './basicOptions';
import { type BrokerOptions, brokerOptions } from './brokerOptions';
import { baudOption, listOption, numberOption } from './numberOption';
import { profileNames } from 'rxmodem';
import type { ModemOptions } from './modemOptions';

/** Options of a gateway. */
export interface GatewayVerbOptions
  extends BasicOptions, BrokerOptions, AccessOptions, Pick<ModemOptions, 'profile' | 'baud' | 'trace'> {
  readonly port?: readonly string[];
  readonly name: string;
  readonly group: string;
  readonly discovery: string | false;
  readonly allowHost?: readonly string[];
  readonly allowVerb?: readonly string[];
  readonly allowRaw?: readonly string[];
  readonly allowNumber?: readonly string[];
  readonly inbox?: boolean;
  readonly notifyTo?: string;
  readonly metrics?: string;
  readonly maxJobBytes?: number;
  readonly maxBodyBytes?: number;
  readonly maxJobTime?: number;
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
        new Option('--profile <name>', 'family of the modems; auto asks each modem')
          .choices([...profileNames(), 'auto'])
          .default('auto'),
      )
      .addOption(baudOption('line rate, or auto, which finds it (default: 115200)')),
  );

const bytes = (flags: string, does: string): Option => new Option(flags, does).argParser(numberOption(1));

const jobsOptions = (command: Command): Command =>
  command
    .optionsGroup('Jobs:')
    .addOption(
      listOption(
        '--allow-host <host>',
        'allow jobs for this server; *.example.com: all below it (default: all servers)',
      ),
    )
    .addOption(
      listOption(
        '--allow-verb <verb>',
        'allow jobs of this kind: http, ftp, http:GET, ftp:put, sms, ussd … (default: http, ftp)',
      ),
    )
    .addOption(
      listOption('--allow-raw <command>', 'allow jobs with this raw command: +CSQ; *: all (default: none)'),
    )
    .addOption(
      listOption(
        '--allow-number <number>',
        'allow messages to this number; +49*: all that begin so (default: all)',
      ),
    )
    .addOption(bytes('--max-job-bytes <n>', 'maximum size of a job (default: 524288)'))
    .addOption(bytes('--max-body-bytes <n>', 'maximum size of a response body (default: 67108864)'))
    .addOption(
      new Option(
        '--max-job-time <seconds>',
        'maximum time of a job, including its wait for a modem (default: 3600)',
      ).argParser(numberOption(1)),
    );

/** Declares them. */
export const gatewayOptions = (command: Command): Command =>
  jobsOptions(
    modemsOptions(
      brokerOptions(command)
        .optionsGroup('Gateway:')
        .addOption(
          new Option('--name <name>', 'name of the gateway, unique at the broker').default(
            hostname(),
            'the host name',
          ),
        )
        .addOption(
          new Option('--group <name>', 'group of gateways that share the jobs for any modem').default(
            'gateways',
          ),
        )
        .addOption(
          new Option('--discovery <prefix>', 'topic prefix of Home Assistant discovery').default(
            'homeassistant',
          ),
        )
        .option('--no-discovery', 'publish no discovery messages')
        .option('--inbox', 'publish received messages; each is deleted from its modem when the broker has it')
        .option(
          '--notify-to <number>',
          'announce a notify entity for Home Assistant that sends to this number',
        )
        .option(
          '--metrics <host:port>',
          'serve metrics for Prometheus at http://HOST:PORT/metrics; other machines reach them only if HOST is not 127.0.0.1',
        ),
    ),
  );
