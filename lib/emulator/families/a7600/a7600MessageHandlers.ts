import { concatMap, from, last, map, of, scan, takeWhile, type Observable } from 'rxjs';
import {
  joinedPlacesReport,
  joinedPlacesReportSet,
  messageMark,
  messageReadDelete,
  messageSendPart,
  messageSendSeveral,
  messageValidity,
  messageValiditySet,
} from '../../../families/a7600/messages/a7600MessageCommands';
import { encodePdu } from '../../../pdu/encodePdu';
import type { Submit } from '../../../pdu/pdu';
import { userData } from '../../../pdu/userData';
import { userDataHeader } from '../../../pdu/userDataHeader';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { INVALID_INDEX, ok, refused, type Reply } from '../../core/reply';
import { needsCard } from '../../core/needsCard';
import { answerLine } from '../../core/utterance';
import { parameters } from '../standard/messages/messageSettings';
import { readMessage } from '../standard/messages/messageReadingHandlers';
import { askedText, INVALID_TEXT } from '../standard/messages/messageSendingHandlers';
import { deleteMessages, storeFor, WRITE } from '../standard/messages/messageStorage';
import { type Sent, sendMessage } from '../standard/messages/sendMessage';
import { settingHandlers } from '../standard/settingHandlers';

/** What the A7600 and its relatives add to messages: A76XX AT manual V1.09 pages 246–254. */

const MAX_SEGMENTS = 15;
const MAX_SEVERAL = 13;
const MAX_OCTET = 255;
/** Septets and octets that fit behind the header that joins parts. */
const [MAX_SEPTETS, MAX_OCTETS] = [153, 134];

const mark = (modem: HandlerContext, index: number): Reply => {
  const message = storeFor(modem).at(index);
  if (!message) return refused(INVALID_INDEX);
  if (message.state === 'REC UNREAD') message.state = 'REC READ';
  return ok();
};

const readDelete = (modem: HandlerContext, index: number): Reply => {
  const reply = readMessage(modem, index, { header: '+CMGRD: ' });
  if (reply.refusal === undefined) deleteMessages(modem, storeFor(modem), (_, at) => at === index);
  return reply;
};

interface Segment {
  readonly reference: number;
  readonly part: number;
  readonly total: number;
}

/** The message with the header that joins parts; `undefined` if it does not fit any more. */
const segmentOf = (pdu: Submit, segment: Segment): Submit | undefined => {
  const { coding, units } = pdu;
  if (units.length > (coding.encoding === 'gsm7' ? MAX_SEPTETS : MAX_OCTETS)) return undefined;
  const header = [userDataHeader.ofConcat({ ...segment, bits: 8 })];
  const fields = { ...pdu, ...userData.make({ coding, header, units }) };
  return Object.freeze({ ...fields, ...encodePdu(fields) });
};

/** Only the last segment is answered by its reference (pages 251–252). */
const sendSegment = (
  modem: HandlerContext,
  [pdu]: readonly Submit[],
  segment: Segment,
): Observable<Reply> => {
  const whole = pdu && (segment.total > 1 ? segmentOf(pdu, segment) : pdu);
  if (!whole) return of(refused(INVALID_TEXT));
  const { reference } = segment;
  return sendMessage(modem, whole).pipe(
    map((sent) => {
      if ('refusal' in sent) return refused(sent.refusal);
      return segment.part < segment.total ? ok() : ok(answerLine(messageSendPart, { reference }));
    }),
  );
};

const isSegment = ({ reference, part, total }: Segment): boolean =>
  part >= 1 && part <= total && total <= MAX_SEGMENTS && reference >= 1 && reference <= MAX_OCTET;

/** Sends stored messages in turn, up to one that is refused. */
const sendSeveral = (modem: HandlerContext, indexes: readonly number[]): Reply | Observable<Reply> => {
  const store = storeFor(modem, WRITE);
  const stored = indexes.map((index) => store.at(index));
  const pdus = stored.flatMap((message) => (message?.pdu.kind === 'submit' ? [message.pdu] : []));
  if (pdus.length === 0 || pdus.length !== indexes.length || pdus.length > MAX_SEVERAL)
    return refused(INVALID_INDEX);
  return from(pdus).pipe(
    concatMap((pdu) => sendMessage(modem, pdu)),
    takeWhile((sent) => !('refusal' in sent), true),
    scan((all: readonly Sent[], sent) => [...all, sent], []),
    last(),
    map((all): Reply => {
      const references = all.flatMap((sent) => ('refusal' in sent ? [] : [sent.reference]));
      for (const [at, message] of stored.entries())
        if (message && at < references.length) message.state = 'STO SENT';
      const failed = all.find((sent) => 'refusal' in sent);
      if (failed && 'refusal' in failed) return refused(failed.refusal);
      return ok(answerLine(messageSendSeveral, { references: references.join(',') }));
    }),
  );
};

export const a7600MessageHandlers: readonly Handler[] = [
  ...needsCard('cms', [
    handle(messageMark, ({ index }, modem) => mark(modem, index)),
    handle(messageReadDelete, ({ index }, modem) => readDelete(modem, index)),
    handle(messageSendPart, ({ number, type, messageReference, segment, total }, modem) => {
      const wanted = { reference: messageReference ?? 1, part: segment ?? 1, total: total ?? 1 };
      if (!isSegment(wanted)) return refused(INVALID_TEXT);
      return askedText(modem, { number, type }, (_, parts) => sendSegment(modem, parts, wanted));
    }),
    handle(messageSendSeveral, ({ indexes }, modem) => sendSeveral(modem, indexes.split(',').map(Number))),
  ]),
  handle(messageValidity, ({ validity }, { state }) => {
    if (validity < 0 || validity > MAX_OCTET) return refused();
    parameters.change(state, { validity });
    return ok();
  }),
  handle(messageValiditySet, (_, { state }) =>
    ok(answerLine(messageValiditySet, { validity: parameters.of(state).validity ?? 0 })),
  ),
  ...settingHandlers([{ set: joinedPlacesReport, read: joinedPlacesReportSet, initial: '0' }]),
];
