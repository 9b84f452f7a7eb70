import type { Observable } from 'rxjs';
import { catchError, concat, ignoreElements, map, of, Subscription, switchMap, timer } from 'rxjs';
import * as mqtt from '../../../families/a7600/mqtt/a7600MqttCommands';
import { latin1 } from '../../../grammar/latin1';
import { flag, integerBetween } from '../../../grammar/codecs/integer';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';
import { prompt } from '../../core/utterance';
import { BrokerFailure, type BrokerClient, type BrokerMessage } from '../../origins/mqttOrigin';
import { freshClient, type MqttClientState } from '../../mqtt/mqttState';

/** The MQTT client of A76XX and SIM7600 (A76XX AT manual V1.09 pages 394–421); client 0 alone. */

const INPUT_MS = 60_000;
/** The longest piece of a topic or payload that one URC brings. */
const PIECE_BYTES = 1_024;
const CODES: Readonly<Record<BrokerFailure['kind'], number>> = {
  dns: 25,
  connect: 3,
  refused: 30,
  tls: 32,
  closed: 26,
};
const [NO_CONNECTION, NO_NETWORK, FAILED] = [11, 3, 1];

const codeOf = (error: unknown): number => (error instanceof BrokerFailure ? CODES[error.kind] : FAILED);

/** Takes counted bytes behind a prompt. */
const taken = (modem: HandlerContext, size: number, use: (bytes: Uint8Array) => Reply): Observable<Reply> => {
  modem.say(prompt);
  return modem.input(size, INPUT_MS).pipe(map(use));
};

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const clientOf = ({ state }: HandlerContext): MqttClientState | undefined => state.mqtt.client;

/** Says a message, in pieces. */
const arrived = (modem: HandlerContext, { topic, payload }: BrokerMessage): void => {
  const name = new TextEncoder().encode(topic);
  modem.urc(mqtt.mqttArriving, { client: 0, topicBytes: name.length, payloadBytes: payload.length });
  for (const [definition, bytes] of [
    [mqtt.mqttTopicPiece, name],
    [mqtt.mqttPayloadPiece, payload],
  ] as const) {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      modem.urc(definition, { client: 0, size: piece.length, body: latin1(piece) });
    }
  }
  modem.urc(mqtt.mqttArrived, { client: 0 });
};

/** Connects; the result comes later, and messages while the connection lasts. */
const connect = (modem: HandlerContext, client: MqttClientState, to: BrokerClient): void => {
  const running = new Subscription();
  client.running = running;
  const result = (code: number): void => modem.urc(mqtt.mqttConnected, { client: 0, code }, 'result');
  if (!isAttached(modem.state)) return result(NO_NETWORK);
  const steps = modem
    .mqtt(to)
    .pipe(
      switchMap((session) => concat(of({ session }), session.messages.pipe(map((message) => ({ message }))))),
    );
  running.add(
    steps.subscribe({
      next: (step) => {
        if ('message' in step) return arrived(modem, step.message);
        client.session = step.session;
        return result(0);
      },
      error: (error: unknown) => {
        const wasConnected = client.session !== undefined;
        client.session = undefined;
        if (wasConnected) modem.urc(mqtt.mqttLost, { client: 0, cause: 1 });
        else result(codeOf(error));
      },
    }),
  );
};

/** Does some work with the broker, and says its result. */
const atBroker = (modem: HandlerContext, work: Observable<never>, done: (code: number) => void): void => {
  const later = concat(timer(modem.settings.resultDelayMs).pipe(ignoreElements()), work, of(0));
  modem.inBackground(later.pipe(catchError((error: unknown) => of(codeOf(error)))), done);
};

const publish = (modem: HandlerContext, qos: number, retain: boolean): Reply => {
  const client = clientOf(modem);
  if (!client?.topic) return refused();
  const { topic, payload, session } = client;
  const done = (code: number): void => modem.urc(mqtt.mqttPublished, { client: 0, code }, 'result');
  const message = { topic, payload, qos: qos as 0, retain };
  return {
    ...ok(),
    later: () => (session ? atBroker(modem, session.publish(message), done) : done(NO_CONNECTION)),
  };
};

export const a7600MqttHandlers: readonly Handler[] = [
  handle(mqtt.mqttStart, (_, modem) => {
    if (modem.state.mqtt.isStarted) return refused();
    modem.state.mqtt.isStarted = true;
    return { ...ok(), later: () => modem.urc(mqtt.mqttStarted, { code: 0 }, 'result') };
  }),
  handle(mqtt.mqttStop, (_, modem) => {
    const { mqtt: service } = modem.state;
    if (!service.isStarted || service.client) return refused();
    service.isStarted = false;
    return { ...ok(), later: () => modem.urc(mqtt.mqttStopped, { code: 0 }, 'result') };
  }),
  handle(mqtt.mqttAcquire, ({ client, id, secure = false }, { state }) => {
    if (!state.mqtt.isStarted || state.mqtt.client || client !== 0) return refused();
    state.mqtt.client = freshClient(id, secure);
    return ok();
  }),
  handle(mqtt.mqttRelease, (_, modem) => {
    const client = clientOf(modem);
    if (!client || client.session) return refused();
    client.running?.unsubscribe();
    modem.state.mqtt.client = undefined;
    return ok();
  }),
  handle(mqtt.mqttTls, (_, modem) => (clientOf(modem)?.secure ? ok() : refused())),
  handle(mqtt.mqttWillTopic, ({ size }, modem) => {
    const client = clientOf(modem);
    if (!client) return refused();
    return taken(modem, size, (bytes) => {
      client.willTopic = textOf(bytes);
      return ok();
    });
  }),
  handle(mqtt.mqttWillMessage, ({ size, qos }, modem) => {
    const client = clientOf(modem);
    if (client?.willTopic === undefined) return refused();
    return taken(modem, size, (payload) => {
      client.will = { topic: client.willTopic ?? '', payload, qos: qos as 0, retain: false };
      return ok();
    });
  }),
  handle(mqtt.mqttConnect, ({ url, keepAliveSeconds, clean, user, password }, modem) => {
    const client = clientOf(modem);
    const [, host, port] = /^tcp:\/\/(.+):(\d+)$/.exec(url) ?? [];
    if (!client || client.session || host === undefined) return refused();
    const { id, secure, will } = client;
    const to = { host, port: Number(port), id, secure, will, keepAliveSeconds, clean, user, password };
    client.server = { host, port: to.port };
    return { ...ok(), later: () => connect(modem, client, to) };
  }),
  handle(mqtt.mqttDisconnect, (_, modem) => {
    const client = clientOf(modem);
    if (!client?.session) return refused();
    client.session = undefined;
    client.running?.unsubscribe();
    return { ...ok(), later: () => modem.urc(mqtt.mqttDisconnected, { client: 0, code: 0 }, 'result') };
  }),
  handle(mqtt.mqttTopic, ({ size }, modem) => {
    const client = clientOf(modem);
    if (!client) return refused();
    return taken(modem, size, (bytes) => {
      client.topic = textOf(bytes);
      return ok();
    });
  }),
  handle(mqtt.mqttPayload, ({ size }, modem) => {
    const client = clientOf(modem);
    if (!client) return refused();
    return taken(modem, size, (bytes) => {
      client.payload = bytes;
      return ok();
    });
  }),
  handle(mqtt.mqttPublish, ({ qos, retain = false }, modem) => publish(modem, qos, retain)),
  // The last field says that it is sent again.
  handle(
    emulatedForm('+CMQTTPUB=', {
      ...{ client: integerBetween(0, 1), qos: integerBetween(0, 2), seconds: integerBetween(1, 180) },
      ...{ retain: flag, again: flag },
    }),
    ({ qos, retain }, modem) => publish(modem, qos, retain),
  ),
  handle(mqtt.mqttSubscribe, ({ size, qos }, modem) => {
    const client = clientOf(modem);
    if (!client) return refused();
    const done = (code: number): void => modem.urc(mqtt.mqttSubscribed, { client: 0, code }, 'result');
    return taken(modem, size, (bytes) => ({
      ...ok(),
      later: () => {
        const { session } = client;
        if (session) atBroker(modem, session.subscribe(textOf(bytes), qos as 0), done);
        else done(NO_CONNECTION);
      },
    }));
  }),
];
