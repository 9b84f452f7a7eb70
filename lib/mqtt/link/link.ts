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

/** Whether a topic is meant by a filter (MQTT 5 § 4.7): `+` is one level, `#` all that follow. */
export const matches = (filter: string, topic: string): boolean => {
  const wanted = filter.replace(SHARED, '').split('/');
  const levels = topic.split('/');
  const end = wanted.indexOf('#');
  if (end < 0 ? wanted.length !== levels.length : levels.length < end) return false;
  const exact = end < 0 ? wanted : wanted.slice(0, end);
  return exact.every((level, at) => level === '+' || level === levels[at]);
};

/** How a topic is subscribed to. */
export interface HearOptions {
  /** Default 1. */
  readonly qos?: 0 | 1;
  /** Is called when the broker has taken the subscription. */
  readonly subscribed?: () => void;
}

/** How something is said. Payloads that are no bytes become JSON. */
export interface SayOptions {
  /** Default 1. */
  readonly qos?: 0 | 1;
  readonly retain?: boolean;
  readonly properties?: MqttPublishOptions['properties'];
}

/** A broker as streams: what is said completes when the broker has it, what is heard goes on through reconnections. */
export interface Link {
  /** What comes of a topic that was subscribed to otherwise: by a session that went before, for instance. */
  readonly messages: (topicFilter: string) => Observable<Message>;
  /** Subscribes to a topic while somebody is subscribed. Fails with `not-allowed` where the broker refuses. */
  readonly hear: (topicFilter: string, options?: HearOptions) => Observable<Message>;
  /** Fails with `closed` where the client ends, with `not-allowed` where the broker refuses. */
  readonly say: (topic: string, payload: Uint8Array | object, options?: SayOptions) => Observable<never>;
  /** The same, and emits whether anybody heard it, as far as the broker tells. */
  readonly tell: (topic: string, payload: Uint8Array | object, options?: SayOptions) => Observable<boolean>;
  /** Replays whether the broker is there. */
  readonly isConnected: Observable<boolean>;
}

/** Reason code of MQTT 5 § 3.4.2.1. */
const NO_MATCHING_SUBSCRIBERS = 0x10;
const REFUSED = 0x80;

/** A packet of the broker's, as far as it answers what was published. */
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
 * Whether a message came for a subscription of this number (MQTT 5 § 3.3.2.3.8): where two filters fit, a broker may send it
 * for each. A broker that knows no numbers tells none.
 */
const isOf =
  (id: number) =>
  ({ packet }: Message): boolean => {
    const told = packet.properties?.subscriptionIdentifier;
    return told === undefined || (Array.isArray(told) ? told : [told]).includes(id);
  };

/** Keeps a number and a count of hearers for each filter, for as long as it has any. */
const filters = () => {
  const known = new Map<string, { readonly id: number; readonly hearers: number }>();
  let last = 0;
  return {
    /** One more hears it; gives its number. */
    enter: (topicFilter: string): number => {
      const { id, hearers } = known.get(topicFilter) ?? { id: (last += 1), hearers: 0 };
      known.set(topicFilter, { id, hearers: hearers + 1 });
      return id;
    },
    /** One less; tells whether nobody is left. */
    leave: (topicFilter: string): boolean => {
      const { id, hearers } = known.get(topicFilter) ?? { id: 0, hearers: 1 };
      if (hearers > 1) known.set(topicFilter, { id, hearers: hearers - 1 });
      else known.delete(topicFilter);
      return hearers <= 1;
    },
  };
};

/** Keeps a topic subscribed to for as long as somebody hears it; a connection that is lost meanwhile takes nothing away. */
const hearing = (
  client: MqttClient,
  messages: Link['messages'],
  connects: Observable<unknown>,
): Link['hear'] => {
  const { enter, leave } = filters();
  return (topicFilter, { qos = 1, subscribed } = {}) =>
    new Observable<Message>((reader) => {
      const subscriptionIdentifier = enter(topicFilter);
      const isMine = isOf(subscriptionIdentifier);
      reader.add(messages(topicFilter).pipe(filter(isMine)).subscribe(reader));
      // Anew even where it stands already: whoever comes is told what is retained.
      const properties = { subscriptionIdentifier };
      const subscription = { [topicFilter]: { qos, properties }, resubscribe: true } as ISubscriptionMap;
      const ask = (): void =>
        void client.subscribe(subscription, (error, granted) => {
          if (reader.closed) return;
          const isRefused = granted?.some(({ qos: code }) => Number(code) >= REFUSED) ?? false;
          if (isRefused || (error && client.connected)) reader.error(refused(topicFilter));
          else if (!error) subscribed?.();
        });
      // With every connection, whatever the session is said to hold: mosquitto 2.0 forgets shared subscriptions when it restarts.
      reader.add(connects.subscribe(ask));
      if (client.connected) ask();
      return () => {
        if (leave(topicFilter)) client.unsubscribe(topicFilter, () => undefined);
      };
    });
};

/** Publishes; the broker's answer is looked at on its way in, since mqtt tells its caller of failures only. */
const telling = (client: MqttClient, answers: Observable<Answer>): Link['tell'] => {
  const unheard = new Set<number>();
  answers.subscribe(({ cmd, messageId = -1, reasonCode }) => {
    if (cmd === 'puback' && reasonCode === NO_MATCHING_SUBSCRIBERS) unheard.add(messageId);
  });
  return (topic, payload, { qos = 1, retain = false, properties = {} } = {}) =>
    new Observable<boolean>((reader) => {
      // mqtt copies nothing: the bytes are the caller's until this completes.
      client.publish(topic, bytesOf(payload) as Buffer, { qos, retain, properties }, (error, packet) => {
        const { code = 0 } = (error ?? {}) as { readonly code?: number };
        if (error) reader.error(code >= REFUSED ? refused(topic) : closed());
        else reader.next(!unheard.delete(packet?.messageId ?? -1));
        reader.complete();
      });
    });
};

const links = new WeakMap<MqttClient, Link>();

const made = (client: MqttClient): Link => {
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
  const tell = telling(
    client,
    events(client, 'packetreceive', (packet) => packet as Answer),
  );
  return Object.freeze({
    messages,
    hear: hearing(client, messages, connects),
    tell,
    say: (...said) => tell(...said).pipe(filter((_): _ is never => false)),
    isConnected: defer(() => merge(of(client.connected), connects, closes)).pipe(distinctUntilChanged()),
  } satisfies Link);
};

/**
 * Makes streams of a client of the `mqtt` package, the same ones for the same client. The client stays its owner's: nothing here ends it. Fails with
 * `invalid-argument` where it was not connected with `protocolVersion: 5`.
 */
export const link = (client: MqttClient): Link => {
  const known = links.get(client) ?? made(client);
  links.set(client, known);
  return known;
};
