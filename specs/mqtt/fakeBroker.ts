import { BehaviorSubject, defer, filter, mergeMap, Observable, of, Subject, throwError, timer } from 'rxjs';
import { ModemError } from '../../lib';
import { type Link, type SayOptions, matches } from '../../lib/mqtt/link/link';
import { type Message, messageOf } from '../../lib/mqtt/link/message';
import type { MqttPacket } from '../../lib/mqtt/link/mqttClient';

/** A broker in virtual time: each message takes a millisecond. It retains, and shares in turn. */
export interface FakeBroker {
  /** One more client. */
  readonly link: () => Link;
  /** Says something as somebody else would. */
  readonly publish: (topic: string, payload: Uint8Array | object, options?: SayOptions) => void;
  /** What was published so far, in order. */
  readonly log: readonly Message[];
  /** Topics that nobody may write to from now on. */
  readonly forbid: (topic: string) => void;
}

interface Hearer {
  readonly topicFilter: string;
  readonly messages: Subject<Message>;
}

const bytesOf = (payload: Uint8Array | object): Uint8Array =>
  payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload));

export const fakeBroker = (): FakeBroker => {
  const retained = new Map<string, MqttPacket>();
  const hearers = new Set<Hearer>();
  const forbidden = new Set<string>();
  const log: Message[] = [];
  let turn = 0;
  const packetOf = (
    topic: string,
    payload: Uint8Array | object,
    { retain = false, properties = {} }: SayOptions,
  ) =>
    ({
      cmd: 'publish',
      topic,
      payload: Buffer.from(bytesOf(payload)),
      qos: 0,
      dup: false,
      retain,
      properties,
    }) as MqttPacket;
  const deliver = (packet: MqttPacket): boolean => {
    const { topic, retain, payload } = packet;
    if (retain && payload.length > 0) retained.set(topic, packet);
    if (retain && payload.length === 0) retained.delete(topic);
    const message = messageOf({ ...packet, retain: false });
    log.push(message);
    const all = [...hearers].filter(({ topicFilter }) => matches(topicFilter, topic));
    const shared = all.filter(({ topicFilter }) => topicFilter.startsWith('$share/'));
    const chosen = shared[(turn += 1) % Math.max(1, shared.length)];
    const meant = all.filter((one) => !shared.includes(one) || one === chosen);
    for (const { messages } of meant) messages.next(message);
    return meant.length > 0;
  };
  const tell: Link['tell'] = (topic, payload, options = {}) =>
    defer(() => {
      if (forbidden.has(topic))
        return throwError(() => new ModemError({ kind: 'not-allowed', where: 'the broker', what: topic }));
      const packet = packetOf(topic, payload, options);
      return timer(1).pipe(mergeMap(() => of(deliver(packet))));
    });
  const link = (): Link => {
    const own = new Set<Hearer>();
    const hear: Link['hear'] = (topicFilter, { subscribed } = {}) =>
      new Observable((reader) => {
        const hearer: Hearer = { topicFilter, messages: new Subject() };
        reader.add(hearer.messages.subscribe(reader));
        reader.add(
          timer(1).subscribe(() => {
            hearers.add(hearer);
            own.add(hearer);
            subscribed?.();
            for (const packet of retained.values())
              if (matches(topicFilter, packet.topic)) hearer.messages.next(messageOf(packet));
          }),
        );
        return () => {
          hearers.delete(hearer);
          own.delete(hearer);
        };
      });
    return {
      hear,
      messages: hear,
      tell,
      say: (...said) => tell(...said).pipe(filter((_): _ is never => false)),
      isConnected: new BehaviorSubject(true),
    };
  };
  return {
    link,
    log,
    publish: (topic, payload, options = {}) => void deliver(packetOf(topic, payload, options)),
    forbid: (topic) => void forbidden.add(topic),
  };
};
