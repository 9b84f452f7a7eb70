import { concatMap, defer, merge, type Observable, tap } from 'rxjs';
import type { OpenModemOptions } from 'rxmodem';
import type { Metrics } from 'rxmodem/metrics';
import type { GatewayNews, GatewayOptions } from 'rxmodem/mqtt';
import { accessOf } from '../options/accessOptions';
import { brokerConnection } from '../options/brokerOptions';
import { gatewayOptions, type GatewayVerbOptions } from '../options/gatewayOptions';
import { gatewayText } from '../output/gatewayText';
import { modemOf } from '../modem/modemOf';
import type { ModemOptions } from '../options/modemOptions';
import { mqttPart } from '../modem/optionalPart';
import { keptUnlocked, pinOf } from '../modem/unlocked';
import { namedPorts } from '../modem/namedPorts';
import { servedMetrics } from '../modem/servedMetrics';
import { printed } from '../output/stdoutSink';
import { traceWriter } from '../output/traceWriter';
import { untilFailed, writingFailures } from '../output/writingFailures';
import type { Verb } from '../options/verb';

const limitsOf = ({
  maxJobBytes,
  maxBodyBytes,
  maxJobTime,
}: GatewayVerbOptions): GatewayOptions['limits'] => ({
  ...(maxJobBytes !== undefined && { jobBytes: maxJobBytes }),
  ...(maxBodyBytes !== undefined && { bodyBytes: maxBodyBytes }),
  ...(maxJobTime !== undefined && { deadlineMs: maxJobTime * 1_000 }),
});

/** What the modems have in common: their trace is one file, opened once, however often they are connected to. */
interface Shared {
  readonly measured?: Metrics;
  readonly trace: OpenModemOptions['trace'];
}

const gatewayOf = (options: GatewayVerbOptions, shared: Shared): GatewayOptions => {
  const {
    name,
    broker,
    root,
    group,
    discovery,
    allowHost,
    allowVerb,
    allowRaw,
    allowNumber,
    inbox,
    notifyTo,
  } = options;
  return {
    ...{ name, broker, root, group, discovery, connection: brokerConnection(options) },
    modems: modemsOf(options, shared),
    allow: {
      ...(allowHost && { hosts: allowHost }),
      ...(allowVerb && { verbs: allowVerb }),
      ...(allowRaw && { commands: allowRaw }),
      ...(allowNumber && { numbers: allowNumber }),
    },
    ...(inbox !== undefined && { inbox }),
    ...(notifyTo !== undefined && { notifyTo }),
    limits: limitsOf(options) ?? {},
    access: accessOf(options),
  };
};

/** The modems by their names, measured where metrics are served. */
const modemsOf = (
  { profile, baud, port = ['emulator'] }: GatewayVerbOptions,
  { measured, trace }: Shared,
): GatewayOptions['modems'] => {
  const manner = { profile, ...(baud !== undefined && { baud }) };
  const modems = namedPorts(port).map(({ name: modem, where }) => {
    const one: ModemOptions = { ...manner, port: where };
    const source = keptUnlocked(modemOf(one, trace));
    return [modem, { modem: measured?.modem(modem, source) ?? source, where }] as const;
  });
  return Object.fromEntries(modems);
};

const printedNews = (news: GatewayNews, json: boolean): Observable<never> =>
  printed(json ? { at: new Date().toISOString(), ...news } : gatewayText(news));

/** Connects modems to a broker: `rxmodem gateway --broker mqtt://127.0.0.1 --port /dev/ttyUSB0`. */
export const gateway: Verb<GatewayVerbOptions> = {
  usage: 'gateway',
  does: 'Connects modems to an MQTT 5 broker until Ctrl-C: publishes their state and URCs, and runs jobs.',
  examples: [
    ['rxmodem gateway --broker mqtt://127.0.0.1', 'the embedded emulator at a broker on this machine'],
    [
      'rxmodem gateway --broker mqtts://broker.example.com --port north=/dev/ttyUSB0 --port south=/dev/ttyUSB1',
      'two modems with names',
    ],
    [
      "rxmodem gateway --broker mqtt://127.0.0.1 --allow-host '*.example.com' --allow-verb http:GET",
      'only GET requests to some hosts',
    ],
    [
      "rxmodem gateway --broker mqtt://127.0.0.1 --inbox --allow-verb sms --allow-number '+49*'",
      'an SMS gateway: publishes what comes, and sends to some numbers',
    ],
  ],
  endless: true,
  declare: gatewayOptions,
  run: ({ options }) =>
    defer(() => {
      const { json = false, metrics: place, trace } = options;
      // A PIN that can be none is reported before a port is opened.
      pinOf();
      const { gateway: run } = mqttPart();
      const { failures, failed } = writingFailures(json);
      const shared = { trace: trace === undefined ? undefined : traceWriter(trace, failed) };
      const show = concatMap((news: GatewayNews) => printedNews(news, json));
      if (place === undefined) return run(gatewayOf(options, shared)).pipe(show, untilFailed(failures));
      const { metrics, served } = servedMetrics(place);
      const measured = run(gatewayOf(options, { ...shared, measured: metrics }));
      return merge(served, measured.pipe(tap(metrics.note), show)).pipe(untilFailed(failures));
    }),
};
