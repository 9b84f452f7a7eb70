import {
  defer,
  EMPTY,
  filter,
  merge,
  mergeMap,
  type Observable,
  switchMap,
  throwError,
  timer,
  concat,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import { validMessages } from '../link/message';
import type { Link } from '../link/link';
import { presence, type Presence } from '../schema/presence';

/** How long a reconnected gateway waits for another one of its name before it publishes that it is online. */
const LISTEN_MS = 300;

/**
 * Publishes that a gateway is online, at each connection. Fails with `port` where another gateway of its name came online
 * meanwhile: a broker keeps only one of them connected, and not every broker reports it.
 */
export const announce = (line: Link, topic: string, online: () => Presence): Observable<never> =>
  defer(() => {
    const { life } = online();
    let wasOnline = false;
    const published = line.isConnected.pipe(
      filter(Boolean),
      switchMap(() => timer(wasOnline ? LISTEN_MS : 0)),
      switchMap(() =>
        concat(
          line.publish(topic, online(), { retain: true }),
          defer(() => {
            wasOnline = true;
            return EMPTY;
          }),
        ),
      ),
    );
    const rivals = line.listen(topic, { qos: 0 }).pipe(
      mergeMap((message) => validMessages(presence, message)),
      filter((other) => wasOnline && other.state === 'online' && other.life !== life),
      mergeMap(({ gateway }) =>
        throwError(
          () =>
            new ModemError({
              kind: 'port',
              where: `gateway ${gateway}`,
              problem: 'another gateway of the same name came; give each its own',
            }),
        ),
      ),
    );
    return merge(published, rivals);
  });
