import {
  catchError,
  concat,
  defer,
  EMPTY,
  from,
  concatMap,
  ignoreElements,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  throwError,
  using,
} from 'rxjs';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { MqttDialect, MqttMessage, NewMqttMessage } from '../../dialects/mqttDialect';
import { causeIn, isRefusal } from '../../dialects/steps/onRefusal';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import { failWith } from '../../../operators/failWith';
import { serialize } from '../../../operators/serialize';
import type { Modem } from '../../modem/modem';
import { renewBearer } from '../sockets/onStack';
import { namingModel } from '../transfer/namingModel';
import { unsure } from '../transfer/unsure';
import { checkedMqtt, checkedText, type MqttOptions, type PublishOptions } from './mqttOptions';

/** A connection of the modem’s own client to a broker. */
export interface MqttSession {
  /** The messages of all subscriptions. Hot while the session is open. */
  readonly messages: Observable<MqttMessage>;
  /** Publishes a message; completes when the broker has it. Not repeated by itself. */
  readonly publish: (message: PublishOptions) => Observable<never>;
  /** Subscribes to a topic filter until the session ends; completes when the broker has accepted it. */
  readonly subscribe: (filter: string, qos?: 0 | 1 | 2) => Observable<never>;
}

/**
 * The modem’s own MQTT client (3.1.1), on A7600, A7670, SIM7600 and Quectel: TCP, TLS and MQTT run in the modem.
 *
 *     modemMqtt.publish(modem, { host: 'broker.example', clientId: 'board-7' }, { topic: 'state', payload: 'up', qos: 1 })
 *     modemMqtt.subscribe(modem, { host: 'broker.example', clientId: 'board-7' }, 'orders/#')     ⇒ { topic, payload } …
 *
 *     > AT+CMQTTSTART   > AT+CMQTTACCQ=0,"board-7"   > AT+CMQTTCONNECT=0,"tcp://broker.example:1883",60,1   < +CMQTTCONNECT: 0,0
 *     > AT+CMQTTTOPIC=0,5   > AT+CMQTTPAYLOAD=0,2   > AT+CMQTTPUB=0,1,60   < +CMQTTPUB: 0,0   …   > AT+CMQTTDISC=0,60
 *
 * One session at a time; the next one waits. Payloads have 1 to 10,240 bytes, on Quectel 4,096. A message of the broker comes over the line as fast as the
 * modem sends it. Where MQTT 5, several sessions, longer messages or back-pressure are needed, use a socket of the modem and mqtt.js.
 *
 * Fails with `network`, step `mqtt`, as the client’s code says, and where the connection is lost; `corrupt` where a message was damaged on
 * the line; `timeout`; `reset`; `unsupported` on other families; `invalid-argument`, before anything is written.
 *
 * On Quectel a will has 256 bytes of text without quotes. Its firmware that sends messages without their length cuts one with a line end
 * in it there, and the trace says so.
 *
 * Source: A76XX AT manual V1.09 pages 394–421; BG96 MQTT Application Note V1.0.
 */
export const modemMqtt = Object.freeze({
  /** Connects, and emits the session; disconnects when it is left. It never completes by itself. */
  connect: (modem: Modem, options: MqttOptions): Observable<MqttSession> =>
    inSession(modem, options, (session) => concat(of(session), NEVER)),
  /** Connects, publishes one message, and disconnects; completes when the broker has the message. */
  publish: (modem: Modem, options: MqttOptions, message: PublishOptions): Observable<never> =>
    inSession(modem, options, (session) => session.publish(message), message),
  /** Connects, subscribes, and emits the messages as they come, until it is left. */
  subscribe: (
    modem: Modem,
    options: MqttOptions,
    filters: string | readonly string[],
    qos: 0 | 1 | 2 = 0,
  ): Observable<MqttMessage> =>
    defer(() => {
      const all = (typeof filters === 'string' ? [filters] : filters).map((one) =>
        checkedText(one, 'filter'),
      );
      return inSession(modem, options, ({ messages, subscribe }) =>
        merge(messages, from(all).pipe(concatMap((filter) => subscribe(filter, qos)))),
      );
    }),
});

/** Work in a session, which is closed behind it. */
const inSession = <T>(
  modem: Modem,
  options: MqttOptions,
  work: (session: MqttSession) => Observable<T>,
  message?: PublishOptions,
): Observable<T> =>
  defer(() => {
    const { mqtt: dialect, title } = modem.profile;
    const missing = { kind: 'unsupported', family: title, feature: 'MQTT client of its own' } as const;
    if (!dialect) return throwError(() => new ModemError(missing));
    const { broker, access } = checkedMqtt(options);
    dialect.check(broker, message && checkedMessage(message));
    return modem
      .exclusive('mqtt', (channel) =>
        modem.withBearer(channel, access, (lost, isAlone) => (leaving) => {
          const opened = openedOnce({ modem, channel, dialect, broker, access, isAlone, leaving });
          return bracket(
            concat(opened, of(null)),
            () =>
              work(sessionOn(channel, dialect, broker)).pipe(failWith(merge(lost, lostOf(channel, dialect)))),
            () => dialect.close(channel),
          )(leaving);
        }),
      )
      .pipe(catchError((error: unknown) => namingModel(modem, error)));
  });

interface Opening {
  readonly modem: Modem;
  readonly channel: CommandChannel;
  readonly dialect: MqttDialect;
  readonly broker: Parameters<MqttDialect['open']>[1];
  readonly access: ApnSettings;
  readonly isAlone: () => boolean;
  readonly leaving: Observable<unknown>;
}

/**
 * Opens the client. What looks open and is not is opened once more: a client that refuses its work, and the bearer where no network is
 * found on it and nothing else uses it.
 */
const openedOnce = (opening: Opening): Observable<never> =>
  defer(() => {
    const { modem, channel, dialect, broker, access, isAlone, leaving } = opening;
    let hasLeft = false;
    const opened = dialect.open(channel, broker).pipe(
      catchError((error: unknown) => {
        const isDead = error instanceof ModemError && causeIn(error).cause === 'no-bearer';
        const renews = isDead && isAlone() && modem.profile.bearer.canReopen?.(access) === true;
        if (hasLeft || !(renews || isStale(error))) return throwError(() => error);
        channel.note(`${error.message}; ${renews ? 'the bearer' : 'the client'} is closed and opened again`);
        return concat(
          renews ? renewBearer(opening) : EMPTY,
          defer(() => dialect.open(channel, broker)),
        );
      }),
    );
    return using(
      () => leaving.subscribe(() => (hasLeft = true)),
      () => opened,
    );
  });

/** A refusal of a client that was started. One that can neither be started nor ended was tried twice. */
const isStale = (error: unknown): error is ModemError =>
  isRefusal(error) && !(error.reason.kind === 'refused' && error.reason.stuck !== undefined);

const checkedMessage = ({ topic, payload, qos = 0, retain = false }: PublishOptions): NewMqttMessage => {
  if (/[+#]/.test(checkedText(topic, 'topic')))
    invalidArgument('topic', 'it holds + or #, which only filters have');
  if (![0, 1, 2].includes(qos)) invalidArgument('qos', 'it is none of 0, 1, 2');
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  if (!(bytes instanceof Uint8Array))
    return invalidArgument('payload', 'it is neither a text nor a Uint8Array');
  return { topic, payload: bytes, qos, retain };
};

const sessionOn = (
  channel: CommandChannel,
  dialect: MqttDialect,
  broker: Parameters<MqttDialect['open']>[1],
): MqttSession => {
  // A message is three commands: those of another one must not come in between.
  const turn = serialize();
  return Object.freeze({
    messages: dialect.messages(channel),
    publish: (message: PublishOptions) =>
      defer(() => {
        const checked = checkedMessage(message);
        dialect.check(broker, checked);
        return turn(() => dialect.publish(channel, checked))(NEVER);
      }).pipe(unsure()),
    subscribe: (filter: string, qos: 0 | 1 | 2 = 0) =>
      defer(() => {
        const checked = checkedText(filter, 'filter');
        return turn(() => dialect.subscribe(channel, checked, qos))(NEVER);
      }),
  });
};

const lostOf = (channel: CommandChannel, dialect: MqttDialect): Observable<never> =>
  dialect.lost(channel).pipe(
    mergeMap((seen) =>
      throwError(
        () =>
          new ModemError({
            kind: 'network',
            step: 'mqtt',
            seen: `the connection to the broker is lost (${seen})`,
            advice: 'check the signal, then connect again',
            lost: true,
          }),
      ),
    ),
    ignoreElements(),
  );
