import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { TlsOptions } from './httpCall';

/** A message of a broker. */
export interface MqttMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** A message to publish. */
export interface NewMqttMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** 0 at most once, 1 at least once, 2 exactly once. */
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** A broker, and how the modem’s own client connects to it. */
export interface MqttBroker {
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly keepAliveSeconds: number;
  /** Whether the broker forgets subscriptions and messages when the client leaves. */
  readonly cleanSession: boolean;
  /** What the broker publishes when the modem is gone without a word. */
  readonly will: Omit<NewMqttMessage, 'retain'> | undefined;
  readonly tls: TlsOptions | undefined;
}

/** How a family’s own MQTT client is used: the words; the flows are the same for all. */
export interface MqttDialect {
  /** Fails with `invalid-argument` where the client does not take the broker, or a message. */
  readonly check: (broker: MqttBroker, message?: NewMqttMessage) => void;
  /**
   * Starts the client and connects it; completes when the broker has accepted it. Where it finds no network, the failure's cause is
   * `no-bearer`: the bearer looks open and may be dead.
   */
  readonly open: (channel: CommandChannel, broker: MqttBroker) => Observable<never>;
  /** Disconnects and ends the client; what is closed already is no failure. */
  readonly close: (channel: CommandChannel) => Observable<never>;
  /** Publishes a message; completes when the broker has it, by its quality of service. */
  readonly publish: (channel: CommandChannel, message: NewMqttMessage) => Observable<never>;
  /** Subscribes to a topic filter; completes when the broker has accepted it. */
  readonly subscribe: (channel: CommandChannel, filter: string, qos: 0 | 1 | 2) => Observable<never>;
  /** The messages that come. Fails with `corrupt` where some of one was lost on the line. */
  readonly messages: (channel: CommandChannel) => Observable<MqttMessage>;
  /** Emits the modem's words when the connection is lost. */
  readonly lost: (channel: CommandChannel) => Observable<string>;
}
