import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
} from 'rxjs';
import type { HttpCall, HttpDraft } from '../../../dialects/httpCall';
import type { HttpDialect } from '../../../dialects/httpDialect';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import type { Command } from '../../../grammar/command';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import { quectelFiles } from '../files/quectelFiles';
import { quectelDrive, quectelFileClose } from '../files/quectelFilesCommands';
import { cycleContext, QUECTEL_CONTEXT } from '../network/quectelBearer';
import { contentTypeOf, quectelHead, writesHead } from './quectelHead';
import * as http from './quectelHttpCommands';
import { asHttpError, lateFailure, quectelHttpError } from './quectelHttpError';
import { bodyFile, quectelHttpMemory, responseFile } from './quectelHttpMemory';
import { bodyWindow, discard, stageResponse, storeResponse } from './quectelStaging';
import { lackOfTls, quectelTls } from './quectelTls';
import { quectelUpload, secondsOf } from './quectelUpload';
import { untilFailure } from '../../../dialects/steps/untilFailure';

const MAX_CONTENT_BYTES = 1_024_000;
const MAX_URL_CHARS = 700;
const MAX_HEAD_BYTES = 2_048;
const MAX_TLS_CONTEXT = 5;
const INPUT_SECONDS = 80;
const RESULT_SLACK_MS = 5_000;
const NO_MEMORY = 729;
const NOTHING_TO_READ = 705;
const NO_HEADERS: HttpHead['headers'] = Object.freeze({});
const NOTHING = new Uint8Array(0);

const sends = ({ method }: HttpDraft): boolean => method === 'POST' || method === 'PUT';
const isSecure = ({ url }: HttpDraft): boolean => /^https:/i.test(url);

/** A body of no bytes can't be a file: its request is a head alone, which the library writes. */
const isBare = (call: HttpDraft): boolean =>
  sends(call) && call.fromFile === undefined && (call.content?.length ?? 0) === 0;

const ownHead = (call: HttpDraft): boolean =>
  isBare(call) || (call.fromFile === undefined && writesHead(call));

const longest = ({ headers }: HttpDraft): string =>
  Object.entries(headers).reduce(
    (one, [name, value]) =>
      value.length > one.chars ? { name: `headers.${name}`, chars: value.length } : one,
    { name: 'url', chars: 0 },
  ).name;

const lacks = (call: HttpDraft): string | undefined => {
  const { url, tls, fromFile, toFile } = call;
  if (fromFile !== undefined) quectelFiles.pathOf(fromFile, 'fromFile');
  if (toFile !== undefined) quectelFiles.pathOf(toFile, 'toFile');
  if (call.followsRedirects) return 'following of redirects (read the Location field and ask again)';
  if (call.proxy) return 'HTTP proxies';
  if (fromFile !== undefined && (writesHead(call) || contentTypeOf(call) === undefined))
    return 'header fields of a request from a file';
  if (url.length > MAX_URL_CHARS)
    return invalidArgument('url', `it has ${url.length} characters; the modem takes ${MAX_URL_CHARS}`);
  if (!sends(call) && ownHead(call) && quectelHead(call).length > MAX_HEAD_BYTES)
    return invalidArgument(longest(call), `the head of the request has more than ${MAX_HEAD_BYTES} bytes`);
  if ((tls.context ?? 0) > MAX_TLS_CONTEXT)
    return invalidArgument('tls.context', `${tls.context} is not between 0 and ${MAX_TLS_CONTEXT}`);
  return isSecure(call) ? lackOfTls(tls) : undefined;
};

/** Every key is set each time: the modem keeps them until it restarts, whoever set them. */
const prepare = (call: HttpDraft): readonly Command[] => [
  http.quectelHttpContext({ value: QUECTEL_CONTEXT }),
  http.quectelHttpRequestHeader({ value: ownHead(call) }),
  http.quectelHttpResponseHeader({ value: call.toFile === undefined }),
  ...(sends(call) && !ownHead(call)
    ? [http.quectelHttpContentType({ value: contentTypeOf(call) ?? 'octets' })]
    : []),
  ...(isSecure(call) ? [http.quectelHttpTlsContext({ value: call.tls.context ?? 0 })] : []),
];

const sendUrl = (channel: CommandChannel, { url }: HttpCall): Observable<never> => {
  const bytes = new TextEncoder().encode(url);
  const command = http.quectelHttpUrl({ length: bytes.length, seconds: INPUT_SECONDS });
  return channel.send(command, giveBytes(bytes)).pipe(ignoreElements(), asHttpError());
};

/** A request that another host, or an earlier flow, left: 703 and 704 say so, whatever is asked. */
const isBusy = (error: unknown): error is ModemError =>
  error instanceof ModemError && error.reason.kind === 'http' && error.reason.row?.cause === 'busy';

/**
 * Gives the modem the URL. Where its HTTP service is busy, it is freed, the mild way first.
 *
 *     > AT+QHTTPURL=23,80  < +CME ERROR: 703   > AT+QHTTPSTOP  < ERROR   > AT+QIDEACT=1   > AT+QIACT=1   > AT+QHTTPURL=23,80
 */
const freeAndSendUrl = (channel: CommandChannel, call: HttpCall): Observable<never> => {
  const again = (first: Observable<unknown>, otherwise: (error: ModemError) => Observable<never>) =>
    concat(
      first.pipe(ignoreElements()),
      defer(() => sendUrl(channel, call)),
    ).pipe(catchError((error: unknown) => (isBusy(error) ? otherwise(error) : throwError(() => error))));
  return again(EMPTY, ({ message }) => {
    channel.note(`${message}; the request that is under way is ended`);
    return again(optionally(channel, http.quectelHttpStop()), () =>
      again(cycleContext(channel), (error) => throwError(() => error)),
    );
  });
};

type Done = typeof http.quectelHttpGetDone extends UrcDefinition<infer V> ? V : never;

const rspSeconds = ({ serverMs, resultMs }: HttpCall): number =>
  secondsOf(serverMs ?? resultMs - RESULT_SLACK_MS);

/** A GET: plain, of a part, or with a head of the library's. */
const getResult = (channel: CommandChannel, call: HttpCall): Observable<Done> => {
  const { range, resultMs: withinMs } = call;
  const seconds = rspSeconds(call);
  const urc = http.quectelHttpGetDone;
  const withHead = (): Observable<Done> => {
    const head = quectelHead(call);
    const command = http.quectelHttpGetWith({ seconds, length: head.length, inputSeconds: INPUT_SECONDS });
    return lateResult(channel, command, { urc, withinMs, feed: giveBytes(head) });
  };
  if (ownHead(call)) return withHead();
  if (range?.to === undefined)
    return lateResult(channel, http.quectelHttpGet({ seconds }), { urc, withinMs });
  const part = { seconds, start: range.from, length: range.to - range.from + 1 };
  return lateResult(channel, http.quectelHttpGetPart(part), { urc, withinMs }).pipe(
    // Only firmware that does not know the command refuses it plainly.
    catchError((error: unknown) =>
      error instanceof ModemError && error.reason.kind === 'refused'
        ? concat(inOrder(channel, http.quectelHttpRequestHeader({ value: true })), defer(withHead))
        : throwError(() => error),
    ),
  );
};

/** A request from a file: one of the user's, or the one that the body was put into. */
const fileResult = (channel: CommandChannel, call: HttpCall): Observable<Done> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    const file = call.fromFile === undefined ? bodyFile(memory) : quectelFiles.pathOf(call.fromFile);
    const isPut = call.method === 'PUT';
    const command = isPut ? http.quectelHttpPutFile : http.quectelHttpPostFile;
    const urc = isPut ? http.quectelHttpPutFileDone : http.quectelHttpPostFileDone;
    const sent = lateResult(channel, command({ file, seconds: rspSeconds(call) }), {
      urc,
      withinMs: call.resultMs,
    });
    if (call.fromFile !== undefined || memory.hasBody) return sent;
    const empty = quectelUpload(channel, call, quectelHead(call), { length: 0, chunks: EMPTY });
    return concat(empty.pipe(ignoreElements()), sent);
  });

const result = (channel: CommandChannel, call: HttpCall): Observable<Done> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    memory.isRunning = true;
    const work = sends(call) ? fileResult(channel, call) : getResult(channel, call);
    return untilFailure(lateFailure(channel), work).pipe(
      asHttpError(),
      map((done) => {
        memory.isRunning = false;
        if (done.code !== 0) throw quectelHttpError(done.code);
        return done;
      }),
    );
  });

/** A context that is active and carries nothing is closed and opened, for the next try. */
const renewed = (channel: CommandChannel, error: unknown): Observable<never> => {
  const reason = error instanceof ModemError ? error.reason : undefined;
  const isDead = reason?.kind === 'http' && reason.row?.cause === 'network';
  const failed = throwError(() => error);
  if (!isDead) return failed;
  quectelHttpMemory(channel).isRunning = false;
  return concat(cycleContext(channel).pipe(catchError(() => EMPTY)), failed);
};

const headOf = (channel: CommandChannel, call: HttpCall, { status, length }: Done): Observable<HttpHead> => {
  if (status === undefined) {
    const line = http.quectelHttpGetDone.form.write({ code: 0 });
    return throwError(() => new ModemError({ kind: 'unreadable', command: 'AT+QHTTP', line }));
  }
  const plain: HttpHead = { status, length: length ?? 0, headers: NO_HEADERS };
  if (call.toFile !== undefined) return of(plain);
  return stageResponse(channel, status, length, call.resultMs).pipe(
    catchError((error: unknown) => {
      const isEmpty =
        error instanceof ModemError && error.reason.kind === 'http' && error.reason.code === NOTHING_TO_READ;
      return isEmpty && plain.length === 0 ? of(plain) : throwError(() => error);
    }),
  );
};

/** A second result while a body is read: nothing shows which of the two responses the modem holds. */
const secondResult = ({ urcs }: CommandChannel): Observable<never> =>
  merge(
    ...[http.quectelHttpGetDone, http.quectelHttpPostFileDone, http.quectelHttpPutFileDone].map(
      (definition) =>
        urcs.pipe(
          ofUrc(definition),
          mergeMap((values) => {
            const line = definition.form.write(values);
            return throwError(
              () => new ModemError({ kind: 'unreadable', command: 'AT+QHTTPREADFILE', line }),
            );
          }),
        ),
    ),
  );

const close = (channel: CommandChannel): Observable<unknown> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    const { handle } = memory;
    const closed =
      handle === undefined
        ? EMPTY
        : inOrder(channel, quectelFileClose({ handle })).pipe(onRefusal(() => EMPTY));
    return concat(
      memory.isRunning ? optionally(channel, http.quectelHttpStop()) : EMPTY,
      closed,
      memory.hasResponse ? discard(channel, responseFile(memory)) : EMPTY,
      memory.hasBody ? discard(channel, bodyFile(memory)) : EMPTY,
    );
  });

/**
 * HTTP(S) as Quectel's LTE modems do it. `QHTTPREAD` gives a body once and without a count, so the response goes into a file of the
 * modem, in its memory where it has one, and is read from there in counted windows, head in front.
 *
 *     > AT+QHTTPCFG="contextid",1   > AT+QHTTPURL=23,80  < CONNECT  >> http://…   > AT+QHTTPGET=120  < OK  < +QHTTPGET: 0,200,5
 *     > AT+QHTTPREADFILE="RAM:rxmodem.response",60  < +QHTTPREADFILE: 0   > AT+QFOPEN=…   > AT+QFREAD=3000,5  < CONNECT 5  << hello
 *
 * Source: BG96 HTTP(S) AT Commands Manual V1.0.
 */
export const quectelHttp: HttpDialect = {
  methods: ['GET', 'POST', 'PUT'],
  unsupportedFeature: lacks,
  maxContentBytes: MAX_CONTENT_BYTES,
  canReread: () => true,
  windowBytes: 4_096,
  tooLarge: { code: NO_MEMORY, isCertain: false, partBytes: 65_536 },
  open: (channel) =>
    optionally(channel, quectelDrive({ drive: 'RAM' })).pipe(
      tap((answer) => (quectelHttpMemory(channel).drive = answer ? 'RAM:' : '')),
    ),
  prepare,
  configure: (channel, call) =>
    concat(
      inOrder(channel, ...call.commands).pipe(asHttpError()),
      isSecure(call) ? quectelTls(channel, call.tls) : EMPTY,
      defer(() => freeAndSendUrl(channel, call)),
    ),
  upload: (channel, call, content) =>
    quectelUpload(channel, call, ownHead(call) ? quectelHead(call) : NOTHING, content),
  sendRequest: (channel, call) =>
    result(channel, call).pipe(
      catchError((error: unknown) => renewed(channel, error)),
      mergeMap((done) => headOf(channel, call, done)),
    ),
  conflictingResult: secondResult,
  store: (channel, { file, resultMs }) => {
    const name = quectelFiles.pathOf(file, 'toFile');
    return concat(
      discard(channel, name),
      defer(() => storeResponse(channel, name, resultMs)),
    );
  },
  read: (channel, offset, size) =>
    defer(() => {
      const { response } = quectelHttpMemory(channel);
      // The body of a status that the request does not accept was not stored: it goes into no file of the user's.
      const staged = response ? EMPTY : stageResponse(channel, 0, undefined, 60_000).pipe(ignoreElements());
      return concat(
        staged,
        defer(() => bodyWindow(channel, offset, size)),
      );
    }),
  close,
};
