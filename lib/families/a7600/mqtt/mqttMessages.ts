import { concatMap, EMPTY, filter, map, merge, type Observable, of, scan, throwError } from 'rxjs';
import type { MqttMessage } from '../../../dialects/mqttDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import type { Token } from '../../../wire/token';
import { ofUrc } from '../../../../operators/ofUrc';
import { mqttArrived, mqttArriving, mqttPayloadPiece, mqttTopicPiece } from './a7600MqttCommands';

/** A message on its way: what was announced, and what has come. A character is a byte. */
interface Arriving {
  readonly topicBytes: number;
  readonly payloadBytes: number;
  readonly topic: string;
  readonly payload: string;
  readonly isWhole: boolean;
  /** The message before it never ended: some of it was lost on the line. */
  readonly lostBytes: number | undefined;
}

type Step = (now: Arriving | undefined) => Arriving | undefined;

/**
 * Puts the messages together that come in pieces.
 *
 *     < +CMQTTRXSTART: 0,5,2   < +CMQTTRXTOPIC: 0,5  << state   < +CMQTTRXPAYLOAD: 0,2  << up   < +CMQTTRXEND: 0     ⇒ { topic, payload }
 *
 * Pieces of a message whose start was lost are passed over. Fails with `corrupt` where a message has not the announced lengths.
 */
export const mqttMessages = (urcs: Observable<Token>, client: number): Observable<MqttMessage> => {
  const ours = filter((values: { readonly client: number }) => values.client === client) as <
    V extends { readonly client: number },
  >(
    source: Observable<V>,
  ) => Observable<V>;
  const add =
    (name: 'topic' | 'payload') =>
    ({ body }: { readonly body: string }): Step =>
    (now) =>
      now && { ...now, [name]: now[name] + body };
  return merge(
    urcs.pipe(
      ofUrc(mqttArriving),
      ours,
      map(({ topicBytes, payloadBytes }): Step => (now) => ({
        ...{ topicBytes, payloadBytes, topic: '', payload: '', isWhole: false },
        lostBytes: now?.payloadBytes,
      })),
    ),
    urcs.pipe(ofUrc(mqttTopicPiece), ours, map(add('topic'))),
    urcs.pipe(ofUrc(mqttPayloadPiece), ours, map(add('payload'))),
    urcs.pipe(
      ofUrc(mqttArrived),
      ours,
      map((): Step => (now) => now && { ...now, isWhole: true }),
    ),
  ).pipe(
    scan((now: Arriving | undefined, step: Step) => step(now?.isWhole ? undefined : now), undefined),
    concatMap((now) => {
      if (now?.lostBytes !== undefined) return damaged(now.lostBytes);
      return now?.isWhole ? messageOf(now) : EMPTY;
    }),
  );
};

const messageOf = ({ topic, payload, topicBytes, payloadBytes }: Arriving): Observable<MqttMessage> => {
  if (topic.length !== topicBytes || payload.length !== payloadBytes) return damaged(payloadBytes);
  const decoded = new TextDecoder().decode(bytesOf(topic));
  return of(Object.freeze({ topic: decoded, payload: bytesOf(payload) }));
};

const damaged = (expectedBytes: number): Observable<never> =>
  throwError(() => new ModemError({ kind: 'corrupt', command: '+CMQTTRXPAYLOAD', expectedBytes }));

/** A character is a byte. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
