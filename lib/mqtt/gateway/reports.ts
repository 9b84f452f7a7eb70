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
  Observable,
  shareReplay,
  of,
  switchMap,
  Subscription,
} from 'rxjs';
import type { Link } from '../link/link';
import type { ModemState } from '../schema/modemState';
import type { Topics } from '../link/topics';
import { discovery } from './discovery';
import type { GatewayModems, Post } from './gatewayModems';
import type { GatewayNews } from './jobs/gatewayNews';
import type { Modem } from '../../modem/modem';
import type { Token } from '../../wire/token';
import type { UrcMessage } from '../schema/urcMessage';

/** So many are kept for when the broker is there again; older ones are lost. */
const MAX_KEPT = 1_000;

/**
 * Lets values through while the broker is there, and keeps the newest for when it is there again: what nobody could hear is not
 * gathered for ever.
 *
 *     source       a--b-----c--d----e--
 *     connected    t----f---------t----
 *     result       a--b-----------(cd)e
 */
const whileConnected =
  (isConnected: Observable<boolean>) =>
  <T>(source: Observable<T>): Observable<T> =>
    new Observable<T>((reader) => {
      let isOpen = false;
      let kept: T[] = [];
      const all = new Subscription();
      all.add(
        isConnected.subscribe((open) => {
          isOpen = open;
          if (!open) return;
          const late = kept;
          kept = [];
          late.forEach((value) => reader.next(value));
        }),
      );
      all.add(
        source.subscribe({
          next: (value) => {
            if (isOpen) reader.next(value);
            else kept = [...kept.slice(1 - MAX_KEPT), value];
          },
          error: (error: unknown) => reader.error(error),
          complete: () => reader.complete(),
        }),
      );
      return all;
    });

/** What a line is called: its header, or all of it where it has none. */
const nameOf = (text: string): string => (text.split(':')[0] ?? text).slice(0, 64);

const messageOf = (modem: Modem, token: Token): Observable<UrcMessage> => {
  const at = new Date().toISOString();
  if (token.kind === 'urc') {
    const { text, body, definition, values } = token;
    const { name, tells } = definition;
    const told = values;
    return of({ at, name: nameOf(name), values: told, text, tells, ...(body !== undefined && { body }) });
  }
  if (token.kind !== 'unknown') return EMPTY;
  // A line that nothing explains may be the damaged echo of a secret.
  const text = modem.redact(token.text);
  return of({ at, name: nameOf(text), values: {}, text });
};

/** What a modem says on its own, as it is published. */
const urcReport = (modems: Observable<Modem | undefined>): Observable<UrcMessage> =>
  modems.pipe(
    switchMap((modem) => modem?.urcs.pipe(map((token) => messageOf(modem, token))) ?? EMPTY),
    mergeMap((message) => message),
  );

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
