import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Presence } from '../schema/presence';
import type { Topics } from '../link/topics';
import type { GatewayOptions } from './gatewayOptions';

const RECONNECT_MS = 1_000;
/** A gateway that reconnects within this time does not go offline. */
export const WILL_DELAY_SECONDS = 3;
/** A broker that is silent for longer counts as gone. */
const KEEPALIVE_SECONDS = 30;

/** Which gateway connects, and how. */
export interface BrokerClientParts extends Pick<GatewayOptions, 'broker' | 'connection' | 'sessionSeconds'> {
  readonly topics: Topics;
  /** What the will publishes. */
  readonly offline: Presence;
  /** The modem whose jobs this connection receives; `undefined` for the gateway's main connection. */
  readonly modem?: string;
  /** How many unfinished jobs the broker may send. */
  readonly receiveMaximum: number;
}

/**
 * Connects a gateway to its broker: MQTT 5, a session that outlives the connection, and a limit of unfinished jobs. The main
 * connection has a will that publishes `offline`. Each modem has a connection for the jobs that name it, since MQTT limits
 * unfinished messages only for a whole connection: the jobs of a busy modem then hold back no others.
 */
export const brokerClient = ({
  broker,
  connection = {},
  sessionSeconds = 30,
  topics,
  offline,
  modem,
  receiveMaximum,
}: BrokerClientParts): MqttClient => {
  const { gateway } = offline;
  const will: IClientOptions['will'] = {
    topic: topics.gateway(gateway),
    payload: new TextEncoder().encode(JSON.stringify(offline)) as Buffer,
    qos: 1,
    retain: true,
    properties: { willDelayInterval: WILL_DELAY_SECONDS },
  };
  return connect(String(broker), {
    reconnectPeriod: RECONNECT_MS,
    // A broker that is busy or not ready is asked again; a final refusal ends the gateway.
    reconnectOnConnackError: true,
    keepalive: KEEPALIVE_SECONDS,
    ...connection,
    protocolVersion: 5,
    clientId: `rxmodem-${gateway}${modem === undefined ? '' : `/${modem}`}`,
    clean: false,
    resubscribe: false,
    // No maximum packet size: mosquitto 2.0 counts each message that it keeps back for that as unfinished, for ever.
    properties: { ...connection.properties, sessionExpiryInterval: sessionSeconds, receiveMaximum },
    ...(modem === undefined && { will }),
  });
};
