import type { Subscription } from 'rxjs';
import type { BrokerMessage, BrokerSession } from '../origins/mqttOrigin';

/** A client that was acquired. */
export interface MqttClientState {
  readonly id: string;
  readonly secure: boolean;
  /** Where its network connection goes, on modems that open that first. */
  server: { readonly host: string; readonly port: number } | undefined;
  willTopic: string | undefined;
  will: BrokerMessage | undefined;
  topic: string | undefined;
  payload: Uint8Array;
  session: BrokerSession | undefined;
  running: Subscription | undefined;
}

/** The MQTT service of a modem. */
export interface MqttState {
  isStarted: boolean;
  client: MqttClientState | undefined;
}

/** A client that has just been acquired. */
export const freshClient = (id: string, secure: boolean): MqttClientState => ({
  ...{ id, secure, server: undefined, willTopic: undefined, will: undefined },
  ...{ topic: undefined, payload: new Uint8Array(0), session: undefined, running: undefined },
});
