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
  switchMap,
  takeUntil,
  tap,
  timeout,
  timer,
} from 'rxjs';
import { invalidArgument } from '../../grammar/errors/modemError';
import { graceful } from '../../../operators/graceful';
import { heldAcks } from '../link/heldAcks';
import { isName, type Topics, topics } from '../link/topics';
import { type Link, link } from '../link/link';
import { randomId } from '../link/randomId';
import type { Presence } from '../schema/presence';
import { brokerClient } from './brokerClient';
import { brokerNews } from './brokerNews';
import { gatewayLimits } from './jobs/gatewayLimits';
import { gatewayModems } from './gatewayModems';
import type { GatewayNews } from './jobs/gatewayNews';
import type { GatewayOptions } from './gatewayOptions';
import { type Hold, jobIntake } from './jobs/jobIntake';
import { reports } from './reports';
import { announce } from './announce';

/** A broker's URL as people may be shown it: without user and password. */
const bareUrl = (url: string): string => {
  if (!URL.canParse(url)) return 'broker';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};

/** A gateway without a fit modem leaves the jobs to others, but not for every moment that a modem is away. */
const UNFIT_MS = 5_000;
/** How long a broker has to take the last word. */
const FAREWELL_MS = 2_000;
/** Under way, and one that waits, for each modem. */
export const JOBS_PER_MODEM = 2;

/** What a gateway is made of once it runs. */
interface Running {
  readonly options: GatewayOptions;
  /** Tells it from another run of its name. */
  readonly life: string;
  readonly tree: Topics;
  readonly line: Link;
  readonly hold: Hold;
}

const checked = ({ name, modems, group = 'gateways' }: GatewayOptions): void => {
  if (!isName(name)) invalidArgument('name', 'it must be 1 to 64 letters, digits, _ . : @ or -');
  if (!isName(group)) invalidArgument('group', 'it must be 1 to 64 letters, digits, _ . : @ or -');
  const names = Object.keys(modems);
  if (names.length === 0) invalidArgument('modems', 'there is none');
  const bad = names.find((modem) => !isName(modem));
  if (bad !== undefined) invalidArgument('modems', `${JSON.stringify(bad)} can not stand in a topic`);
};

type Self = Pick<Running, 'options' | 'life'>;

const presenceOf = ({ options, life }: Self, state: Presence['state']): Presence => ({
  gateway: options.name,
  life,
  state,
  modems: Object.keys(options.modems),
  at: new Date().toISOString(),
});

/** Takes jobs for any modem while one is fit, and for each by its name. */
const jobsOf = (
  { options, tree, line, hold }: Running,
  modems: ReturnType<typeof gatewayModems>,
): Observable<GatewayNews> => {
  const { name: gateway, group = 'gateways', allow = {}, access = {} } = options;
  const limits = gatewayLimits(options.limits);
  const desk = { link: line, topics: tree, gateway, pool: modems.pool, allow, limits, access };
  const take = jobIntake(desk, hold);
  const shared = modems.anyFits.pipe(
    debounce((fits) => timer(fits ? 0 : UNFIT_MS)),
    distinctUntilChanged(),
    switchMap((fits) => (fits ? line.hear(`$share/${group}/${tree.jobs}`) : EMPTY)),
  );
  const own = line.hear(tree.modemJobs(gateway, '+'));
  // What waited for this gateway while it was away comes before it has subscribed to anything.
  const works = [
    take(line.messages(tree.jobs)),
    ...modems.posts.map(({ name }) => take(line.messages(tree.modemJobs(gateway, name)), name)),
  ];
  return merge(...works, merge(shared, own).pipe(ignoreElements())).pipe(tap(modems.note));
};

const work = (running: Running): Observable<GatewayNews> =>
  defer(() => {
    const { options, tree, line } = running;
    const { name: gateway, discovery = 'homeassistant' } = options;
    const modems = gatewayModems(options);
    const there = announce(line, tree.gateway(gateway), () => presenceOf(running, 'online'));
    const told = reports({ link: line, topics: tree, gateway, discovery }, modems);
    return merge(there, jobsOf(running, modems), told);
  });

/** Ends the connection when all that was said has reached the broker, which may be gone. */
const ended = (client: MqttClient): Observable<never> =>
  new Observable<never>((over) => void client.end(false, {}, () => over.complete())).pipe(
    timeout({ first: FAREWELL_MS }),
    catchError(() => {
      client.end(true);
      return EMPTY;
    }),
  );

/**
 * Puts modems onto an MQTT 5 broker: publishes how they are and what they say, and does the jobs that are asked of them.
 *
 *     gateway({
 *       name: 'berlin',
 *       broker: 'mqtts://broker.example.com',
 *       modems: { north: { modem: connect(serialPort('/dev/ttyUSB0'), sim800) } },
 *     }).subscribe(log);
 *
 *     rxmodem/v1/gateways/berlin                 retained: online; its will: offline
 *     rxmodem/v1/gateways/berlin/modems/north    retained: registration, signal, SIM, bearer, the job that it has …
 *     rxmodem/v1/gateways/berlin/modems/north/urcs
 *     rxmodem/v1/jobs                            shared with the other gateways of its group
 *
 * Runs while it is subscribed to, emits what logs are told, and comes back by itself when the broker or a modem does. Being
 * left, it takes leave of modems and broker; what it had not finished is asked of others. Fails with `invalid-argument`, and
 * with `port` where the broker will not have it.
 */
export const gateway = (options: GatewayOptions): Observable<GatewayNews> =>
  graceful((leaving) =>
    defer(() => {
      checked(options);
      const tree = topics(options.root);
      const self: Self = { options, life: randomId() };
      const client = brokerClient({
        ...options,
        topics: tree,
        offline: presenceOf(self, 'offline'),
        receiveMaximum: JOBS_PER_MODEM * Object.keys(options.modems).length,
      });
      const running: Running = { ...self, tree, line: link(client), hold: heldAcks(client) };
      const farewell = running.line
        .say(tree.gateway(options.name), presenceOf(self, 'offline'), { retain: true })
        .pipe(
          timeout({ first: FAREWELL_MS }),
          catchError(() => EMPTY),
        );
      return concat(
        merge(brokerNews(client, bareUrl(options.broker)), work(running)).pipe(takeUntil(leaving)),
        defer(() => (client.connected ? farewell : EMPTY)),
        ended(client),
      ).pipe(tap({ error: () => void client.end(true) }));
    }),
  );
