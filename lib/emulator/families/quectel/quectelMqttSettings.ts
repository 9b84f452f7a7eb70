import * as mqtt from '../../../families/quectel/mqtt/quectelMqttCommands';
import { latin1Bytes } from '../../../grammar/latin1';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { type QuectelMqttSettings, quectelService } from './quectelService';

/** The settings of client 0, which QMTCFG makes before its connection is opened (BG96 MQTT Application Note V1.0 pages 8–11). */
export const mqttSettingsOf = (modem: HandlerContext): QuectelMqttSettings => quectelService(modem).mqtt;

/** A text of a command line, which holds UTF-8. */
export const textOf = (spelled: string): string => new TextDecoder().decode(latin1Bytes(spelled));

const set = (modem: HandlerContext, client: number, values: Partial<QuectelMqttSettings>): Reply => {
  if (client !== 0 || modem.state.mqtt.client) return refused();
  Object.assign(mqttSettingsOf(modem), values);
  return ok();
};

/** How messages come: the store of the modem is not emulated. */
const receives = (knowsLengths: boolean): Handler =>
  handle(mqtt.quectelMqttReceive, ({ client, isStored, withLength = false }, modem) =>
    isStored || (withLength && !knowsLengths) ? refused() : set(modem, client, { withLength }),
  );

export const quectelMqttSettingHandlers: readonly Handler[] = [
  handle(mqtt.quectelMqttVersion, ({ client }, modem) => set(modem, client, {})),
  handle(mqtt.quectelMqttContext, ({ client, context }, modem) => set(modem, client, { context })),
  handle(mqtt.quectelMqttTls, ({ client, on }, modem) => set(modem, client, { secure: on })),
  handle(mqtt.quectelMqttKeepAlive, ({ client, seconds }, modem) =>
    set(modem, client, { keepAliveSeconds: seconds }),
  ),
  handle(mqtt.quectelMqttSession, ({ client, clean }, modem) => set(modem, client, { clean })),
  handle(mqtt.quectelMqttTimeout, ({ client }, modem) => set(modem, client, {})),
  handle(mqtt.quectelMqttWill, ({ client, on, qos = 0, retain = false, topic = '', message = '' }, modem) =>
    set(modem, client, {
      will: on ? { topic: textOf(topic), payload: latin1Bytes(message), qos: qos as 0, retain } : undefined,
    }),
  ),
];

/** How messages come, on firmware that knows their length, and on the BG96, which does not. */
export const quectelMqttReceiving = Object.freeze({ counted: receives(true), plain: receives(false) });
