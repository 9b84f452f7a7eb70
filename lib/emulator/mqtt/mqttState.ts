import type { Subscription } from 'rxjs';
import type { BrokerMessage, BrokerSession } from '../origins/mqttOrigin';

/** A client that was acquired. */
export interface MqttClientState {
  readonly id: string;
  readonly secure: boolean;
  willTopic: string | undefined;
  will: BrokerMessage | undefined;
  topic: string | undefined;
  payload: Uint8Array;
  session: BrokerSession | undefined;
  running: Subscription | undefined;
}

/** The MQTT service of an A76XX. */
export interface MqttState {
  isStarted: boolean;
  client: MqttClientState | undefined;
}

/** A client that has just been acquired. */
export const freshClient = (id: string, secure: boolean): MqttClientState => ({
  ...{ id, secure, willTopic: undefined, will: undefined },
  ...{ topic: undefined, payload: new Uint8Array(0), session: undefined, running: undefined },
});
