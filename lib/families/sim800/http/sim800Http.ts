import { concat, defer, EMPTY, map, mergeMap, type Observable, of, tap, throwError } from 'rxjs';
import { httpContent, httpData, httpTerm, httpUrl, httpUserData } from '../../simcom/simcomHttpCommands';
import {
  httpBreak,
  httpBreakEnd,
  httpCid,
  httpGetHead,
  httpHeadStored,
  httpProxyHost,
  httpProxyPort,
  httpRead,
  httpReadAll,
  httpRedirect,
  httpSsl,
  httpStatus,
  httpTimeout,
  httpUserAgent,
} from './sim800HttpCommands';
import type { Command } from '../../../grammar/command';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Recalled } from '../../../../operators/lateResult';
import { BEARER_CID } from '../network/sim800Bearer';
import { headersOf, headerText, splitHeaders } from '../../../dialects/steps/parseHeaders';
import type { ByteRange, HttpCall, HttpDraft, HttpMethod } from '../../../dialects/httpCall';
import type { HttpDialect } from '../../../dialects/httpDialect';
import {
  simcomHttpResult,
  recalledResult,
  secondResult,
  type HttpDone,
  type HttpRecall,
} from '../../simcom/simcomHttpResult';
import { simcomHttpSession, within } from '../../simcom/simcomHttpSession';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { readWindow } from '../../../dialects/readWindow';
import { joinBytes } from '../../../../operators/joinBytes';
import { optionally } from '../../../dialects/steps/optionally';
import { uploadContent } from '../../../dialects/steps/uploadContent';

/** What the modem takes, in seconds and milliseconds: minimum and maximum (AT manual V1.09 pages 250–265). */
const SERVER_SECONDS = [30, 1_000] as const;
const INPUT_MS = [1_000, 120_000] as const;
const MAX_CONTENT_BYTES = 319_488;
const NO_MEMORY = 602;

const isHttps = ({ url }: HttpCall): boolean => url.startsWith('https:');

/** HTTPS never becomes HTTP: where the modem has no TLS, the request fails. */
const tls = (channel: CommandChannel, call: HttpCall): Observable<never> => {
  if (!isHttps(call)) return EMPTY;
  const missing = new ModemError({
    kind: 'unsupported',
    family: 'this SIM800',
    feature: 'HTTPS (HTTPSSL is refused)',
  });
  return defer(() => {
    channel.note('HTTPS without verification: this family can not check certificates');
    return inOrder(channel, httpSsl({ on: true })).pipe(onRefusal(() => throwError(() => missing)));
  });
};

const rangeCommands = (range: ByteRange | undefined): readonly Command[] =>
  range ? [httpBreak({ offset: range.from }), httpBreakEnd({ offset: range.to ?? 0 })] : [];

const OWN_HEADERS = ['user-agent', 'content-type'];

const prepare = (call: HttpDraft): readonly Command[] => {
  const { own, rest } = splitHeaders(call.headers, OWN_HEADERS);
  const { proxy, serverMs } = call;
  const commands = [
    httpCid({ cid: BEARER_CID }),
    httpUrl({ url: call.url }),
    own['user-agent'] === undefined ? undefined : httpUserAgent({ agent: own['user-agent'] }),
    own['content-type'] === undefined ? undefined : httpContent({ type: own['content-type'] }),
    // Several fields share one parameter, separated by these four characters; the modem turns them into line ends.
    rest.length === 0 ? undefined : httpUserData({ field: rest.map(headerText).join('\\r\\n') }),
    call.followsRedirects ? httpRedirect({ on: true }) : undefined,
    proxy && httpProxyHost({ host: proxy.host }),
    proxy && httpProxyPort({ port: proxy.port }),
    serverMs === undefined ? undefined : httpTimeout({ seconds: within(serverMs / 1_000, SERVER_SECONDS) }),
    ...rangeCommands(call.range),
  ];
  return commands.filter((command) => command !== undefined);
};

/** After a GET or POST: adds the header fields, where the firmware can show them. */
const withStoredHeaders = (channel: CommandChannel, head: HttpHead): Observable<HttpHead> =>
  optionally(channel, httpHeadStored()).pipe(
    map((answer) => (answer ? { ...head, headers: headersOf(answer.payload) } : head)),
  );

/**
 * After a HEAD: with `HTTPGETHEAD` the header fields are read as the body; the length is theirs. `OK` alone is then no answer:
 * the result stated a length, so the line with the header fields was lost.
 */
const withReadHeaders = (
  channel: CommandChannel,
  head: HttpHead,
  isReadable: boolean,
): Observable<HttpHead> => {
  if (head.length === 0) return of(head);
  const read = httpReadAll();
  const lost = { kind: 'corrupt', command: read.redacted, expectedBytes: head.length } as const;
  return channel.send(read).pipe(
    tap(({ payload }) => {
      if (isReadable && payload.length === 0) throw new ModemError(lost);
    }),
    map(({ payload }) => headersOf(payload)),
    map((headers) => ({ ...head, headers, length: Number(headers['content-length'] ?? 0) })),
    onRefusal(() => of({ ...head, length: 0 })),
  );
};

/** What the modem holds of a response, where its head is not refused: for a HEAD the head is read as the body. */
const storedHead = (
  channel: CommandChannel,
  method: HttpMethod,
): Observable<Recalled<HttpDone> | undefined> => {
  const isHead = method === 'HEAD';
  return optionally(channel, isHead ? httpReadAll() : httpHeadStored()).pipe(
    map(
      (read) =>
        read && recalledResult(method, read.payload, isHead ? joinBytes(read.payload).length : undefined),
    ),
  );
};

/**
 * Whether a stored head is that of the result: an interim response (1xx) or a redirect that the modem follows is another one, and what
 * is longer than the modem holds is not stored.
 */
const isLast = ({ status, length }: HttpDone): boolean =>
  status >= 200 && (status < 300 || status >= 400) && length <= MAX_CONTENT_BYTES;

/**
 * The result of a request where the modem does not say how far it is: its head and the last byte of its body are stored. Anything else
 * shows nothing: the result may still come.
 *
 *     > AT+HTTPSTATUS?  < +HTTPSTATUS: GET,9,0,0    > AT+HTTPHEAD  < +HTTPHEAD: …    > AT+HTTPREAD=20,1  < +HTTPREAD: 1 …
 */
const shownByStored = (channel: CommandChannel, method: HttpMethod): Observable<Recalled<HttpDone>> =>
  storedHead(channel, method).pipe(
    mergeMap((head) => {
      if (typeof head !== 'object' || !isLast(head.values)) return of('unknown' as const);
      // Nothing is stored of a HEAD but what was read, nor a body of no bytes.
      if (method === 'HEAD' || head.values.length === 0) return of(head);
      return optionally(channel, httpRead({ offset: head.values.length - 1, size: 1 })).pipe(
        map((read) => (read && joinBytes(read.payload).length > 0 ? head : 'unknown')),
      );
    }),
  );

/**
 * Asks how far the request is (`HTTPSTATUS?`); where the modem has done with it, its result is made of the stored head. Where it does
 * not say, or says a state that is not known, what is stored shows it.
 */
const recall: HttpRecall = (channel, method) =>
  optionally(channel, httpStatus()).pipe(
    mergeMap((answer) => {
      const state = answer?.value.state;
      if (state === undefined) return shownByStored(channel, method);
      if (state !== 'idle') return of('running' as const);
      return storedHead(channel, method).pipe(map((head) => head ?? ('over' as const)));
    }),
  );

const act = (channel: CommandChannel, call: HttpCall): Observable<HttpHead> => {
  if (call.method !== 'HEAD') {
    return simcomHttpResult(channel, call, recall).pipe(mergeMap((head) => withStoredHeaders(channel, head)));
  }
  return optionally(channel, httpGetHead({ on: true })).pipe(
    map((answer) => answer !== undefined),
    mergeMap((isReadable) =>
      simcomHttpResult(channel, call, recall).pipe(
        mergeMap((head) => withReadHeaders(channel, head, isReadable)),
      ),
    ),
  );
};

/**
 * HTTP as the SIM800 does it.
 *
 *     > AT+HTTPINIT  > AT+HTTPPARA="CID",1  > AT+HTTPPARA="URL","…"  > AT+HTTPACTION=0  < +HTTPACTION: 0,200,1000
 *     > AT+HTTPREAD=0,1000  < +HTTPREAD: 1000  << …  < OK  > AT+HTTPTERM
 *
 * Source: SIM800 IP note §§ 3.1–3.9; AT manual V1.09 pages 250–265.
 */
export const sim800Http: HttpDialect = {
  methods: ['GET', 'POST', 'HEAD'],
  unsupportedFeature: ({ tls: { verify, ca, clientCertificate }, fromFile, toFile }) => {
    if (fromFile !== undefined || toFile !== undefined) return 'HTTP from and to files of its own';
    if (verify === true || ca !== undefined) return 'verification of HTTPS servers';
    return clientCertificate === undefined ? undefined : 'client certificates for HTTPS';
  },
  followsRedirects: true,
  maxContentBytes: MAX_CONTENT_BYTES,
  canReread: () => true,
  maxWindowBytes: MAX_CONTENT_BYTES,
  tooLarge: { code: NO_MEMORY, isCertain: true, partBytes: 262_144, maxBytes: MAX_CONTENT_BYTES },
  open: simcomHttpSession,
  prepare,
  configure: (channel, call) => concat(inOrder(channel, ...call.commands), tls(channel, call)),
  upload: (channel, { inputMs }, content) =>
    uploadContent(channel, httpData({ size: content.length, time: within(inputMs, INPUT_MS) }), content),
  sendRequest: act,
  conflictingResult: secondResult,
  queryProgress: (channel) =>
    channel.send(httpStatus()).pipe(
      // A state that is not known is no event.
      mergeMap(({ value: { method, state, finished, remaining } }) =>
        method === undefined || state === undefined ? EMPTY : of({ method, state, finished, remaining }),
      ),
    ),
  read: (channel, offset, size) => channel.send(httpRead({ offset, size })).pipe(map(readWindow)),
  close: (channel) => channel.send(httpTerm()),
};
