import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Presence } from '../schema/presence';
import type { Topics } from '../link/topics';
import type { GatewayOptions } from './gatewayOptions';

const RECONNECT_MS = 1_000;
/** A gateway that is back by then was not gone. */
export const WILL_DELAY_SECONDS = 3;
/** A broker that is silent for longer is taken for gone. */
const KEEPALIVE_SECONDS = 30;

/** Who it is, and what its will says. */
export interface BrokerClientParts extends Pick<GatewayOptions, 'broker' | 'connection' | 'sessionSeconds'> {
  readonly topics: Topics;
  readonly offline: Presence;
  /** How many jobs it takes at once. */
  readonly receiveMaximum: number;
}

/**
 * Connects a gateway to its broker: MQTT 5, a session that outlives the connection, a will that says that it is gone, and no
 * more jobs at once than it can do.
 */
export const brokerClient = ({
  broker,
  connection = {},
  sessionSeconds = 30,
  topics,
  offline,
  receiveMaximum,
}: BrokerClientParts): MqttClient => {
  const options: IClientOptions = {
    reconnectPeriod: RECONNECT_MS,
    // A broker that is busy or not ready yet is asked again; what is final ends the gateway.
    reconnectOnConnackError: true,
    keepalive: KEEPALIVE_SECONDS,
    ...connection,
    protocolVersion: 5,
    clientId: `rxmodem-${offline.gateway}`,
    clean: false,
    resubscribe: false,
    properties: { ...connection.properties, sessionExpiryInterval: sessionSeconds, receiveMaximum },
    will: {
      topic: topics.gateway(offline.gateway),
      payload: new TextEncoder().encode(JSON.stringify(offline)) as Buffer,
      qos: 1,
      retain: true,
      properties: { willDelayInterval: WILL_DELAY_SECONDS },
    },
  };
  return connect(broker, options);
};
