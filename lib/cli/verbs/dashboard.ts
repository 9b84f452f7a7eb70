import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatMap, defer, merge, type Observable, switchMap } from 'rxjs';
import type * as BrokerDesk from '../../dashboard/broker/brokerDesk';
import type { DashboardModel } from '../../dashboard/model/dashboardModel';
import { desk } from '../../dashboard/modems/desk';
import { dashboardServer } from '../../dashboard/serving/dashboardServer';
import type { Source } from '../../dashboard/modems/source';
import { type PageFiles, pageFiles } from '../../dashboard/serving/pageFiles';
import { portSources } from '../../dashboard/serving/portSources';
import type * as EmulatedModems from '../../dashboard/virtual/emulatedModems';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';
import { namedPorts } from '../modem/namedPorts';
import { servedMetrics } from '../modem/servedMetrics';
import { mqttConnect, mqttPart } from '../modem/optionalPart';
import { keptUnlocked, pinOf } from '../modem/unlocked';
import { brokerConnection } from '../options/brokerOptions';
import { dashboardOptions, type DashboardOptions } from '../options/dashboardOptions';
import type { Verb } from '../options/verb';
import { afterDone } from '../output/afterDone';
import { printed } from '../output/stdoutSink';

/** Shows modems in a web page: `rxmodem dashboard`. */
export const dashboard: Verb<DashboardOptions> = {
  usage: 'dashboard',
  does: 'Shows what modems do in a web page on this machine until Ctrl-C, and prints its address.',
  examples: [
    ['rxmodem dashboard', 'three virtual modems'],
    ['rxmodem dashboard --count 20', 'twenty of them, some with troubles'],
    ['rxmodem dashboard --port north=/dev/ttyUSB0 --port south=tcp://192.168.1.20:4001', 'two real modems'],
    ['rxmodem dashboard --broker mqtt://127.0.0.1', 'all modems of all gateways at a broker'],
  ],
  endless: true,
  endsWell: true,
  declare: dashboardOptions,
  run: ({ options }) =>
    defer(() => {
      const files = pageFiles();
      if (options.write !== undefined) return written(files, options.write);
      return modelOf(options).pipe(
        switchMap((model) => dashboardServer({ model, files, port: options.listen })),
        concatMap((address) =>
          printed(options.json ? { address } : `The dashboard is at ${address} (Ctrl-C ends it).`),
        ),
      );
    }),
};

const modelOf = (options: DashboardOptions): Observable<DashboardModel> => {
  const { broker, port, profile, baud, seed, count, metrics: place, allowActions: mayAct = false } = options;
  if (broker !== undefined) return atBroker({ ...options, broker }, mayAct);
  // A PIN that is none is told at once, not in the page.
  if (port) pinOf();
  const sources = port
    ? portSources(namedPorts(port), { profile, baud }).map((source) => ({ ...source, kept: keptUnlocked }))
    : virtualSources({ seed, count });
  if (place === undefined) return desk(sources, { mayAct });
  const { metrics, served } = servedMetrics(place);
  return merge(
    desk(
      sources.map((source) => ({ ...source, metrics })),
      { mayAct },
    ),
    served,
  );
};

const virtualSources = (options: EmulatedModems.EmulatedOptions): readonly Source[] => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it loads the emulator, which real ports do without
  const { emulatedModems } = require('../../dashboard/virtual/emulatedModems') as typeof EmulatedModems;
  return emulatedModems(options).map(({ source }) => source);
};

const atBroker = (
  options: DashboardOptions & { readonly broker: string },
  mayAct: boolean,
): Observable<DashboardModel> => {
  const { username: user, password, ...tls } = brokerConnection(options);
  mqttPart();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it needs the package `mqtt`, which only this option wants
  const { brokerDesk } = require('../../dashboard/broker/brokerDesk') as typeof BrokerDesk;
  const url = new URL(options.broker);
  return brokerDesk({ url, user, password, tls, root: options.root, connect: mqttConnect(), mayAct });
};

/** Writes the page to files: opened in a browser, it runs library and virtual modems by itself. */
const written = (files: PageFiles, folder: string): Observable<never> => {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    const problem = wordsOf(error);
    throw new CliError({ kind: 'output', where: folder, problem });
  }
  return printed(`Open ${join(folder, 'index.html')} in a browser.`).pipe(afterDone('the page was written'));
};
