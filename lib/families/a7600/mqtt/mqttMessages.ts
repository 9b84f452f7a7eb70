import {
  concat,
  filter,
  ignoreElements,
  type Observable,
  of,
  scan,
  switchMap,
  throwError,
  timer,
} from 'rxjs';
import type { MqttMessage } from '../../../dialects/mqttDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import { latin1Bytes } from '../../../grammar/latin1';
import type { Token, UrcToken } from '../../../wire/token';
import { mqttArrived, mqttArriving, mqttPayloadPiece, mqttTopicPiece } from './a7600MqttCommands';

/** A message on its way: what was announced, and what has come. A character is a byte. */
interface Arriving {
  readonly topicBytes: number;
  readonly payloadBytes: number;
  readonly topic: string;
  readonly payload: string;
  readonly isWhole: boolean;
  /** Whether its last piece ends in a CR or LF. */
  readonly endsInBreak: boolean;
  /** How many line ends stood behind each of its pieces, and whether the piece ends in one by itself. */
  readonly lineEnds: readonly { readonly count: number; readonly endsInBreak: boolean }[];
  /** Some bytes were lost: the message before it never ended, or its own start was not heard. */
  readonly lostBytes: number | undefined;
}

const NOTHING = Object.freeze({ topic: '', payload: '', isWhole: false, endsInBreak: false, lineEnds: [] });
/** How long the next piece of a message may take, on a slow line, too: the modem has all of them when it sends the first. */
const STALL_MS = 15_000;

const PARTS: ReadonlySet<unknown> = new Set([mqttArriving, mqttTopicPiece, mqttPayloadPiece, mqttArrived]);

/**
 * Puts the messages together that come in pieces.
 *
 *     < +CMQTTRXSTART: 0,5,2   < +CMQTTRXTOPIC: 0,5  << state   < +CMQTTRXPAYLOAD: 0,2  << up   < +CMQTTRXEND: 0     ⇒ { topic, payload }
 *
 * Fails with `corrupt` where a message has not the announced lengths, where its start or its end was lost, where its next piece does
 * not come within 15 s, and where a piece that ends in CR or LF has fewer line ends behind it than others: it has taken them in the
 * place of lost bytes.
 */
export const mqttMessages = (urcs: Observable<Token>, client: number): Observable<MqttMessage> =>
  urcs.pipe(
    filter(
      (token): token is UrcToken =>
        token.kind === 'urc' && PARTS.has(token.definition) && token.values['client'] === client,
    ),
    scan(
      (now: Arriving | undefined, token: UrcToken) => next(now?.isWhole ? undefined : now, token),
      undefined,
    ),
    switchMap((now) => {
      if (now?.lostBytes !== undefined) return damaged(now.lostBytes);
      if (now?.isWhole) return messageOf(now);
      return concat(timer(STALL_MS).pipe(ignoreElements()), damaged(now?.payloadBytes ?? 0));
    }),
  );

const next = (now: Arriving | undefined, { definition, values, lineEnds }: UrcToken): Arriving => {
  const said = values as {
    readonly topicBytes: number;
    readonly payloadBytes: number;
    readonly body: string;
  };
  const is = (one: unknown): boolean => one === definition;
  if (is(mqttArriving)) {
    const { topicBytes, payloadBytes } = said;
    return { ...NOTHING, topicBytes, payloadBytes, lostBytes: now?.payloadBytes };
  }
  if (!now) return { ...NOTHING, topicBytes: 0, payloadBytes: 0, lostBytes: said.body?.length ?? 0 };
  const { endsInBreak } = now;
  const behind =
    lineEnds === undefined ? now : { ...now, lineEnds: [...now.lineEnds, { count: lineEnds, endsInBreak }] };
  if (is(mqttArrived)) return { ...behind, isWhole: true };
  const name = is(mqttTopicPiece) ? 'topic' : 'payload';
  return { ...behind, [name]: now[name] + said.body, endsInBreak: /[\r\n]$/.test(said.body) };
};

const messageOf = (arrived: Arriving): Observable<MqttMessage> => {
  const { topic, payload, topicBytes, payloadBytes, lineEnds } = arrived;
  const max = Math.max(...lineEnds.map(({ count }) => count));
  const isShifted = lineEnds.some(({ count, endsInBreak }) => endsInBreak && count < max);
  if (isShifted || topic.length !== topicBytes || payload.length !== payloadBytes)
    return damaged(payloadBytes);
  const decoded = new TextDecoder().decode(latin1Bytes(topic));
  return of(Object.freeze({ topic: decoded, payload: latin1Bytes(payload) }));
};

const damaged = (expectedBytes: number): Observable<never> =>
  throwError(() => new ModemError({ kind: 'corrupt', command: '+CMQTTRXPAYLOAD', expectedBytes }));
