import type { IClientPublishOptions, IPublishPacket, MqttClient as Client } from 'mqtt';

/** The part of a client of the `mqtt` package that is used; it must be connected with `protocolVersion: 5`. */
export type MqttClient = Pick<
  Client,
  'connected' | 'options' | 'publish' | 'subscribe' | 'unsubscribe' | 'on' | 'removeListener'
>;

/** A received message as the client has it. */
export type MqttPacket = IPublishPacket;

/** What a message has besides its payload. */
export type MqttPublishOptions = IClientPublishOptions;
