import { filter, map, merge, mergeMap, type Observable, of, throwError } from 'rxjs';
import type { MqttMessage } from '../../../dialects/mqttDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import { latin1Bytes } from '../../../grammar/latin1';
import type { Token } from '../../../wire/token';
import { ofUrc } from '../../../../operators/ofUrc';
import { quectelMqttArrived, quectelMqttTextArrived } from './quectelMqttCommands';

/**
 * The messages that come with `+QMTRECV`.
 *
 *     < +QMTRECV: 0,0,"state",11,"{"is":"up"}"     ⇒ { topic, payload }
 *
 * A length that the payload does not have is `corrupt`, and so is a message without one where the modem was told to send it. Where the
 * firmware has no lengths, the payload is what stands in the line, without the quotes around it: whether a payload in quotes had some
 * of its own, and what stood behind a line end in it, can't be known.
 */
export const quectelMqttMessages = (
  urcs: Observable<Token>,
  client: number,
  hasLengths: () => boolean,
): Observable<MqttMessage> =>
  merge(
    urcs.pipe(
      ofUrc(quectelMqttArrived),
      filter((said) => said.client === client),
      map(({ topic, length, body }) => ({ topic, payload: body, isWhole: body.length === length, length })),
    ),
    urcs.pipe(
      ofUrc(quectelMqttTextArrived),
      filter((said) => said.client === client),
      map(({ topic, payload }) => ({
        ...{ topic, payload: /^"(.*)"$/s.exec(payload)?.[1] ?? payload },
        ...{ isWhole: !hasLengths(), length: payload.length },
      })),
    ),
  ).pipe(
    mergeMap(({ topic, payload, isWhole, length }) =>
      isWhole
        ? of(
            Object.freeze({
              topic: new TextDecoder().decode(latin1Bytes(topic)),
              payload: latin1Bytes(payload),
            }),
          )
        : throwError(() => new ModemError({ kind: 'corrupt', command: '+QMTRECV', expectedBytes: length })),
    ),
  );
