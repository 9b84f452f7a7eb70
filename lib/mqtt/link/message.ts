import type { MqttPacket } from './mqttClient';
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { invalidArgument } from '../../grammar/errors/modemError';

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

const parsed = (what: string, payload: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return invalidArgument(what, 'it is no JSON');
  }
};

/** Where in the message: `/body/text` reads `body.text`. */
const place = (what: string, path: string): string =>
  path === '' ? what : path.slice(1).replaceAll('/', '.').slice(0, 80);

/**
 * Reads a message of a schema. Fails with `invalid-argument` that names the field and says what it must be; it never shows
 * what stood there.
 */
export const readMessage = <S extends TSchema>(schema: S, what: string, payload: Uint8Array): Static<S> => {
  const value = parsed(what, payload);
  if (Value.Check(schema, value)) return value;
  const first = Value.Errors(schema, value).First();
  return invalidArgument(place(what, first?.path ?? ''), first?.message.toLowerCase() ?? 'it does not fit');
};

/** Reads a message of a schema; one that can't be read is none: a broker may carry anything. */
export const heardMessage = <S extends TSchema>(schema: S, { payload }: Message): readonly Static<S>[] => {
  try {
    return payload.length === 0 ? [] : [readMessage(schema, 'message', payload)];
  } catch {
    return [];
  }
};
