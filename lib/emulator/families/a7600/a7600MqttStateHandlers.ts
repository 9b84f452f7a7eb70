import { mqttLinkState } from '../../../families/a7600/mqtt/a7600MqttCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok } from '../../core/reply';
import { answerLine, spokenLine } from '../../core/utterance';
import type { MqttClientState } from '../../mqtt/mqttState';

/** What hosts ask about the MQTT clients, a line for each of the two: A76XX AT manual V1.09 pages 394–421. */

const asked = (name: string, shown: (client: MqttClientState | undefined) => string): Handler =>
  handle(emulatedForm(`${name}?`), (_, { state }: HandlerContext) =>
    ok(
      ...[state.mqtt.client, undefined].map((client, number) =>
        spokenLine(`${name}: ${number}${shown(client)}`, 'info'),
      ),
    ),
  );

export const a7600MqttStateHandlers: readonly Handler[] = [
  asked('+CMQTTACCQ', (client) => `,"${client?.id ?? ''}",${client?.secure ? 1 : 0}`),
  handle(mqttLinkState, (_, { state }) =>
    ok(
      ...[state.mqtt.client, undefined].map((one, client) =>
        answerLine(mqttLinkState, { client, isDisconnected: !one?.session }),
      ),
    ),
  ),
  asked('+CMQTTCONNECT', (client) =>
    client?.session && client.server ? `,"tcp://${client.server.host}:${client.server.port}"` : '',
  ),
  handle(emulatedForm('+CMQTTREL?'), () => ok()),
];
