import { concat, EMPTY, map, merge, mergeMap, type Observable, of, take, throwError } from 'rxjs';
import { httpContent, httpData, httpTerm, httpUrl, httpUserData } from '../../simcom/simcomHttpCommands';
import {
  httpAccept,
  httpConnectTime,
  httpReadMode,
  type httpHead,
  type httpReadBlocks,
  httpReceiveTime,
  httpStored,
  httpNoNetwork,
  httpPeerClosed,
} from './a7600HttpCommands';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import type { Command } from '../../../grammar/command';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { a7600Tls } from './a7600Tls';
import { headersOf, headerText, splitHeaders } from '../../../dialects/steps/parseHeaders';
import type { ByteRange, HttpCall, HttpDraft } from '../../../dialects/httpCall';
import type { HttpDialect } from '../../../dialects/httpDialect';
import {
  simcomHttpResult,
  recalledResult,
  secondResult,
  type HttpRecall,
} from '../../simcom/simcomHttpResult';
import { simcomHttpSession, within } from '../../simcom/simcomHttpSession';
import { inOrder } from '../../../dialects/steps/inOrder';
import { notLonger } from '../../../dialects/steps/notLonger';
import { readWindow } from '../../../dialects/readWindow';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { placedFile, a7600PostFile, readToFile } from './a7600PostFile';
import { uploadContent } from '../../../dialects/steps/uploadContent';
import { ofUrc } from '../../../../operators/ofUrc';

/** Fails when the modem reports that the network is gone (`+HTTP_NONET_EVENT`, HTTP(S) note § 4.2). */
const networkGone = (channel: CommandChannel): Observable<never> =>
  channel.urcs.pipe(
    ofUrc(httpNoNetwork),
    mergeMap(() =>
      throwError(
        () => new ModemError({ kind: 'network', step: 'HTTP', seen: '+HTTP_NONET_EVENT', lost: true }),
      ),
    ),
  );

/** The commands that differ between the families that share this dialect. */
export interface BlockCommands {
  readonly head: typeof httpHead;
  readonly read: typeof httpReadBlocks;
}

const CONNECT_SECONDS = [20, 120] as const;
const RECEIVE_SECONDS = [2, 120] as const;
const INPUT_SECONDS = [10, 120] as const;
const MAX_CONTENT_BYTES = 153_600;
const MAX_FIELD_CHARS = 256;
/** Receiving failed: the store being too small is one of the causes. */
const RECEIVE_FAILED = 706;
/** What the modem's own stack holds of a response (A76XX AT manual V1.09 page 362). */
const MAX_WINDOW_BYTES = 65_536;
/** Statuses that never have a body (RFC 9110 § 6.4.1). */
const BODILESS = new Set([204, 304]);

const rangeField = (range: ByteRange | undefined): readonly [string, string][] =>
  range ? [['Range', `bytes=${range.from}-${range.to ?? ''}`]] : [];

const fieldsOf = ({ headers, range }: HttpDraft) => {
  const { own, rest } = splitHeaders(headers, ['content-type', 'accept']);
  return { own, rest: [...rest, ...rangeField(range)] };
};

const prepare = (call: HttpDraft): readonly Command[] => {
  const { own, rest } = fieldsOf(call);
  const { serverMs } = call;
  const commands = [
    httpUrl({ url: call.url }),
    call.keepsResponse ? httpReadMode({ keep: true }) : undefined,
    own['content-type'] === undefined ? undefined : httpContent({ type: own['content-type'] }),
    own.accept === undefined ? undefined : httpAccept({ type: own.accept }),
    ...rest.map((field) => httpUserData({ field: headerText(field) })),
    serverMs === undefined
      ? undefined
      : httpConnectTime({ seconds: within(serverMs / 1_000, CONNECT_SECONDS) }),
    serverMs === undefined
      ? undefined
      : httpReceiveTime({ seconds: within(serverMs / 1_000, RECEIVE_SECONDS) }),
  ];
  return commands.filter((command) => command !== undefined);
};

/**
 * Adds the header fields; a modem that has none to show is no failure. A HEAD asks for nothing else, so only a refusal means
 * none there: an answer that is lost or damaged fails.
 */
const withHeaders = (
  channel: CommandChannel,
  words: BlockCommands,
  { method }: HttpCall,
  head: HttpHead,
): Observable<HttpHead> => {
  if (method === 'HEAD') {
    return channel.send(words.head()).pipe(
      map(({ payload }) => ({ ...head, headers: headersOf(payload) })),
      onRefusal(() => of(head)),
    );
  }
  return optionally(channel, words.head()).pipe(
    map((answer) => (answer ? { ...head, headers: headersOf(answer.payload) } : head)),
  );
};

/**
 * After a HEAD the length is that of the header fields. A result that states no bytes is not believed where the server does not: for a
 * chunked body it may have no length, and a digit may be lost on the line.
 */
const withLength = (channel: CommandChannel, { method }: HttpCall, head: HttpHead): Observable<HttpHead> => {
  if (method === 'HEAD') return of({ ...head, length: Number(head.headers['content-length'] ?? 0) });
  const { 'transfer-encoding': coding, 'content-length': stated } = head.headers;
  if (head.length > 0 || (coding === undefined && stated !== undefined) || BODILESS.has(head.status))
    return of(head);
  return optionally(channel, httpStored()).pipe(
    map((answer) => (answer ? { ...head, length: answer.value.length } : head)),
  );
};

/** How many bytes the modem holds unread; `undefined` where it does not say. */
const unreadBytes = (channel: CommandChannel): Observable<number | undefined> =>
  optionally(channel, httpStored()).pipe(map((answer) => answer?.value.length));

/** Asks for the stored response: a body or a head proves that the request is done, and that its result was lost. */
const recall =
  (words: BlockCommands): HttpRecall =>
  (channel, method) =>
    optionally(channel, httpStored()).pipe(
      mergeMap((stored) => {
        const bytes = stored?.value.length ?? 0;
        // The response to a HEAD has no body: only its head shows it.
        if (bytes === 0 && method !== 'HEAD') return of('unknown' as const);
        return optionally(channel, words.head()).pipe(
          map((head) => {
            if (head) return recalledResult(method, head.payload, method === 'HEAD' ? undefined : bytes);
            return bytes === 0 ? 'unknown' : 'over';
          }),
        );
      }),
    );

const tooLong = ([name, value]: readonly [string, string]): boolean =>
  headerText([name, value]).length > MAX_FIELD_CHARS;

const lacks = (call: HttpDraft): string | undefined => {
  if (call.fromFile !== undefined) placedFile(call.fromFile, 'fromFile');
  if (call.toFile !== undefined) placedFile(call.toFile, 'toFile');
  const { verify, ca } = call.tls;
  if (call.followsRedirects) return 'following of redirects (read the Location field and ask again)';
  if (call.proxy) return 'HTTP proxies';
  if (verify === true && ca === undefined) return 'verification without a certificate of a CA';
  const long = Object.entries(call.headers).find(tooLong);
  return (
    long &&
    invalidArgument(`headers.${long[0]}`, `with its name it has more than ${MAX_FIELD_CHARS} characters`)
  );
};

/**
 * HTTP as the A76XX does it, and, with other words for two commands, the SIM7600.
 *
 *     > AT+HTTPINIT  > AT+HTTPPARA="URL","…"  > AT+HTTPACTION=0  < +HTTPACTION: 0,200,22505  > AT+HTTPHEAD
 *     > AT+HTTPREAD=0,500  < OK  < +HTTPREAD: 500  << …  < +HTTPREAD: 0  > AT+HTTPTERM
 *
 * Source: A7600 HTTP(S) note §§ 1.4, 3.1, 3.2; A76XX AT manual V1.09 pages 354–368
 */
export const a7600Http = (words: BlockCommands): HttpDialect => ({
  methods: ['GET', 'POST', 'HEAD', 'DELETE', 'PUT'],
  unsupportedFeature: lacks,
  maxContentBytes: MAX_CONTENT_BYTES,
  canReread: ({ keepsResponse }) => keepsResponse,
  maxWindowBytes: MAX_WINDOW_BYTES,
  tooLarge: { code: RECEIVE_FAILED, isCertain: false, partBytes: 65_536 },
  open: simcomHttpSession,
  prepare,
  configure: (channel, call) =>
    concat(
      inOrder(channel, ...call.commands),
      call.url.startsWith('https:') ? a7600Tls(channel, call.tls) : EMPTY,
    ),
  upload: (channel, { inputMs }, content) =>
    uploadContent(
      channel,
      httpData({ size: content.length, time: within(inputMs / 1_000, INPUT_SECONDS) }),
      content,
    ),
  sendRequest: (channel, call) =>
    merge(
      networkGone(channel),
      call.fromFile === undefined
        ? simcomHttpResult(channel, call, recall(words), httpPeerClosed)
        : a7600PostFile(channel, call.fromFile, call, recall(words)),
    ).pipe(
      take(1),
      mergeMap((head) => withHeaders(channel, words, call, head)),
      mergeMap((head) => withLength(channel, call, head)),
    ),
  conflictingResult: (channel) => merge(secondResult(channel), networkGone(channel)),
  unreadBytes,
  // A result of no bytes was asked about before.
  confirmLength: (channel, length) => (length === 0 ? of(true) : notLonger(length, unreadBytes(channel))),
  store: readToFile,
  read: (channel, offset, size) => channel.send(words.read({ offset, size })).pipe(map(readWindow)),
  close: (channel) => channel.send(httpTerm()),
});
