import { catchError, concat, defer, EMPTY, ignoreElements, map, type Observable, throwError } from 'rxjs';
import type { HttpCall } from '../../../dialects/httpCall';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { optionally } from '../../../dialects/steps/optionally';
import { untilFailure } from '../../../dialects/steps/untilFailure';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { quectelFiles } from '../files/quectelFiles';
import { cycleContext } from '../network/quectelBearer';
import { quectelHead } from './quectelHead';
import * as http from './quectelHttpCommands';
import { asFailureOf, lateFailure, quectelFailure } from '../device/quectelFailure';
import { quectelHttpKept } from './quectelHttpKept';
import { bodyFile, quectelHttpMemory } from './quectelHttpMemory';
import { type Done, quectelHttpRecall } from './quectelHttpRecall';
import { ownHead, sends } from './quectelPrepare';
import { quectelUpload, secondsOf } from './quectelUpload';

const INPUT_SECONDS = 80;
const RESULT_SLACK_MS = 5_000;

const sendUrl = (channel: CommandChannel, { url }: HttpCall): Observable<never> => {
  const bytes = new TextEncoder().encode(url);
  const command = http.quectelHttpUrl({ length: bytes.length, seconds: INPUT_SECONDS });
  return channel.send(command, giveBytes(bytes)).pipe(ignoreElements(), asFailureOf('http'));
};

/** A request that another host, or an earlier flow, left: 703 and 704 say so, whatever is asked. */
const isBusy = (error: unknown): error is ModemError =>
  error instanceof ModemError && error.reason.kind === 'http' && error.reason.row?.cause === 'busy';

/**
 * Gives the modem the URL. Where its HTTP service is busy, it is freed, the mild way first; the context is closed only where nothing
 * else uses it.
 *
 *     > AT+QHTTPURL=23,80  < +CME ERROR: 703   > AT+QHTTPSTOP  < ERROR   > AT+QIDEACT=1   > AT+QIACT=1   > AT+QHTTPURL=23,80
 */
export const freeAndSendUrl = (
  channel: CommandChannel,
  call: HttpCall,
  isAlone: () => boolean,
): Observable<never> => {
  const again = (first: Observable<unknown>, otherwise: (error: ModemError) => Observable<never>) =>
    concat(
      first.pipe(ignoreElements()),
      defer(() => sendUrl(channel, call)),
    ).pipe(catchError((error: unknown) => (isBusy(error) ? otherwise(error) : throwError(() => error))));
  return again(EMPTY, ({ message }) => {
    channel.note(`${message}; the request that is under way is ended`);
    return again(optionally(channel, http.quectelHttpStop()), (error) =>
      isAlone() ? again(cycleContext(channel), (last) => throwError(() => last)) : throwError(() => error),
    );
  });
};

const rspSeconds = ({ serverMs, resultMs }: HttpCall): number =>
  secondsOf(serverMs ?? resultMs - RESULT_SLACK_MS);

/** The result of a request. It has the name of the command that sends it: `+QHTTPGET`. */
export const doneOf = (call: HttpCall): typeof http.quectelHttpGetDone => {
  if (!sends(call)) return http.quectelHttpGetDone;
  return call.method === 'PUT' ? http.quectelHttpPutFileDone : http.quectelHttpPostFileDone;
};

/** A GET: plain, of a part, or with a head of the library's. */
const getResult = (channel: CommandChannel, call: HttpCall): Observable<Done> => {
  const { range, resultMs: withinMs } = call;
  const seconds = rspSeconds(call);
  const urc = http.quectelHttpGetDone;
  const awaited = { urc, withinMs, recall: quectelHttpRecall(channel, call) };
  const withHead = (): Observable<Done> => {
    const head = quectelHead(call);
    const command = http.quectelHttpGetWith({ seconds, length: head.length, inputSeconds: INPUT_SECONDS });
    return lateResult(channel, command, { ...awaited, feed: giveBytes(head) });
  };
  if (ownHead(call)) return withHead();
  if (range?.to === undefined) return lateResult(channel, http.quectelHttpGet({ seconds }), awaited);
  const part = { seconds, start: range.from, length: range.to - range.from + 1 };
  return lateResult(channel, http.quectelHttpGetPart(part), awaited).pipe(
    // Only firmware that does not know the command refuses it plainly.
    catchError((error: unknown) =>
      error instanceof ModemError && error.reason.kind === 'refused'
        ? concat(
            quectelHttpKept.set(channel, http.quectelHttpRequestHeader({ value: true })),
            defer(withHead),
          )
        : throwError(() => error),
    ),
  );
};

/** A request from a file: one of the user's, or the one that the body was put into. */
const fileResult = (channel: CommandChannel, call: HttpCall): Observable<Done> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    const file = call.fromFile === undefined ? bodyFile(memory) : quectelFiles.pathOf(call.fromFile);
    const command = call.method === 'PUT' ? http.quectelHttpPutFile : http.quectelHttpPostFile;
    const sent = lateResult(channel, command({ file, seconds: rspSeconds(call) }), {
      urc: doneOf(call),
      withinMs: call.resultMs,
      recall: quectelHttpRecall(channel, call),
    });
    if (call.fromFile !== undefined || memory.hasBody) return sent;
    const empty = quectelUpload(channel, call, quectelHead(call), { length: 0, chunks: EMPTY });
    return concat(empty.pipe(ignoreElements()), sent);
  });

/** Sends the request, and waits for its result. */
export const quectelRequest = (channel: CommandChannel, call: HttpCall): Observable<Done> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    memory.isRunning = true;
    const work = sends(call) ? fileResult(channel, call) : getResult(channel, call);
    return untilFailure(lateFailure('http', channel, `AT${doneOf(call).name}`), work).pipe(
      asFailureOf('http'),
      map((done) => {
        memory.isRunning = false;
        if (done.code !== 0) throw quectelFailure('http', done.code);
        return done;
      }),
    );
  });
