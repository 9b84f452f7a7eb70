import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
} from 'rxjs';
import type { HttpCall } from '../../../dialects/httpCall';
import type { HttpDialect } from '../../../dialects/httpDialect';
import { optionally } from '../../../dialects/steps/optionally';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import { asMayBeDone } from '../../../grammar/errors/mayBeDone';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';
import { clearFile } from '../files/clearFile';
import { discardFile } from '../files/discardFile';
import { quectelFiles } from '../files/quectelFiles';
import { quectelDrive } from '../files/quectelFilesCommands';
import { closeOpenedFile } from '../files/quectelOpenedFile';
import { quectelHead } from './quectelHead';
import * as http from './quectelHttpCommands';
import { asFailureOf } from '../device/quectelFailure';
import { quectelHttpKept } from './quectelHttpKept';
import { bodyFile, quectelHttpMemory, responseFile } from './quectelHttpMemory';
import { isSecure, lackOfRequest, ownHead, quectelPrepare } from './quectelPrepare';
import { type Done, NOTHING_TO_READ } from './quectelHttpRecall';
import { doneOf, freeAndSendUrl, quectelRequest } from './quectelRequest';
import { bodyWindow, quectelResponse, storeResponse } from './quectelResponse';
import { quectelTls } from './quectelTls';
import { quectelUpload } from './quectelUpload';

const MAX_CONTENT_BYTES = 1_024_000;
const NO_MEMORY = 729;
/** `QFREAD` has no limit: without a length it reads the whole file (BG96 FILE manual V1.0). More than this gains nothing. */
const MAX_WINDOW_BYTES = 65_536;
const NO_HEADERS: HttpHead['headers'] = Object.freeze({});
const NOTHING = new Uint8Array(0);

const headOf = (channel: CommandChannel, call: HttpCall, { status, length }: Done): Observable<HttpHead> => {
  if (status === undefined) {
    const { name, form } = doneOf(call);
    const line = form.write({ code: 0 });
    return throwError(() => new ModemError({ kind: 'unreadable', command: `AT${name}`, line }));
  }
  const plain: HttpHead = { status, length: length ?? 0, headers: NO_HEADERS };
  const memory = quectelHttpMemory(channel);
  memory.stated = length;
  if (call.toFile !== undefined) return of(plain);
  if (memory.recalled) return of(memory.recalled);
  return quectelResponse(channel, { status, stated: length, resultMs: call.resultMs }).pipe(
    catchError((error: unknown) => {
      const isEmpty =
        error instanceof ModemError && error.reason.kind === 'http' && error.reason.code === NOTHING_TO_READ;
      return isEmpty && plain.length === 0 ? of(plain) : throwError(() => error);
    }),
    // The request is done, whatever prevents the reading of its response, a refusal included.
    catchError((error: unknown) => throwError(() => (call.idempotent ? error : asMayBeDone(error)))),
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
    return concat(
      memory.isRunning ? optionally(channel, http.quectelHttpStop()) : EMPTY,
      closeOpenedFile(channel, memory.handle),
      memory.hasResponse ? discardFile(channel, responseFile(memory)) : EMPTY,
      memory.hasBody ? discardFile(channel, bodyFile(memory)) : EMPTY,
      quectelHttpKept.putBack(channel),
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
  unsupportedFeature: lackOfRequest,
  maxContentBytes: MAX_CONTENT_BYTES,
  canReread: () => true,
  maxWindowBytes: MAX_WINDOW_BYTES,
  tooLarge: { code: NO_MEMORY, isCertain: false, partBytes: 65_536 },
  open: (channel) =>
    optionally(channel, quectelDrive({ drive: 'RAM' })).pipe(
      tap((answer) => (quectelHttpMemory(channel).drive = answer ? 'RAM:' : '')),
    ),
  prepare: quectelPrepare,
  configure: (channel, call, isAlone) =>
    concat(
      quectelHttpKept.read(channel, call),
      ...call.commands.map((one) => quectelHttpKept.set(channel, one).pipe(asFailureOf('http'))),
      isSecure(call) ? quectelTls(channel, call.tls) : EMPTY,
      defer(() => freeAndSendUrl(channel, call, isAlone)),
    ),
  upload: (channel, call, content) =>
    quectelUpload(channel, call, ownHead(call) ? quectelHead(call) : NOTHING, content),
  sendRequest: (channel, call) =>
    quectelRequest(channel, call).pipe(mergeMap((done) => headOf(channel, call, done))),
  conflictingResult: secondResult,
  store: (channel, task) => {
    const file = quectelFiles.pathOf(task.file, 'toFile');
    return concat(
      clearFile(channel, file),
      defer(() => storeResponse(channel, { ...task, file, stated: quectelHttpMemory(channel).stated })),
    );
  },
  read: (channel, offset, size) =>
    defer(() => {
      const { response } = quectelHttpMemory(channel);
      // The body of a status that the request does not accept was not stored: it goes into no file of the user's.
      const staged = response
        ? EMPTY
        : quectelResponse(channel, { status: 0, resultMs: 60_000 }).pipe(ignoreElements());
      return concat(
        staged,
        defer(() => bodyWindow(channel, offset, size)),
      );
    }),
  confirmLength: (channel, length) =>
    defer(() => {
      const { response, stated } = quectelHttpMemory(channel);
      // The result and the file are counted apart. A response of which nothing was to read has no file.
      return of(response ? stated === length : length === 0);
    }),
  close,
};
