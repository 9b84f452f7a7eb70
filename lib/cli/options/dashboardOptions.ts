import { type Command, Option } from 'commander';
import { profileNames } from 'rxmodem';
import type { BasicOptions } from './basicOptions';
import { type BrokerOptions, brokerOptions } from './brokerOptions';
import type { ModemOptions } from './modemOptions';
import { listOption, numberOption } from './numberOption';

/** Options of the dashboard. */
export interface DashboardOptions
  extends BasicOptions, Omit<BrokerOptions, 'broker'>, Pick<ModemOptions, 'profile'> {
  readonly listen: number;
  readonly port?: readonly string[];
  readonly baud: number;
  readonly count: number;
  readonly seed: number;
  readonly broker?: string;
  readonly allowActions?: boolean;
  readonly metrics?: string;
  readonly write?: string;
}

const MAX_MODEMS = 100;
const MAX_PORT = 65_535;

/** Declares them. */
export const dashboardOptions = (command: Command): Command =>
  brokerOptions(modemsOptions(pageOptions(command)), false);

const pageOptions = (command: Command): Command =>
  command
    .optionsGroup('Page:')
    .addOption(
      new Option('--listen <port>', 'port on 127.0.0.1')
        .default(0, 'a free one')
        .argParser(numberOption(0, { max: MAX_PORT })),
    )
    .option('--allow-actions', 'allow restarts, registrations and raw commands from the page')
    .addOption(
      new Option(
        '--metrics <host:port>',
        'serve metrics for Prometheus at http://HOST:PORT/metrics; other machines reach them only if HOST is not 127.0.0.1',
      ).conflicts(['broker', 'write']),
    )
    .addOption(
      new Option('--write <path>', 'write a page that needs no server into this folder, and exit').conflicts([
        'broker',
        'port',
      ]),
    );

const modemsOptions = (command: Command): Command =>
  command
    .optionsGroup('Modems:')
    .addOption(
      listOption(
        '--port <where>',
        'a modem, [NAME=]WHERE: a device path or tcp://HOST:PORT (default: virtual modems)',
      ).conflicts('broker'),
    )
    .addOption(
      new Option('--profile <name>', 'family of the modems; auto asks each modem')
        .choices([...profileNames(), 'auto'])
        .default('auto'),
    )
    .addOption(new Option('--baud <rate>', 'line rate').default(115_200).argParser(numberOption(1)))
    .addOption(
      new Option('--count <n>', 'how many virtual modems; from the fourth on, some have troubles')
        .default(3)
        .argParser(numberOption(1, { max: MAX_MODEMS })),
    )
    .addOption(
      new Option('--seed <n>', 'seed of the chance in the life of virtual modems')
        .default(1)
        .argParser(numberOption(0)),
    );
