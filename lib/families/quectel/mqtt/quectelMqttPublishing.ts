import { catchError, defer, EMPTY, merge, mergeMap, type Observable, throwError } from 'rxjs';
import type { NewMqttMessage } from '../../../dialects/mqttDialect';
import { beforeGiving, giveBytes } from '../../../dialects/steps/giveBytes';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import { joinBytes } from '../../../../operators/joinBytes';
import type { Command } from '../../../grammar/command';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Token } from '../../../wire/token';
import * as mqtt from './quectelMqttCommands';
import { NO_ANSWER, quectelMqttFailure } from './quectelMqttFailure';
import { quectelMqttRecall } from './quectelMqttRecall';
import { CLIENT, onLine, RESULT_MS } from './quectelMqttSettings';

/** What one form of publishing says and gives. */
interface PublishForm {
  readonly command: Command;
  readonly data: Uint8Array;
}

const CTRL_Z = 0x1a;
const ESC = 0x1b;

/** Ctrl-Z and ESC end a message that is not counted. */
const endedByItself = (payload: Uint8Array): Uint8Array =>
  payload.includes(CTRL_Z) || payload.includes(ESC)
    ? invalidArgument('payload', 'it holds 0x1A or 0x1B, which this firmware takes for the end of a message')
    : joinBytes([payload, Uint8Array.of(CTRL_Z)]);

const published = (urcs: Observable<Token>): Observable<{ client: number; id: number; code: number }> =>
  merge(urcs.pipe(ofUrc(mqtt.quectelMqttPublished)), urcs.pipe(ofUrc(mqtt.quectelMqttTextPublished)));

/**
 * Publishes a message: with its length where the firmware takes one, else up to Ctrl-Z.
 *
 *     > AT+QMTPUBEX=0,1,1,0,"state",2   < >   >> up   < OK   < +QMTPUBEX: 0,1,0
 *
 * The next form follows only on a refusal in place of the prompt: then the modem has taken nothing.
 */
export const quectelMqttPublishing = (
  channel: CommandChannel,
  { topic, payload, qos, retain }: NewMqttMessage,
  id: number,
): Observable<never> => {
  const client = CLIENT;
  const args = { client, id, qos, retain, topic: onLine(topic) };
  const size = payload.length;
  const forms: readonly (() => PublishForm)[] = [
    () => ({ command: mqtt.quectelMqttPublish({ ...args, size }), data: payload }),
    () => ({ command: mqtt.quectelMqttPublishCounted({ ...args, size }), data: payload }),
    () => ({ command: mqtt.quectelMqttPublishText(args), data: endedByItself(payload) }),
  ];
  const from = (at: number): Observable<never> =>
    defer(() => {
      const { command, data } = (forms[at] as () => PublishForm)();
      let wasAsked = false;
      const feed = beforeGiving(giveBytes(data), () => (wasAsked = true));
      return lateResult(channel, command, {
        ...{ urc: published, withinMs: RESULT_MS, feed, recall: () => quectelMqttRecall.answer(channel) },
        fits: (said) => said.client === client && said.id === id && said.code !== SENT_AGAIN,
      }).pipe(
        mergeMap(({ code }) =>
          code === 0
            ? EMPTY
            : throwError(() =>
                quectelMqttFailure('publishing', NO_ANSWER, `+QMTPUB: ${client},${id},${code}`),
              ),
        ),
        catchError((error: unknown) =>
          isRefusal(error) && !wasAsked && at + 1 < forms.length ? from(at + 1) : throwError(() => error),
        ),
      );
    });
  return from(0);
};

/** An interim report, where the firmware sends it unasked. */
const SENT_AGAIN = 1;
