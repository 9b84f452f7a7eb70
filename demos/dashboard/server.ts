/**
 * The dashboard: `npm run dashboard`, then open the address that it prints.
 *
 * Watches virtual modems, one of each family, or real ones (`-- --port /dev/ttyUSB0 --port /dev/ttyUSB1`), or every modem of every
 * gateway at an MQTT 5 broker, live (`-- --broker mqtt://127.0.0.1:1883`; `mqtts://` with the authorities that Node trusts,
 * `NODE_EXTRA_CA_CERTS` adds some; `--broker-user` with its password in `RXMODEM_MQTT_PASSWORD`, which no list of processes
 * shows; `--root` where the gateways' topics do not begin with `rxmodem`). With
 * `-- --write FOLDER` it writes the page to files instead: opened in a browser, it runs library and virtual modems by itself,
 * with no server at all, and takes a real modem through Web Serial.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  combineLatest,
  fromEvent,
  ignoreElements,
  map,
  merge,
  type Observable,
  switchMap,
  takeUntil,
} from 'rxjs';
import { profiles } from 'rxmodem';
import { metrics, serveMetrics } from 'rxmodem/metrics';
import type { DashboardModel } from './model/dashboardModel';
import { desk } from './model/desk';
import { emulatedModems } from './model/emulatedModems';
import { brokerDesk } from './serving/brokerDesk';
import { dashboardServer } from './serving/dashboardServer';
import { pageFiles } from './serving/pageFiles';
import { portSources } from './serving/portSources';

interface Options {
  readonly listen: number;
  readonly port: readonly string[];
  readonly profile: string;
  readonly baud: number;
  readonly seed: number;
  readonly broker?: URL;
  readonly brokerUser?: string;
  readonly root: string;
  readonly write?: string;
  readonly metrics?: { readonly host: string; readonly port: number };
}

const integerIn =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text.replace(/^(?:127\.0\.0\.1|localhost):/, ''));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** Where metrics are served; a port alone is on loopback. */
const placeOf = (text: string): Options['metrics'] => {
  const [, host = '127.0.0.1', digits] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('It must be HOST:PORT.');
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(digits) };
};

const BROKER = /^(?:mqtt|ws)s?:$/;

const brokerUrl = (text: string): URL => {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (BROKER.test(url.protocol) && url.hostname !== '') return url;
  }
  throw new InvalidArgumentError('It must be mqtt://HOST:PORT, or mqtts, ws or wss.');
};

const brokerOptions = (): readonly Option[] => [
  new Option('--broker <url>', 'an MQTT 5 broker: mqtt://HOST:PORT, mqtts://…; all modems of its gateways')
    .argParser(brokerUrl)
    .conflicts(['port', 'write']),
  new Option('--broker-user <name>', 'who one is there; the password in RXMODEM_MQTT_PASSWORD'),
  new Option('--root <topic>', 'where the gateways’ topics begin there').default('rxmodem'),
];

const optionsOf = (words: readonly string[]): Options => {
  const command = new Command('npm run dashboard --')
    .description('Shows what modems do, in a web page on loopback.')
    .addOption(
      new Option('--listen <port>', 'port on 127.0.0.1; 0 takes a free one')
        .default(0)
        .argParser(integerIn(0, 65_535)),
    )
    .addOption(
      new Option(
        '--port <where...>',
        'real modems: devices or tcp://HOST:PORT (default: virtual ones)',
      ).default([]),
    )
    .addOption(
      new Option('--profile <name>', 'the real modems’ family')
        .choices(['auto', ...Object.keys(profiles)])
        .default('auto'),
    )
    .addOption(new Option('--baud <rate>', 'line rate').default(115_200).argParser(integerIn(1, 4_000_000)))
    .addOption(
      new Option('--seed <n>', 'of the chance in the virtual modems’ life')
        .default(1)
        .argParser(integerIn(0, 2 ** 31)),
    )
    .addOption(
      new Option('--metrics <host:port>', 'serve metrics for Prometheus at http://HOST:PORT/metrics')
        .argParser(placeOf)
        .conflicts(['broker', 'write']),
    )
    .addOption(new Option('--write <folder>', 'write the page that needs no server into a folder, and end'));
  for (const option of brokerOptions()) command.addOption(option);
  return command.parse([...words], { from: 'user' }).opts();
};

const written = (folder: string): Observable<string> =>
  pageFiles.pipe(
    map((files) => {
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      return `Open ${join(folder, 'index.html')} in a browser.`;
    }),
  );

const modelOf = ({
  broker,
  brokerUser,
  root,
  port,
  profile,
  baud,
  seed,
  metrics: place,
}: Options): Observable<DashboardModel> => {
  if (broker) {
    const password = process.env['RXMODEM_MQTT_PASSWORD'];
    return brokerDesk({ url: broker, user: brokerUser, password, root });
  }
  const sources =
    port.length > 0
      ? portSources(port, { profile, baud })
      : emulatedModems({ seed }).map(({ source }) => source);
  if (!place) return desk(sources);
  const measured = metrics();
  return merge(
    desk(sources.map((source) => ({ ...source, metrics: measured }))),
    serveMetrics({ metrics: measured, ...place }).pipe(ignoreElements()),
  );
};

const served = (options: Options): Observable<string> =>
  combineLatest([modelOf(options), pageFiles]).pipe(
    switchMap(([model, files]) => dashboardServer({ model, files, port: options.listen })),
    map((address) => `The dashboard is at ${address} (Ctrl-C ends it).`),
  );

const options = optionsOf(process.argv.slice(2));
// Leaving is polite: what is being got is hung up on the modem before its port closes, and then the process ends by itself.
const left = fromEvent(process, 'SIGINT');
(options.write === undefined ? served(options) : written(options.write)).pipe(takeUntil(left)).subscribe({
  next: (message) => console.log(message),
  error: (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
});
