import {
  catchError,
  combineLatest,
  concat,
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  shareReplay,
} from 'rxjs';
import type { Link } from '../link';
import type { ModemState } from '../schema/modemState';
import type { Topics } from '../topics';
import { discovery } from './discovery';
import type { GatewayModems, Post } from './gatewayModems';
import type { GatewayNews } from './gatewayNews';
import { urcReport } from './urcReport';
import { whileConnected } from './whileConnected';

/** Where reports go. */
export interface ReportParts {
  readonly link: Link;
  readonly topics: Topics;
  readonly gateway: string;
  readonly discovery: string | false;
}

/** URCs are news: one that comes so late is none. */
export const URC_SECONDS = 60;

/** What the broker does not take is said again with the next one. */
const quietly = (said: Observable<never>): Observable<never> => said.pipe(catchError(() => EMPTY));

const announced = ({ link, topics, discovery: prefix }: ReportParts, state: ModemState): Observable<never> =>
  prefix === false
    ? EMPTY
    : concat(
        ...discovery(prefix, topics, state).map(({ topic, config }) =>
          quietly(link.say(topic, config, { retain: true })),
        ),
      );

const statesOf = (
  parts: ReportParts,
  post: Post,
  states: Observable<ModemState>,
): Observable<GatewayNews> => {
  const { link, topics, gateway } = parts;
  const isThere = link.isConnected;
  // With each connection anew: a broker may have forgotten what it retained.
  const told = combineLatest([states, isThere]).pipe(
    filter(([, connected]) => connected),
    map(([state]) => state),
  );
  const published = told.pipe(
    mergeMap((state) => quietly(link.say(topics.modem(gateway, post.name), state, { retain: true }))),
  );
  const known = combineLatest([
    states.pipe(
      distinctUntilChanged(
        (one, other) => one.identity?.imei === other.identity?.imei && one.title === other.title,
      ),
    ),
    isThere,
  ]).pipe(
    filter(([{ isUp }, connected]) => isUp && connected),
    mergeMap(([state]) => announced(parts, state)),
  );
  const news = states.pipe(
    distinctUntilChanged((one, other) => one.isFit === other.isFit && one.problem === other.problem),
    map(({ modem, isFit, problem }): GatewayNews => ({
      kind: 'modem',
      modem,
      isFit,
      ...(problem !== undefined && { problem }),
    })),
  );
  return merge(news, published, known);
};

const urcsOf = ({ link, topics, gateway }: ReportParts, { name, modem }: Post): Observable<never> =>
  urcReport(modem).pipe(
    whileConnected(link.isConnected),
    mergeMap((urc) =>
      quietly(
        link.say(topics.urcs(gateway, name), urc, { properties: { messageExpiryInterval: URC_SECONDS } }),
      ),
    ),
  );

/** Publishes how all modems are, and what they say on their own; emits what logs are told. */
export const reports = (parts: ReportParts, { posts, states }: GatewayModems): Observable<GatewayNews> =>
  merge(
    ...posts.flatMap((post) => [
      statesOf(parts, post, states(post).pipe(shareReplay({ bufferSize: 1, refCount: true }))),
      urcsOf(parts, post),
    ]),
  );
