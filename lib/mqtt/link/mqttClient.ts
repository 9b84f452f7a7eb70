import type { IClientPublishOptions, IPublishPacket, MqttClient as Client } from 'mqtt';

/** What is used of a client of the `mqtt` package, connected with `protocolVersion: 5`. */
export type MqttClient = Pick<
  Client,
  'connected' | 'options' | 'publish' | 'subscribe' | 'unsubscribe' | 'on' | 'removeListener'
>;

/** A message as it came. */
export type MqttPacket = IPublishPacket;

/** What a message says besides its payload. */
export type MqttPublishOptions = IClientPublishOptions;
