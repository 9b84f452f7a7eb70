import type { MqttPacket } from './mqttClient';
import type { Static, TSchema } from '@sinclair/typebox';
import { Errors } from '@sinclair/typebox/errors';
import { Check } from '@sinclair/typebox/value';
import { invalidArgument } from '../../grammar/errors/modemError';

/** A received message, as far as gateways and their users need it. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly isRetained: boolean;
  readonly responseTopic: string | undefined;
  readonly correlationData: Uint8Array | undefined;
  /** Seconds until it expires. */
  readonly expirySeconds: number | undefined;
  /** User properties; the last value of a repeated one. */
  readonly userProperties: Readonly<Record<string, string>>;
  /** The client's own packet. */
  readonly packet: MqttPacket;
}

const single = (given: unknown): string => {
  const last: unknown = Array.isArray(given) ? given.at(-1) : given;
  return typeof last === 'string' ? last : '';
};

/** Reads a packet. */
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
    userProperties: Object.fromEntries(names.map((name) => [name, single(userProperties[name])])),
    packet,
  };
};

const parsed = (what: string, payload: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return invalidArgument(what, 'it is not valid JSON in UTF-8');
  }
};

/** The place in the message: `/body/text` becomes `body.text`. */
const place = (what: string, path: string): string =>
  path === '' ? what : path.slice(1).replaceAll('/', '.').slice(0, 80);

/**
 * Reads a message by its schema. Fails with `invalid-argument` that names the field and says what it must be, and never
 * contains the field's value.
 */
export const readMessage = <S extends TSchema>(schema: S, what: string, payload: Uint8Array): Static<S> => {
  const value = parsed(what, payload);
  if (Check(schema, value)) return value;
  const first = Errors(schema, value).First();
  return invalidArgument(place(what, first?.path ?? ''), first?.message.toLowerCase() ?? 'it does not fit');
};

/** Reads a message by its schema: one value, or none where the message does not fit, since a broker may carry anything. */
export const validMessages = <S extends TSchema>(schema: S, { payload }: Message): readonly Static<S>[] => {
  try {
    return payload.length === 0 ? [] : [readMessage(schema, 'message', payload)];
  } catch {
    return [];
  }
};
