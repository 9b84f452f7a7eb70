import { connect as connectTo, type MqttClient } from 'mqtt';
import { type Observable, ReplaySubject } from 'rxjs';
import { a7600, openModem, type Profile, sim800 } from '../../lib';
import { emulator, type Emulator, type EmulatorSettings, type Origin } from '../../lib/emulator';
import { gateway, type GatewayNews, type GatewayOptions } from '../../lib/mqtt';

/** A virtual modem of a gateway's, and what it heard. */
export interface Hand {
  readonly virtual: Emulator;
  readonly heard: readonly string[];
  readonly modem: GatewayOptions['modems'][string];
}

/** Makes a virtual modem for a gateway. */
export const hand = (
  origin: Origin,
  profile: Profile = sim800,
  knobs: Partial<EmulatorSettings> = {},
): Hand => {
  const virtual = emulator({ family: profile.name, origin, ...knobs });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  return { virtual, heard, modem: { modem: openModem(virtual.transport, profile), where: 'emulated' } };
};

/** A gateway in this process, and what it tells. */
export interface RunningGateway {
  readonly north: Hand;
  readonly south: Hand;
  readonly news: Observable<GatewayNews>;
  readonly stop: () => void;
}

/** Starts a gateway of two virtual modems, a SIM800 and an A7600. */
export const startGateway = (
  broker: string,
  name: string,
  origin: Origin,
  options: Partial<GatewayOptions> & { readonly knobs?: Partial<EmulatorSettings> } = {},
): RunningGateway => {
  const { knobs, ...more } = options;
  const [north, south] = [hand(origin, sim800, knobs), hand(origin, a7600, knobs)];
  const news = new ReplaySubject<GatewayNews>(1_000);
  const modems = { north: north.modem, south: south.modem };
  const connection = { reconnectPeriod: 200, ...more.connection };
  const running = gateway({ ...more, broker, name, modems, connection }).subscribe(news);
  return { north, south, news, stop: () => running.unsubscribe() };
};

/** A client of a broker. */
export const clientOf = (broker: string): MqttClient => {
  const client = connectTo(broker, { protocolVersion: 5, reconnectPeriod: 200 });
  client.on('error', () => undefined);
  return client;
};
