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
import { discovery, type ShownSms } from './discovery';
import type { GatewayModems, TrackedModem } from './gatewayModems';
import type { GatewayNews } from './jobs/gatewayNews';
import type { Modem } from '../../modem/modem';
import type { Token } from '../../wire/token';
import type { UrcMessage } from '../schema/urcMessage';

/** How many URCs are kept while the broker is away; older ones are lost. */
const MAX_KEPT = 1_000;

/**
 * Emits values while the broker is connected, and keeps a limited number of the newest ones until it is connected again.
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

/** The name of a line: its header, or the line where it has none. */
const nameOf = (text: string): string => (text.split(':')[0] ?? text).slice(0, 64);

const messageOf = (modem: Modem, token: Token): Observable<UrcMessage> => {
  const at = new Date().toISOString();
  if (token.kind === 'urc') {
    const { text, body, definition, values } = token;
    const { name, tells } = definition;
    return of({
      at,
      name: nameOf(name),
      values,
      text,
      tells,
      ...(body !== undefined && { body }),
    });
  }
  if (token.kind !== 'unknown') return EMPTY;
  // An unknown line may be the damaged echo of a secret.
  const text = modem.redact(token.text);
  return of({ at, name: nameOf(text), values: {}, text });
};

/** A modem's URCs as messages. */
const urcReport = (modems: Observable<Modem | undefined>): Observable<UrcMessage> =>
  modems.pipe(
    switchMap((modem) => modem?.urcs.pipe(map((token) => messageOf(modem, token))) ?? EMPTY),
    mergeMap((message) => message),
  );

/** Where the reports are published. */
export interface ReportParts {
  readonly link: Link;
  readonly topics: Topics;
  readonly gateway: string;
  readonly discovery: string | false;
  /** What discovery announces besides the states. */
  readonly shown: ShownSms;
}

/** A URC that is older is of no use. */
export const URC_SECONDS = 60;

/** A state that the broker refuses is followed by the next one; the error changes nothing. */
const quietly = (published: Observable<never>): Observable<never> => published.pipe(catchError(() => EMPTY));

const announced = (
  { link, topics, discovery: prefix, shown }: ReportParts,
  state: ModemState,
): Observable<never> =>
  prefix === false
    ? EMPTY
    : concat(
        ...discovery(prefix, topics, state, shown).map(({ topic, config }) =>
          quietly(link.publish(topic, config, { retain: true })),
        ),
      );

const statesOf = (
  parts: ReportParts,
  one: TrackedModem,
  states: Observable<ModemState>,
): Observable<GatewayNews> => {
  const { link, topics, gateway } = parts;
  const { isConnected } = link;
  // Again at each connection: the broker may have lost what it retained.
  const current = combineLatest([states, isConnected]).pipe(
    filter(([, connected]) => connected),
    map(([state]) => state),
  );
  const published = current.pipe(
    mergeMap((state) => quietly(link.publish(topics.modem(gateway, one.name), state, { retain: true }))),
  );
  const discovered = combineLatest([
    states.pipe(
      distinctUntilChanged(
        (one, other) => one.identity?.imei === other.identity?.imei && one.title === other.title,
      ),
    ),
    isConnected,
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
  return merge(news, published, discovered);
};

const urcsOf = ({ link, topics, gateway }: ReportParts, { name, modem }: TrackedModem): Observable<never> =>
  urcReport(modem).pipe(
    whileConnected(link.isConnected),
    mergeMap((urc) =>
      quietly(
        link.publish(topics.urcs(gateway, name), urc, { properties: { messageExpiryInterval: URC_SECONDS } }),
      ),
    ),
  );

/** Publishes the states and URCs of all modems; emits news for logs. */
export const reports = (parts: ReportParts, { tracked, states }: GatewayModems): Observable<GatewayNews> =>
  merge(
    ...tracked.flatMap((one) => [
      statesOf(parts, one, states(one).pipe(shareReplay({ bufferSize: 1, refCount: true }))),
      urcsOf(parts, one),
    ]),
  );
