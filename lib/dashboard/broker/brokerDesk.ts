import type { IClientOptions, MqttClient } from 'mqtt';
import { concat, defer, Observable, tap } from 'rxjs';
import { graceful } from 'rxmodem/operators';
import { brokerModel } from './brokerModel';
import type { DashboardModel } from '../model/dashboardModel';

const RECONNECT_MS = 1_000;
/** A broker that is silent for longer is taken for gone. */
const KEEPALIVE_SECONDS = 30;

/** How a broker is reached. */
export interface BrokerDeskOptions {
  /** `mqtt://`, `mqtts://`, `ws://`, `wss://`; user and password may stand in it. */
  readonly url: URL;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Where the gateways' topics begin. */
  readonly root: string;
  /** `connect` of the package `mqtt`. */
  readonly connect: (url: string, options: IClientOptions) => MqttClient;
  /** Certificates, as `connect` takes them. */
  readonly tls?: Pick<IClientOptions, 'ca' | 'cert' | 'key'>;
  /** Whether modems may be restarted, and sent raw commands, from the page. Default: no. */
  readonly mayAct?: boolean;
}

const connected = ({ url, user, password, connect, tls }: BrokerDeskOptions): MqttClient => {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  const username = user ?? decodeURIComponent(url.username);
  const secret = password ?? decodeURIComponent(url.password);
  return connect(bare.href, {
    ...tls,
    protocolVersion: 5,
    reconnectPeriod: RECONNECT_MS,
    reconnectOnConnackError: true,
    keepalive: KEEPALIVE_SECONDS,
    ...(username && { username }),
    ...(secret && { password: secret }),
  });
};

const ended = (client: MqttClient): Observable<never> =>
  new Observable((over) => void client.end(!client.connected, {}, () => over.complete()));

/**
 * A desk that watches a broker instead of ports. Being left, it cancels what is being got and waits until that was heard, then
 * disconnects from the broker.
 */
export const brokerDesk = (options: BrokerDeskOptions): Observable<DashboardModel> =>
  graceful((leaving) =>
    defer(() => {
      const { url, root, mayAct = false } = options;
      const client = connected(options);
      const where = `${url.protocol}//${url.host}`;
      return concat(brokerModel(client, { where, root, leaving, mayAct }), ended(client)).pipe(
        tap({ error: () => void client.end(true) }),
      );
    }),
  );
