import type { MqttPacket } from './mqttClient';

/** A message that came, as far as gateways and their users look at it. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly isRetained: boolean;
  readonly responseTopic: string | undefined;
  readonly correlationData: Uint8Array | undefined;
  /** Seconds that it has left to live. */
  readonly expirySeconds: number | undefined;
  /** User properties; of one that came several times, the last. */
  readonly told: Readonly<Record<string, string>>;
  /** As the client has it. */
  readonly packet: MqttPacket;
}

const single = (given: unknown): string => {
  const last: unknown = Array.isArray(given) ? given.at(-1) : given;
  return typeof last === 'string' ? last : '';
};

/** Reads what came. */
export const messageOf = (packet: MqttPacket): Message => {
  const { topic, payload, retain, properties = {} } = packet;
  const { responseTopic, correlationData, messageExpiryInterval, userProperties = {} } = properties;
  const names = Object.keys(userProperties);
  return {
    topic,
    payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload,
    isRetained: retain,
    responseTopic,
    correlationData,
    expirySeconds: messageExpiryInterval,
    told: Object.fromEntries(names.map((name) => [name, single(userProperties[name])])),
    packet,
  };
};
