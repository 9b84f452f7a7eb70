import {
  defer,
  distinctUntilChanged,
  filter,
  fromEventPattern,
  map,
  merge,
  Observable,
  of,
  share,
} from 'rxjs';
import type { ISubscriptionMap } from 'mqtt';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import { type Message, messageOf } from './message';
import type { MqttClient, MqttPacket, MqttPublishOptions } from './mqttClient';

const SHARED = /^\$share\/[^/]+\//;

/** Whether a topic matches a filter (MQTT 5 § 4.7): `+` matches one level, `#` all that follow. */
export const matches = (filter: string, topic: string): boolean => {
  const wanted = filter.replace(SHARED, '').split('/');
  const levels = topic.split('/');
  const end = wanted.indexOf('#');
  if (end < 0 ? wanted.length !== levels.length : levels.length < end) return false;
  const exact = end < 0 ? wanted : wanted.slice(0, end);
  return exact.every((level, at) => level === '+' || level === levels[at]);
};

/** How a topic is subscribed to. */
export interface ListenOptions {
  /** Default 1. */
  readonly qos?: 0 | 1;
  /** Called when the broker has accepted the subscription. */
  readonly subscribed?: () => void;
}

/** How a message is published. A payload that is not bytes becomes JSON. */
export interface PublishOptions {
  /** Default 1. */
  readonly qos?: 0 | 1;
  readonly retain?: boolean;
  readonly properties?: MqttPublishOptions['properties'];
}

/** A broker as streams. Subscriptions survive a reconnection. */
export interface Link {
  /** Messages of a topic, without subscribing to it: an earlier session may have done so. */
  readonly messages: (topicFilter: string) => Observable<Message>;
  /** Subscribes to a topic while it has a subscriber here. Fails with `not-allowed` where the broker refuses. */
  readonly listen: (topicFilter: string, options?: ListenOptions) => Observable<Message>;
  /**
   * Completes when the broker has the message. Fails with `closed` where the client ends, with `not-allowed` where the broker
   * refuses.
   */
  readonly publish: (
    topic: string,
    payload: Uint8Array | object,
    options?: PublishOptions,
  ) => Observable<never>;
  /** The same, and emits whether the topic had a subscriber, as far as the broker reports it. */
  readonly publishChecked: (
    topic: string,
    payload: Uint8Array | object,
    options?: PublishOptions,
  ) => Observable<boolean>;
  /** Replays whether the broker is connected. */
  readonly isConnected: Observable<boolean>;
}

/** Reason code of MQTT 5 § 3.4.2.1. */
const NO_MATCHING_SUBSCRIBERS = 0x10;
const REFUSED = 0x80;

/** The broker's answer to a published message. */
interface Answer {
  readonly cmd: string;
  readonly messageId?: number;
  readonly reasonCode?: number;
}

type Listener = (...args: unknown[]) => void;

const events = <T>(client: MqttClient, name: string, read: (...args: unknown[]) => T): Observable<T> =>
  fromEventPattern(
    (listener) => client.on(name as 'message', listener as Listener),
    (listener) => client.removeListener(name as 'message', listener as Listener),
    read,
  );

const bytesOf = (payload: Uint8Array | object): Uint8Array =>
  payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload));

const closed = (): ModemError => new ModemError({ kind: 'closed', where: 'connection to the broker' });

const refused = (what: string): ModemError =>
  new ModemError({ kind: 'not-allowed', where: 'the broker', what });

/**
 * Whether a message belongs to the subscription of this identifier (MQTT 5 § 3.3.2.3.8): where two filters match, a broker may
 * send it once for each. A broker without identifiers sends none.
 */
const isOf =
  (id: number) =>
  ({ packet }: Message): boolean => {
    const given = packet.properties?.subscriptionIdentifier;
    return given === undefined || (Array.isArray(given) ? given : [given]).includes(id);
  };

/** Keeps an identifier and a count of subscribers for each filter in use. */
const filtersInUse = () => {
  const known = new Map<string, { readonly id: number; readonly count: number }>();
  let last = 0;
  return {
    /** Counts one more subscriber; returns the filter's identifier. */
    enter: (topicFilter: string): number => {
      const { id, count } = known.get(topicFilter) ?? { id: (last += 1), count: 0 };
      known.set(topicFilter, { id, count: count + 1 });
      return id;
    },
    /** Counts one less; returns whether it was the last one. */
    leave: (topicFilter: string): boolean => {
      const { id, count } = known.get(topicFilter) ?? { id: 0, count: 1 };
      if (count > 1) known.set(topicFilter, { id, count: count - 1 });
      else known.delete(topicFilter);
      return count <= 1;
    },
  };
};

/** Keeps a topic subscribed to for as long as it has a subscriber here, through lost connections. */
const listening = (
  client: MqttClient,
  messages: Link['messages'],
  connects: Observable<unknown>,
): Link['listen'] => {
  const { enter, leave } = filtersInUse();
  return (topicFilter, { qos = 1, subscribed } = {}) =>
    new Observable<Message>((reader) => {
      const subscriptionIdentifier = enter(topicFilter);
      reader.add(
        messages(topicFilter)
          .pipe(filter(isOf(subscriptionIdentifier)))
          .subscribe(reader),
      );
      // Subscribes again even where the subscription exists: each new subscriber needs what is retained.
      const properties = { subscriptionIdentifier };
      const subscription = { [topicFilter]: { qos, properties }, resubscribe: true } as ISubscriptionMap;
      const ask = (): void =>
        void client.subscribe(subscription, (error, granted) => {
          if (reader.closed) return;
          const isRefused = granted?.some(({ qos: code }) => Number(code) >= REFUSED) ?? false;
          if (isRefused || (error && client.connected)) reader.error(refused(topicFilter));
          else if (!error) subscribed?.();
        });
      // At each connection, even within a session: mosquitto 2.0 forgets shared subscriptions when it restarts.
      reader.add(connects.subscribe(ask));
      if (client.connected) ask();
      return () => {
        if (leave(topicFilter)) client.unsubscribe(topicFilter, () => undefined);
      };
    });
};

/** Publishes. The broker's answer is read from its packet: mqtt passes only failures to its caller. */
const publishing = (client: MqttClient, answers: Observable<Answer>): Link['publishChecked'] => {
  const withoutSubscriber = new Set<number>();
  answers.subscribe(({ cmd, messageId = -1, reasonCode }) => {
    if (cmd === 'puback' && reasonCode === NO_MATCHING_SUBSCRIBERS) withoutSubscriber.add(messageId);
  });
  return (topic, payload, { qos = 1, retain = false, properties = {} } = {}) =>
    new Observable<boolean>((reader) => {
      // mqtt copies nothing: the bytes must not change until this completes.
      client.publish(topic, bytesOf(payload) as Buffer, { qos, retain, properties }, (error, packet) => {
        const { code = 0 } = (error ?? {}) as { readonly code?: number };
        if (error) reader.error(code >= REFUSED ? refused(topic) : closed());
        else reader.next(!withoutSubscriber.delete(packet?.messageId ?? -1));
        reader.complete();
      });
    });
};

const links = new WeakMap<MqttClient, Link>();

const linkOf = (client: MqttClient): Link => {
  if (client.options.protocolVersion !== 5)
    return invalidArgument('client', 'it must be connected with protocolVersion: 5');
  const packets = events(client, 'message', (_topic, _payload, packet) => packet as MqttPacket).pipe(share());
  const messages: Link['messages'] = (topicFilter) =>
    packets.pipe(
      filter(({ topic }) => matches(topicFilter, topic)),
      map(messageOf),
    );
  const connects = events(client, 'connect', () => true).pipe(share());
  const closes = events(client, 'close', () => false).pipe(share());
  const publishChecked = publishing(
    client,
    events(client, 'packetreceive', (packet) => packet as Answer),
  );
  return Object.freeze({
    messages,
    listen: listening(client, messages, connects),
    publishChecked,
    publish: (...given) => publishChecked(...given).pipe(filter((_): _ is never => false)),
    isConnected: defer(() => merge(of(client.connected), connects, closes)).pipe(distinctUntilChanged()),
  } satisfies Link);
};

/**
 * Makes streams of a client of the `mqtt` package; the same client always gives the same streams. The client belongs to the
 * caller: nothing here ends it. Fails with `invalid-argument` where it was not connected with `protocolVersion: 5`.
 */
export const link = (client: MqttClient): Link => {
  const known = links.get(client) ?? linkOf(client);
  links.set(client, known);
  return known;
};
