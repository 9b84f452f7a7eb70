import { map, merge, mergeMap, NEVER, type Observable, takeUntil } from 'rxjs';
import { type MqttClient, remote, watch } from 'rxmodem/mqtt';
import type { BrokerFace } from './board';
import { brokerLink } from './brokerLink';
import type { DashboardModel } from './dashboardModel';
import { emptyBoard } from './emptyBoard';
import { fleetNews } from './fleetNews';
import { keptBoard } from './keptBoard';
import { remoteGet } from './remoteGet';
import { sentNews } from './shortMessage';
import { transferNews } from './transferNews';

/** How long a transfer may take: a modem is slow, and whoever looks at it can cancel it. */
const DEADLINE_MS = 3_600_000;
/** How long it is waited for that a modem has taken leave of what was cancelled. */
const CONFIRM_MS = 10_000;

/** Which broker it is, and what is watched there. */
export interface BrokerModelOptions {
  /** Its address as people may be shown it: without user and password. */
  readonly where: string;
  /** Where the gateways' topics begin. */
  readonly root?: string;
  /** Emits when it shall end: it cancels its transfers, and completes when their modems have taken leave of them. */
  readonly leaving?: Observable<unknown>;
}

/**
 * A board of all modems of all gateways at a broker, as they appear. The client is connected with `protocolVersion: 5`, and
 * stays its owner's. Fails where the broker refuses.
 */
export const brokerModel = (
  client: MqttClient,
  { where, leaving = NEVER, ...root }: BrokerModelOptions,
): Observable<DashboardModel> => {
  const broker: BrokerFace = { where, connection: 'connecting' };
  const get = remoteGet(client, { ...root, deadlineMs: DEADLINE_MS, confirmMs: CONFIRM_MS });
  return keptBoard({ ...emptyBoard, broker }, ({ starts, cancels, texts }) => {
    const links = brokerLink(client, where).pipe(map((face) => ({ kind: 'broker', broker: face }) as const));
    const seen = merge(links, watch(client, root)).pipe(fleetNews(broker), takeUntil(leaving));
    const orders = { starts: starts.pipe(takeUntil(leaving)), cancels };
    const messages = texts.pipe(
      mergeMap((texted) =>
        sentNews(texted, (request) =>
          remote(client, { modem: texted.modem }, { ...root, deadlineMs: DEADLINE_MS }).sms.send(request),
        ),
      ),
      takeUntil(leaving),
    );
    return merge(
      seen,
      messages,
      transferNews(orders, (begun, cancelled) => get(begun, merge(cancelled, leaving))),
    );
  });
};
