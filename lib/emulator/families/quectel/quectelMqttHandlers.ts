import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  EMPTY,
  ignoreElements,
  map,
  type Observable,
  of,
  Subscription,
  switchMap,
  timer,
} from 'rxjs';
import * as mqtt from '../../../families/quectel/mqtt/quectelMqttCommands';
import type { UrcDefinition } from '../../../grammar/urc';
import { latin1 } from '../../../grammar/latin1';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { prompt, spokenLine } from '../../core/utterance';
import { freshClient, type MqttClientState } from '../../mqtt/mqttState';
import { type BrokerClient, BrokerFailure, type BrokerMessage } from '../../origins/mqttOrigin';
import { isActive } from './sockets/quectelLinkReports';
import { mqttSettingsOf as settingsOf, textOf } from './quectelMqttSettings';

/** Quectel's MQTT client (BG96 MQTT Application Note V1.0 pages 8–23); client 0 alone. */

/** States of a client in `AT+QMTCONN?`. */
const [STARTING, CONNECTED] = [1, 3];
const INPUT_MS = 60_000;
const OPEN_CODES: Readonly<Record<BrokerFailure['kind'], number>> = {
  ...{ dns: 4, connect: 5, refused: 5, tls: -1, closed: 5 },
};
const [IN_USE, NO_CONTEXT, FAILED, CLOSED_BY_PEER, BAD_LOGIN] = [2, 3, 2, 1, 4];

const codeOf = (error: unknown): number =>
  OPEN_CODES[error instanceof BrokerFailure ? error.kind : 'connect'];

const clientOf = ({ state }: HandlerContext): MqttClientState | undefined => state.mqtt.client;

/** Says a message; a topic is printed as it is. */
const arrived = (modem: HandlerContext, { topic, payload, qos }: BrokerMessage): void => {
  const id = qos === 0 ? 0 : 1;
  const head = { client: 0, id, topic: latin1(new TextEncoder().encode(topic)) };
  const body = latin1(payload);
  if (settingsOf(modem).withLength)
    modem.urc(mqtt.quectelMqttArrived, { ...head, length: payload.length, body });
  else modem.urc(mqtt.quectelMqttTextArrived, { ...head, payload: `"${body}"` });
};

const left = ({ state }: HandlerContext): void => {
  state.mqtt.client?.running?.unsubscribe();
  state.mqtt.client = undefined;
  state.mqtt.isStarted = false;
};

/** The broker or the network has ended the connection. */
const ended = (modem: HandlerContext): void => {
  left(modem);
  modem.urc(mqtt.quectelMqttState, { client: 0, code: CLOSED_BY_PEER });
};

/** Opens the network connection; its result comes later. */
const open = (modem: HandlerContext, host: string, port: number): void => {
  const result = (code: number): void => modem.urc(mqtt.quectelMqttOpened, { client: 0, code }, 'result');
  if (clientOf(modem)) return result(IN_USE);
  if (!isActive(modem, settingsOf(modem).context)) return result(NO_CONTEXT);
  const { secure } = settingsOf(modem);
  const client = freshClient('', secure);
  modem.state.mqtt.client = client;
  modem.state.mqtt.isStarted = true;
  client.server = { host, port };
  const reached = concat(modem.mqtt.reach?.({ host, port, secure }) ?? EMPTY, of(0));
  client.running = modem.inBackground(
    concat(timer(modem.settings.resultDelayMs).pipe(ignoreElements()), reached).pipe(
      catchError((error: unknown) => of(codeOf(error))),
    ),
    (code) => {
      if (code !== 0) left(modem);
      result(code);
    },
  );
};

/** Who the client is at the broker. */
type Login = Pick<BrokerClient, 'id' | 'user' | 'password'>;

/** Connects to the broker; the result comes later, and messages while the connection lasts. */
const connect = (modem: HandlerContext, client: MqttClientState, as: Login): void => {
  const result = (values: { readonly code: number; readonly answer?: number }): void =>
    modem.urc(mqtt.quectelMqttConnected, { client: 0, ...values }, 'result');
  const { keepAliveSeconds, clean, will, secure } = settingsOf(modem);
  const { host, port } = client.server ?? { host: '', port: 0 };
  const session = modem.mqtt({ ...as, host, port, secure, keepAliveSeconds, clean, will });
  const running = new Subscription();
  client.running = running;
  running.add(
    session
      .pipe(switchMap((one) => concat(of({ one }), one.messages.pipe(map((message) => ({ message }))))))
      .subscribe({
        next: (step) => {
          if ('message' in step) return arrived(modem, step.message);
          client.session = step.one;
          return result({ code: 0, answer: 0 });
        },
        error: (error: unknown) => {
          if (client.session) return ended(modem);
          const isRefused = error instanceof BrokerFailure && error.kind === 'refused';
          return result(isRefused ? { code: 0, answer: BAD_LOGIN } : { code: FAILED });
        },
      }),
  );
};

/** Does some work with the broker, and says its result. */
const atBroker = (modem: HandlerContext, work: Observable<never>, done: (code: number) => void): void => {
  const later = concat(timer(modem.settings.resultDelayMs).pipe(ignoreElements()), work, of(0));
  modem.inBackground(later.pipe(catchError(() => of(FAILED))), done);
};

interface Publish {
  readonly id: number;
  readonly qos: number;
  readonly retain: boolean;
  readonly topic: string;
}
type Published = typeof mqtt.quectelMqttPublished;

/** Takes a message behind the prompt and publishes it. */
const publish = (
  modem: HandlerContext,
  { id, qos, retain, topic }: Publish,
  data: () => Observable<Uint8Array | undefined>,
  named: Published,
): Reply | Observable<Reply> => {
  const session = clientOf(modem)?.session;
  if (!session || (id === 0) !== (qos === 0)) return refused();
  modem.say(prompt);
  const done = (code: number): void => modem.urc(named, { client: 0, id, code }, 'result');
  return defer(data).pipe(
    map((payload): Reply => {
      if (!payload) return ok();
      const work = session.publish({ topic: textOf(topic), payload, qos: qos as 0, retain });
      return { ...ok(), later: () => atBroker(modem, work, done) };
    }),
    defaultIfEmpty(refused()),
  );
};

const counted = (modem: HandlerContext, size: number) => () => modem.input(size, INPUT_MS);

/** Ends the client; the result comes later. */
const leave = (
  modem: HandlerContext,
  isThere: boolean,
  named: UrcDefinition<{ readonly client: number; readonly code: number }>,
): Reply => {
  if (!isThere) return refused();
  left(modem);
  return { ...ok(), later: () => modem.urc(named, { client: 0, code: 0 }, 'result') };
};

export const quectelMqttHandlers: readonly Handler[] = [
  handle(mqtt.quectelMqttOpen, ({ client, host, port }, modem) =>
    client === 0 ? { ...ok(), later: () => open(modem, host, port) } : refused(),
  ),
  handle(emulatedForm('+QMTOPEN?'), (_, modem) => {
    const { host, port } = clientOf(modem)?.server ?? {};
    return host === undefined ? ok() : ok(spokenLine(`+QMTOPEN: 0,"${host}",${port}`, 'info'));
  }),
  handle(emulatedForm('+QMTCONN?'), (_, modem) => {
    const client = clientOf(modem);
    return client ? ok(spokenLine(`+QMTCONN: 0,${client.session ? CONNECTED : STARTING}`, 'info')) : ok();
  }),
  handle(mqtt.quectelMqttClose, (_, modem) =>
    leave(modem, clientOf(modem) !== undefined, mqtt.quectelMqttClosed),
  ),
  handle(mqtt.quectelMqttConnect, ({ id, user, password }, modem) => {
    const client = clientOf(modem);
    if (!client || client.session) return refused();
    const [name, word] = [user, password].map((one) => (one === undefined ? undefined : textOf(one)));
    return { ...ok(), later: () => connect(modem, client, { id: textOf(id), user: name, password: word }) };
  }),
  handle(mqtt.quectelMqttDisconnect, (_, modem) =>
    leave(modem, clientOf(modem)?.session !== undefined, mqtt.quectelMqttDisconnected),
  ),
  handle(mqtt.quectelMqttSubscribe, ({ id, filter, qos }, modem) => {
    const session = clientOf(modem)?.session;
    if (!session || id === 0) return refused();
    const done = (code: number): void =>
      modem.urc(
        mqtt.quectelMqttSubscribed,
        { client: 0, id, code, ...(code === 0 && { value: qos }) },
        'result',
      );
    return { ...ok(), later: () => atBroker(modem, session.subscribe(textOf(filter), qos as 0), done) };
  }),
  handle(mqtt.quectelMqttPublishText, (args, modem) =>
    publish(modem, args, () => modem.rawEntry(false), mqtt.quectelMqttTextPublished),
  ),
];

/** What newer firmware adds: a message with its length. */
export const quectelCountedMqttHandlers: readonly Handler[] = [
  handle(mqtt.quectelMqttPublish, (args, modem) =>
    publish(modem, args, counted(modem, args.size), mqtt.quectelMqttPublished),
  ),
];
