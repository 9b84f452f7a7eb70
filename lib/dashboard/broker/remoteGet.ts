import { concat, defer, EMPTY, map, mergeMap, of, take, tap } from 'rxjs';
import { type MqttClient, remote, type RemoteOptions } from 'rxmodem/mqtt';
import type { Transfer } from '../model/board';
import { transfer } from '../modems/transfer';
import type { Get } from '../modems/transferNews';

const UNCONFIRMED =
  'its gateway has not confirmed that; it stands at the broker that it is wanted no more, and the modem will hear of it';

/**
 * Gets URLs through modems behind a broker. A cancelled transfer ends when its modem confirms that, or when no confirmation
 * comes for a while.
 */
export const remoteGet =
  (client: MqttClient, options: RemoteOptions): Get =>
  (begun, cancelled) =>
    defer(() => {
      const far = remote(client, { modem: begun.modem }, options);
      let last: Transfer | undefined;
      const unconfirmed = defer(() =>
        last?.phase === 'cancelled'
          ? far.left.pipe(
              take(1),
              mergeMap(({ outcome }) => (outcome === 'unconfirmed' ? of(last) : EMPTY)),
            )
          : EMPTY,
      );
      return concat(
        transfer(far, begun, cancelled).pipe(tap((now) => (last = now))),
        unconfirmed.pipe(map((now) => ({ ...(now as Transfer), problem: UNCONFIRMED }))),
      );
    });
