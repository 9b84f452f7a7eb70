import {
  catchError,
  distinct,
  EMPTY,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { Message } from '../link/message';
import { discovery } from './discovery';
import type { ReportParts } from './reports';

/** Whatever an earlier run may have announced. */
const ALL_SHOWN = { inbox: true, notifyTo: '' };

/** How long the broker may take to send what it retains. */
const LISTEN_MS = 5_000;

/**
 * Clears what the broker retains of modems that a gateway of this name had before and no longer has: their states, and their
 * discovery messages. Only topics that are retained now are cleared, and only discovery messages that point to the modem's
 * state.
 *
 *     connected    t
 *     retained      north, old
 *     published          old: empty, retained
 */
export const clearGone = (
  { link, topics, gateway, discovery: prefix }: ReportParts,
  modems: readonly string[],
): Observable<never> => {
  const known = new Set(modems);
  const retained = (topic: string): Observable<Message> =>
    link.listen(topic, { qos: 0 }).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows only reads what came
      takeUntil(timer(LISTEN_MS)),
      filter(({ isRetained, payload }) => isRetained && payload.length > 0),
    );
  const clear = (topic: string): Observable<never> =>
    link.publish(topic, new Uint8Array(0), { retain: true });
  const discovered = (modem: string): readonly string[] =>
    prefix === false
      ? []
      : discovery(prefix, topics, { gateway, modem, title: '' }, ALL_SHOWN).map(({ topic }) => topic);
  const cleared = (modem: string): Observable<never> => {
    const state = topics.modem(gateway, modem);
    const configs = discovered(modem).map((topic) =>
      retained(topic).pipe(
        take(1),
        filter((message) => stateTopicOf(message) === state),
        mergeMap(() => clear(topic)),
      ),
    );
    return merge(clear(state), ...configs);
  };
  const gone = retained(topics.modem(gateway, '+')).pipe(
    map(({ topic }) => topic.slice(topic.lastIndexOf('/') + 1)),
    filter((modem) => !known.has(modem)),
    distinct(),
    mergeMap(cleared),
    // A broker that refuses keeps what it has; the gateway works without.
    catchError(() => EMPTY),
  );
  return link.isConnected.pipe(switchMap((isConnected) => (isConnected ? gone : EMPTY)));
};

/** Names of other modems can give the same discovery topic: the message itself says by its availability which modem it is about. */
const stateTopicOf = ({ payload }: Message): unknown => {
  try {
    const config = JSON.parse(new TextDecoder().decode(payload)) as Announced | null;
    return config?.availability?.[1]?.topic ?? config?.state_topic;
  } catch {
    return undefined;
  }
};

/** What is read of a discovery message; the second availability is that of the modem. */
interface Announced {
  readonly state_topic?: unknown;
  readonly availability?: readonly { readonly topic?: unknown }[];
}
