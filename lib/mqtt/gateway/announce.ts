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
import { heardMessage } from '../link/message';
import type { Link } from '../link/link';
import { presence, type Presence } from '../schema/presence';

/** How long a gateway that is connected again listens whether another one has its name, before it says that it is there. */
const LISTEN_MS = 300;

/**
 * Says that a gateway is there, each time that the broker is; fails with `port` where another one of its name came meanwhile,
 * since a broker lets only one of them be connected at a time, and not every broker says so.
 */
export const announce = (line: Link, topic: string, online: () => Presence): Observable<never> =>
  defer(() => {
    const { life } = online();
    let wasThere = false;
    const said = line.isConnected.pipe(
      filter(Boolean),
      switchMap(() => timer(wasThere ? LISTEN_MS : 0)),
      switchMap(() =>
        concat(
          line.say(topic, online(), { retain: true }),
          defer(() => {
            wasThere = true;
            return EMPTY;
          }),
        ),
      ),
    );
    const rivals = line.hear(topic, { qos: 0 }).pipe(
      mergeMap((message) => heardMessage(presence, message)),
      filter((told) => wasThere && told.state === 'online' && told.life !== life),
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
    return merge(said, rivals);
  });
