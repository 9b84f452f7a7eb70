import { BehaviorSubject, defer, filter, mergeMap, Observable, of, Subject, throwError, timer } from 'rxjs';
import { ModemError } from '../../lib';
import { type Link, type PublishOptions, matches } from '../../lib/mqtt/link/link';
import { type Message, messageOf } from '../../lib/mqtt/link/message';
import type { MqttPacket } from '../../lib/mqtt/link/mqttClient';

/** A broker in virtual time: each message takes a millisecond. It retains, and shares in turn. */
export interface FakeBroker {
  /** One more client. */
  readonly link: () => Link;
  /** Says something as somebody else would. */
  readonly publish: (topic: string, payload: Uint8Array | object, options?: PublishOptions) => void;
  /** What was published so far, in order. */
  readonly log: readonly Message[];
  /** Topics that nobody may write to from now on. */
  readonly forbid: (topic: string) => void;
}

interface Listener {
  readonly topicFilter: string;
  readonly messages: Subject<Message>;
}

const bytesOf = (payload: Uint8Array | object): Uint8Array =>
  payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload));

export const fakeBroker = (): FakeBroker => {
  const retained = new Map<string, MqttPacket>();
  const listeners = new Set<Listener>();
  const forbidden = new Set<string>();
  const log: Message[] = [];
  let turn = 0;
  const packetOf = (
    topic: string,
    payload: Uint8Array | object,
    { retain = false, properties = {} }: PublishOptions,
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
    const all = [...listeners].filter(({ topicFilter }) => matches(topicFilter, topic));
    const shared = all.filter(({ topicFilter }) => topicFilter.startsWith('$share/'));
    const chosen = shared[(turn += 1) % Math.max(1, shared.length)];
    const meant = all.filter((one) => !shared.includes(one) || one === chosen);
    for (const { messages } of meant) messages.next(message);
    return meant.length > 0;
  };
  const publishChecked: Link['publishChecked'] = (topic, payload, options = {}) =>
    defer(() => {
      if (forbidden.has(topic))
        return throwError(() => new ModemError({ kind: 'not-allowed', where: 'the broker', what: topic }));
      const packet = packetOf(topic, payload, options);
      return timer(1).pipe(mergeMap(() => of(deliver(packet))));
    });
  const link = (): Link => {
    const own = new Set<Listener>();
    const listen: Link['listen'] = (topicFilter, { subscribed } = {}) =>
      new Observable((reader) => {
        const listener: Listener = { topicFilter, messages: new Subject() };
        reader.add(listener.messages.subscribe(reader));
        reader.add(
          timer(1).subscribe(() => {
            listeners.add(listener);
            own.add(listener);
            subscribed?.();
            for (const packet of retained.values())
              if (matches(topicFilter, packet.topic)) listener.messages.next(messageOf(packet));
          }),
        );
        return () => {
          listeners.delete(listener);
          own.delete(listener);
        };
      });
    return {
      listen,
      messages: listen,
      publishChecked,
      publish: (...given) => publishChecked(...given).pipe(filter((_): _ is never => false)),
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
