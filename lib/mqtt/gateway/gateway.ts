import type { MqttClient } from 'mqtt';
import {
  catchError,
  concat,
  debounce,
  defer,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  merge,
  Observable,
  of,
  switchMap,
  takeUntil,
  tap,
  timeout,
  timer,
} from 'rxjs';
import { checkOptions, is, type OptionChecks } from '../../grammar/checkOptions';
import { invalidArgument } from '../../grammar/errors/modemError';
import { graceful } from '../../../operators/graceful';
import { heldAcks } from '../link/heldAcks';
import { isName, type Topics, topics } from '../link/topics';
import { type Link, link } from '../link/link';
import { randomId } from '../link/randomId';
import type { Presence } from '../schema/presence';
import { brokerClient } from './brokerClient';
import { brokerNews } from './brokerNews';
import { gatewayLimits, LIMITS_CHECKS } from './jobs/gatewayLimits';
import { gatewayModems } from './gatewayModems';
import { POOL_CHECKS } from '../../pool/poolPolicy';
import type { GatewayNews } from './jobs/gatewayNews';
import type { GatewayOptions } from './gatewayOptions';
import { type Hold, jobIntake } from './jobs/jobIntake';
import { reports } from './reports';
import { smsReports } from './smsReports';
import { clearGone } from './clearGone';
import { announce } from './announce';

/** A gateway without a fit modem leaves the jobs to others, but not for a short absence of a modem. */
const UNFIT_MS = 5_000;
/** How long the broker may take for the last message. */
const FAREWELL_MS = 2_000;
/** One job that runs and one that waits. */
export const JOBS_PER_MODEM = 2;

/** A connection to the broker, and what keeps its acknowledgements back. */
interface Line {
  readonly client: MqttClient;
  readonly link: Link;
  readonly hold: Hold;
}

/** What a running gateway consists of. */
interface Running {
  readonly options: GatewayOptions;
  /** Distinguishes it from another run of its name. */
  readonly life: string;
  readonly tree: Topics;
  /** States, news, and jobs for any modem. */
  readonly main: Line;
  /** Jobs for one modem, by its name. */
  readonly lines: ReadonlyMap<string, Line>;
}

/**
 * Connects modems to an MQTT 5 broker: publishes their states and URCs, and does the jobs that are published for them.
 *
 *     gateway({
 *       name: 'berlin',
 *       broker: 'mqtts://broker.example.com',
 *       modems: { north: { modem: openModem(serialPort('/dev/ttyUSB0'), sim800) } },
 *     }).subscribe(log);
 *
 *     rxmodem/v1/gateways/berlin                 retained: online; its will: offline
 *     rxmodem/v1/gateways/berlin/modems/north    retained: registration, signal, SIM, bearer, its job …
 *     rxmodem/v1/gateways/berlin/modems/north/urcs
 *     rxmodem/v1/gateways/berlin/modems/north/messages   where `inbox` is set
 *     rxmodem/v1/gateways/berlin/modems/north/jobs
 *     rxmodem/v1/jobs                            shared with the other gateways of its group
 *
 * Runs while it is subscribed to, emits news for logs, and reconnects when the broker or a modem was away. Unsubscribed, it winds
 * its modems up and goes offline; other gateways do the jobs that it had not finished. Fails with `invalid-argument`, and with
 * `port` where the broker refuses it.
 */
export const gateway = (options: GatewayOptions): Observable<GatewayNews> =>
  graceful((leaving) =>
    defer(() => {
      checkGateway(options);
      const running = connected(options);
      const { main, lines, tree } = running;
      const all = [main, ...lines.values()].map(({ client }) => client);
      const farewell = main.link
        .publish(tree.gateway(options.name), presenceOf(running, 'offline'), { retain: true })
        .pipe(
          timeout({ first: FAREWELL_MS }),
          catchError(() => EMPTY),
        );
      return concat(
        merge(newsOf(running), work(running)).pipe(takeUntil(leaving)),
        defer(() => (main.client.connected ? farewell : EMPTY)),
        merge(...all.map(ended)),
      ).pipe(tap({ error: () => all.forEach((client) => void client.end(true)) }));
    }),
  );

const checkGateway = (options: GatewayOptions): void => {
  const { name, modems, group = 'gateways' } = checkOptions(options, CHECKS);
  if (!isName(name)) invalidArgument('name', 'it must be 1 to 64 letters, digits, _ . : @ or -');
  if (!isName(group)) invalidArgument('group', 'it must be 1 to 64 letters, digits, _ . : @ or -');
  const names = Object.keys(modems);
  if (names.length === 0) invalidArgument('modems', 'there is none; give at least one by its name');
  const bad = names.find((modem) => !isName(modem));
  if (bad !== undefined)
    invalidArgument(
      'modems',
      `the name ${JSON.stringify(bad)} must be 1 to 64 letters, digits, _ . : @ or -`,
    );
};

const CHECKS: OptionChecks = {
  name: is.text,
  modems: (value) =>
    typeof value === 'object' && value !== null ? undefined : 'it holds no modems by their names',
  broker: (value) => (value instanceof URL ? undefined : is.name(value)),
  root: is.name,
  group: is.name,
  limits: LIMITS_CHECKS,
  pool: POOL_CHECKS,
  access: { apn: is.text, user: is.text, password: is.text },
  discovery: is.either(is.flag, is.text),
  inbox: is.flag,
  notifyTo: is.text,
  sessionSeconds: is.seconds,
};

const connected = (options: GatewayOptions): Running => {
  const tree = topics(options.root);
  const self: Self = { options, life: randomId() };
  const names = Object.keys(options.modems);
  const line = (receiveMaximum: number, modem?: string): Line => {
    const offline = presenceOf(self, 'offline');
    const given = { ...options, topics: tree, offline, receiveMaximum };
    const client = brokerClient({ ...given, ...(modem !== undefined && { modem }) });
    return { client, link: link(client), hold: heldAcks(client) };
  };
  return {
    ...self,
    tree,
    main: line(JOBS_PER_MODEM * names.length),
    lines: new Map(names.map((name) => [name, line(JOBS_PER_MODEM, name)])),
  };
};

type Self = Pick<Running, 'options' | 'life'>;

const presenceOf = ({ options, life }: Self, state: Presence['state']): Presence => ({
  gateway: options.name,
  life,
  state,
  modems: Object.keys(options.modems),
  at: new Date().toISOString(),
});

/** The main connection's news; of the others only what is final, since they come and go with it. */
const newsOf = ({ options, main, lines }: Running): Observable<GatewayNews> => {
  const url = bareUrl(options.broker);
  const failures = [...lines.values()].map(({ client }) => brokerNews(client, url).pipe(ignoreElements()));
  return merge(brokerNews(main.client, url), ...failures);
};

/** A broker's URL for people: without user and password. */
const bareUrl = (url: string | URL): string => {
  if (!URL.canParse(String(url))) return 'broker';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};

const work = (running: Running): Observable<GatewayNews> =>
  defer(() => {
    const { options, tree, main } = running;
    const { name: gateway, discovery: wanted = true, inbox = false, notifyTo } = options;
    const discovery = wanted === true ? 'homeassistant' : wanted;
    const modems = gatewayModems(options);
    const shown = { inbox, ...(notifyTo !== undefined && { notifyTo }) };
    const parts = { link: main.link, topics: tree, gateway, discovery, shown };
    return merge(
      announce(main.link, tree.gateway(gateway), () => presenceOf(running, 'online')),
      jobsOf(running, modems),
      reports(parts, modems),
      inbox ? smsReports(parts, modems.tracked) : EMPTY,
      clearGone(parts, Object.keys(options.modems)),
    );
  });

/** Takes jobs for any modem while one is fit, and jobs for each modem by its name. */
const jobsOf = (
  { options, tree, main, lines }: Running,
  modems: ReturnType<typeof gatewayModems>,
): Observable<GatewayNews> => {
  const { name: gateway, group = 'gateways', allow = {}, access = {} } = options;
  const limits = gatewayLimits(options.limits);
  const context = { link: main.link, topics: tree, gateway, pool: modems.pool, allow, limits, access };
  const take = jobIntake(context);
  const shared = modems.anyFits.pipe(
    // At once where one is fit, and so before its state is published: a client that reads it finds the subscription.
    debounce((fits) => (fits ? of(0) : timer(UNFIT_MS))),
    distinctUntilChanged(),
    switchMap((fits) => (fits ? main.link.listen(`$share/${group}/${tree.jobs}`) : EMPTY)),
    ignoreElements(),
  );
  // Jobs that waited for this gateway while it was away come before it has subscribed to anything.
  const forAny = take(main.link.messages(tree.jobs), main.hold);
  const forEach = [...lines].flatMap(([name, line]) => {
    const topic = tree.modemJobs(gateway, name);
    return [take(line.link.messages(topic), line.hold, name), line.link.listen(topic).pipe(ignoreElements())];
  });
  return merge(forAny, ...forEach, shared).pipe(tap(modems.note));
};

/** Ends a connection when the broker, unless it is gone, has everything. */
const ended = (client: MqttClient): Observable<never> =>
  new Observable<never>((over) => void client.end(false, {}, () => over.complete())).pipe(
    timeout({ first: FAREWELL_MS }),
    catchError(() => {
      client.end(true);
      return EMPTY;
    }),
  );
