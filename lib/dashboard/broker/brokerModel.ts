import { map, merge, mergeMap, NEVER, type Observable, takeUntil } from 'rxjs';
import { type MqttClient, remote, watch } from 'rxmodem/mqtt';
import type { BrokerFace } from '../model/board';
import { brokerLink } from './brokerLink';
import type { DashboardModel } from '../model/dashboardModel';
import { emptyBoard } from '../model/emptyBoard';
import { fleetNews } from './fleetNews';
import { keptBoard } from '../model/keptBoard';
import { remoteActs, remoteUssd } from './remoteActs';
import { remoteGet } from './remoteGet';
import { sentNews } from '../modems/shortMessage';
import { transferNews } from '../modems/transferNews';

/** How long a transfer may take: a modem is slow, and a person can cancel it on the page. */
const DEADLINE_MS = 3_600_000;
/** How long a cancelled transfer waits for its modem to confirm that it ended. */
const CONFIRM_MS = 10_000;

/** Which broker it is, and what is watched there. */
export interface BrokerModelOptions {
  /** Whether modems may be restarted, and sent raw commands, from the page; their gateways must allow it, too. Default: no. */
  readonly mayAct?: boolean;
  /** Its address as people may be shown it: without user and password. */
  readonly where: string;
  /** Where the gateways' topics begin. */
  readonly root?: string;
  /** Emits when it shall end: it cancels its transfers, and completes when their modems have ended them. */
  readonly leaving?: Observable<unknown>;
}

/**
 * A board of all modems of all gateways at a broker, as they appear. The client is connected with `protocolVersion: 5`, and
 * stays its owner's. Fails where the broker refuses.
 */
export const brokerModel = (
  client: MqttClient,
  { where, leaving = NEVER, mayAct = false, ...root }: BrokerModelOptions,
): Observable<DashboardModel> => {
  const broker: BrokerFace = { where, connection: 'connecting' };
  const get = remoteGet(client, { ...root, deadlineMs: DEADLINE_MS, confirmMs: CONFIRM_MS });
  return keptBoard({ ...emptyBoard, broker, mayAct }, ({ starts, cancels, texts, codes, acts }) => {
    const far = (modem: string) => remote(client, { modem }, { ...root, deadlineMs: DEADLINE_MS });
    const links = brokerLink(client, where).pipe(map((face) => ({ kind: 'broker', broker: face }) as const));
    const seen = merge(links, watch(client, root)).pipe(fleetNews(broker), takeUntil(leaving));
    const orders = { starts: starts.pipe(takeUntil(leaving)), cancels };
    const messages = texts.pipe(
      mergeMap((texted) => sentNews(texted, (request) => far(texted.modem).sms.send(request))),
      takeUntil(leaving),
    );
    const others = merge(remoteUssd(codes, far), remoteActs(acts, far)).pipe(takeUntil(leaving));
    return merge(
      seen,
      messages,
      others,
      transferNews(orders, (begun, cancelled) => get(begun, merge(cancelled, leaving))),
    );
  });
};
