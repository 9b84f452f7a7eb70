import { defer, EMPTY, filter, map, merge, Observable, Subject, throwError } from 'rxjs';
import {
  BrokerFailure,
  type BrokerMessage,
  type BrokerServer,
  type BrokerSession,
  type MqttOrigin,
} from './mqttOrigin';

/** What a simulated broker is, and what it accepts. */
export interface SimulatedBrokerOptions {
  readonly host: string;
  /** Default: any user, any password. */
  readonly users?: Readonly<Record<string, string>> | undefined;
}

/** A broker in memory, for specs and demos. */
export interface SimulatedBroker {
  readonly origin: MqttOrigin;
  /** All messages that are published, wills included. */
  readonly published: Observable<BrokerMessage>;
  /** Publishes a message, as another client does. */
  readonly publish: (message: Partial<BrokerMessage> & Pick<BrokerMessage, 'topic' | 'payload'>) => void;
  /** Ends all connections without a word: wills are published. */
  readonly drop: () => void;
}

/** Whether a topic fits a filter (MQTT 3.1.1 § 4.7). */
const fits = (topic: string, wanted: string): boolean => {
  const [levels, parts] = [topic.split('/'), wanted.split('/')];
  for (const [at, part] of parts.entries()) {
    if (part === '#') return true;
    if (levels[at] === undefined || (part !== '+' && part !== levels[at])) return false;
  }
  return levels.length === parts.length;
};

/**
 * Makes a broker in memory.
 *
 *     const broker = simulatedBroker({ host: 'broker.example' });
 *     emulator({ family: 'a7600', origin, mqtt: broker.origin });
 */
export const simulatedBroker = ({ host, users }: SimulatedBrokerOptions): SimulatedBroker => {
  const published = new Subject<BrokerMessage>();
  const dropped = new Subject<void>();
  const retained = new Map<string, BrokerMessage>();
  const publish = (message: BrokerMessage): void => {
    if (message.retain) retained.set(message.topic, message);
    published.next(message);
  };
  const origin: MqttOrigin = (client) =>
    new Observable((modem) => {
      if (client.host !== host) return modem.error(new BrokerFailure('dns'));
      if (users && (client.user === undefined || users[client.user] !== client.password))
        return modem.error(new BrokerFailure('refused'));
      modem.add(
        dropped.subscribe(() => {
          if (client.will) publish(client.will);
          modem.error(new BrokerFailure('closed'));
        }),
      );
      modem.next(sessionOf({ published, retained, publish }));
      return undefined;
    });
  const reach = (server: BrokerServer): Observable<never> =>
    server.host === host ? EMPTY : throwError(() => new BrokerFailure('dns'));
  return {
    origin: Object.assign(origin, { reach }),
    published: published.asObservable(),
    publish: (message) => publish({ qos: 0, retain: false, ...message }),
    drop: () => dropped.next(),
  };
};

/** What all sessions of a broker share. */
interface Desk {
  readonly published: Observable<BrokerMessage>;
  readonly retained: ReadonlyMap<string, BrokerMessage>;
  readonly publish: (message: BrokerMessage) => void;
}

const sessionOf = ({ published, retained, publish }: Desk): BrokerSession => {
  const filters: string[] = [];
  const kept = new Subject<BrokerMessage>();
  const others = published.pipe(
    filter(({ topic }) => filters.some((one) => fits(topic, one))),
    map((message) => ({ ...message, retain: false })),
  );
  return {
    messages: merge(kept, others),
    publish: (message) => defer(() => (publish(message), EMPTY)),
    subscribe: (wanted) =>
      defer(() => {
        filters.push(wanted);
        for (const one of retained.values()) if (fits(one.topic, wanted)) kept.next(one);
        return EMPTY;
      }),
  };
};

/** No broker is reached. */
export const noBroker: MqttOrigin = Object.assign(() => throwError(() => new BrokerFailure('connect')), {
  reach: () => throwError(() => new BrokerFailure('connect')),
});
