import { defaultIfEmpty, map, type Observable, of } from 'rxjs';
import * as http from '../../../families/quectel/http/quectelHttpCommands';
import { integer } from '../../../grammar/codecs/integer';
import { latin1 } from '../../../grammar/latin1';
import { joinBytes } from '../../../../operators/joinBytes';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';
import { payload, spokenLine } from '../../core/utterance';
import type { OriginRequest } from '../../origins/origin';
import { headText, httpExchange, type Outcome } from '../standard/httpExchange';
import { quectelPath } from './quectelFilesHandlers';
import { quectelHttpSettings } from './quectelHttpSettings';
import { madeRequest, writtenRequest } from './quectelRequest';
import { quectelService } from './quectelService';

/** Quectel's HTTP(S): BG96 HTTP(S) manual V1.0 pages 7–32. */

const SECONDS = 60;
const CODE = { busy: 703, nothing: 705, url: 711, noUrl: 712, late: 726, room: 729, parameter: 730 };
const NO_FILE = 405;

type DoneUrc = typeof http.quectelHttpGetDone;

const isBusy = (modem: HandlerContext): boolean => {
  const { running } = quectelService(modem);
  return (running !== undefined && !running.closed) || modem.state.http !== undefined;
};

/** Keeps the response until it is read, and reports the result. */
const finish = (modem: HandlerContext, urc: DoneUrc, outcome: Outcome): void => {
  const service = quectelService(modem);
  service.running = undefined;
  if ('code' in outcome) return modem.urc(urc, { code: outcome.code }, 'result');
  const { response } = outcome;
  const { status, body, headers } = response;
  service.response = { head: headText(response), body };
  const isCounted = headers.some(([name]) => name.toLowerCase() === 'content-length');
  modem.urc(urc, { code: 0, status, ...(isCounted ? { length: body.length } : {}) }, 'result');
};

/** OK at once; the request goes on beside the line. */
const act = (modem: HandlerContext, urc: DoneUrc, request: OriginRequest, seconds: number): Reply => {
  const service = quectelService(modem);
  modem.counts.httpActions += 1;
  service.response = undefined;
  const online = isAttached(modem.state) && modem.state.contexts.get(1)?.active === true;
  const exchange = online
    ? httpExchange(modem, request, { withinMs: seconds * 1_000 })
    : of<Outcome>({ code: modem.family.failureCodes.network });
  const later = (): void => {
    const running = modem.inBackground(exchange, (outcome) => finish(modem, urc, outcome));
    service.running = running.closed ? undefined : running;
  };
  return { ...ok(), later };
};

/** What stands in the way of a request, as a code; `undefined` where nothing does. */
const obstacle = (modem: HandlerContext): number | undefined => {
  if (isBusy(modem)) return CODE.busy;
  return quectelService(modem).url === '' ? CODE.noUrl : undefined;
};

const writesHead = (modem: HandlerContext): boolean =>
  quectelService(modem).httpSettings.get('requestheader') === '1';

/** Asks for bytes, and goes on with them. */
const asking = (
  modem: HandlerContext,
  length: number,
  seconds: number,
  then: (bytes: Uint8Array) => Reply,
): Observable<Reply> => {
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(length, seconds * 1_000).pipe(map(then), defaultIfEmpty(refused(CODE.late)));
};

const written = (modem: HandlerContext, urc: DoneUrc, bytes: Uint8Array, seconds: number): Reply => {
  const request = writtenRequest(modem, bytes);
  return request ? act(modem, urc, request, seconds) : refused(CODE.parameter);
};

const sendFile = (
  modem: HandlerContext,
  method: 'POST' | 'PUT',
  urc: DoneUrc,
  { file, seconds = SECONDS }: { readonly file: string; readonly seconds?: number | undefined },
): Reply => {
  const code = obstacle(modem);
  if (code !== undefined) return refused(code);
  const path = quectelPath(modem, file);
  const bytes = path === undefined ? undefined : modem.storage.read(path);
  if (!bytes) return refused(NO_FILE);
  return writesHead(modem)
    ? written(modem, urc, bytes, seconds)
    : act(modem, urc, madeRequest(modem, method, bytes), seconds);
};

/** The response as it is read, once; `undefined` where there is none. */
const takeResponse = (modem: HandlerContext): Uint8Array | undefined => {
  const service = quectelService(modem);
  const { response, httpSettings } = service;
  service.response = undefined;
  if (!response) return undefined;
  return httpSettings.get('responseheader') === '1'
    ? joinBytes([response.head, response.body])
    : response.body;
};

const readFile = (modem: HandlerContext, file: string): Reply => {
  const path = quectelPath(modem, file);
  if (path === undefined) return refused(CODE.parameter);
  if (isBusy(modem)) return refused(CODE.busy);
  const bytes = takeResponse(modem);
  if (!bytes) return refused(CODE.nothing);
  const later = (): void => {
    const code = modem.storage.write(path, bytes) ? 0 : CODE.room;
    modem.urc(http.quectelHttpReadFileDone, { code }, 'result');
  };
  return { ...ok(), later };
};

/** CONNECT, the bytes with no count, OK, and how it ended. */
const read = (modem: HandlerContext): Reply => {
  if (isBusy(modem)) return refused(CODE.busy);
  const bytes = takeResponse(modem);
  if (!bytes) return refused(CODE.nothing);
  const later = (): void => modem.urc(http.quectelHttpReadDone, { code: 0 }, 'result');
  return { ...ok(spokenLine('CONNECT', 'header'), payload(bytes)), later };
};

const takeUrl = (modem: HandlerContext, length: number, seconds: number): Reply | Observable<Reply> => {
  if (isBusy(modem)) return refused(CODE.busy);
  if (length > 700) return refused(CODE.parameter);
  return asking(modem, length, seconds, (bytes) => {
    const url = latin1(bytes, 0, bytes.length);
    if (!/^https?:\/\/./i.test(url)) return refused(CODE.url);
    quectelService(modem).url = url;
    return ok();
  });
};

const { quectelHttpGetDone: getDone, quectelHttpPostDone: postDone } = http;

const get = (modem: HandlerContext, seconds: number): Reply | Observable<Reply> => {
  const code = obstacle(modem);
  if (code !== undefined || writesHead(modem)) return refused(code ?? CODE.parameter);
  return act(modem, getDone, madeRequest(modem, 'GET'), seconds);
};

export const quectelHttpHandlers: readonly Handler[] = [
  ...quectelHttpSettings,
  handle(http.quectelHttpUrl, ({ length, seconds = SECONDS }, modem) => takeUrl(modem, length, seconds)),
  // Empty where none was set (page 12).
  handle(emulatedForm('+QHTTPURL?'), (_, modem) => {
    const { url } = quectelService(modem);
    return url === '' ? ok() : ok(spokenLine(`+QHTTPURL: ${url}`, 'info'));
  }),
  handle(http.quectelHttpGet, ({ seconds }, modem) => get(modem, seconds)),
  handle(emulatedForm('+QHTTPGET'), (_, modem) => get(modem, SECONDS)),
  handle(http.quectelHttpGetWith, ({ seconds, length, inputSeconds = SECONDS }, modem) => {
    const code = obstacle(modem);
    if (code !== undefined || !writesHead(modem)) return refused(code ?? CODE.parameter);
    return asking(modem, length, inputSeconds, (bytes) => written(modem, getDone, bytes, seconds));
  }),
  handle(http.quectelHttpPost, ({ length, inputSeconds = SECONDS, seconds = SECONDS }, modem) => {
    const code = obstacle(modem);
    if (code !== undefined) return refused(code);
    return asking(modem, length, inputSeconds, (bytes) =>
      writesHead(modem)
        ? written(modem, postDone, bytes, seconds)
        : act(modem, postDone, madeRequest(modem, 'POST', bytes), seconds),
    );
  }),
  handle(http.quectelHttpPostFile, (args, modem) =>
    sendFile(modem, 'POST', http.quectelHttpPostFileDone, args),
  ),
  handle(http.quectelHttpReadFile, ({ file }, modem) => readFile(modem, file)),
  handle(emulatedForm('+QHTTPREAD=', { seconds: integer }), (_, modem) => read(modem)),
  handle(emulatedForm('+QHTTPREAD'), (_, modem) => read(modem)),
];

/** What a BG96 of V1.0 does not have: PUT, and parts. */
export const quectelPutHandlers: readonly Handler[] = [
  handle(http.quectelHttpPutFile, (args, modem) => sendFile(modem, 'PUT', http.quectelHttpPutFileDone, args)),
  handle(http.quectelHttpGetPart, ({ seconds, start, length }, modem) => {
    const code = obstacle(modem);
    if (code !== undefined || writesHead(modem)) return refused(code ?? CODE.parameter);
    const range = [['Range', `bytes=${start}-${start + length - 1}`]] as const;
    return act(modem, getDone, madeRequest(modem, 'GET', undefined, range), seconds);
  }),
];

/** What an EG91 does not have either. */
export const quectelStopHandlers: readonly Handler[] = [
  handle(http.quectelHttpStop, (_, modem) => {
    const service = quectelService(modem);
    service.running?.unsubscribe();
    service.running = undefined;
    modem.state.http = undefined;
    return ok();
  }),
];
