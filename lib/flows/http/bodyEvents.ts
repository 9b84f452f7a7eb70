import { concat, defer, EMPTY, ignoreElements, map, mergeMap, type Observable, of, tap } from 'rxjs';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { ModemError } from '../../grammar/errors/modemError';
import type { TransferEvent } from '../../../operators/transferEvent';
import { readWindows } from '../../../operators/readWindows';
import { type HttpSession, windowsOf } from './httpProgress';
import { behindEnd, bodyStart } from './behindEnd';
import { bodyLength, isStated } from './bodyLength';
import { bodyPart, type BodyPart, wholeHead } from './bodyPart';
import { Fingerprint } from './fingerprint';
import { windowReader } from './windowReader';

/**
 * The server's name for this version of a body: a strong ETag, or Last-Modified (RFC 9110 § 8.8); `undefined` without either.
 * A weak ETag does not promise the same bytes.
 */
export const validatorOf = ({ headers }: HttpHead): string | undefined => {
  const { etag } = headers;
  if (etag !== undefined && !etag.startsWith('W/')) return etag;
  return headers['last-modified'];
};

const OK = 200;
const PARTIAL = 206;

const wrong = (problem: string): never => {
  throw new ModemError({ kind: 'range', problem });
};

const changed = (): never => wrong('what the server serves has changed meanwhile');

/** Fails with the modem's code for too large a response if it states more bytes than it can give: the rest could not be read. */
const checkReadable = ({ dialect }: HttpSession, { length }: HttpHead): void => {
  const { code, maxBytes = Infinity } = dialect.tooLarge;
  if (length > maxBytes) throw new ModemError({ kind: 'http', code });
};

/**
 * Checks that the body has the length that it had. Where no word of the server confirms either, one of them was damaged on the line: that
 * is `length`, not another body.
 */
const checkTotal = (session: HttpSession, head: HttpHead, { total: gotBytes }: BodyPart): void => {
  const { total: expectedBytes, loaded, isStated: wasStated, head: shown } = session.progress;
  if (shown ? gotBytes === expectedBytes : gotBytes >= loaded) return;
  if (!shown || wasStated || isStated(session, head)) changed();
  throw new ModemError({ kind: 'length', expectedBytes, gotBytes, shownBy: 'statement' });
};

/** Checks that a response continues the body that was begun, and keeps its version. */
const checkVersion = (session: HttpSession, head: HttpHead, part: BodyPart): void => {
  const { progress } = session;
  const validator = validatorOf(head);
  const isBegun = progress.head !== undefined || progress.elsewhere === 'version';
  if (isBegun && validator !== progress.validator) changed();
  checkTotal(session, head, part);
  if (progress.elsewhere === 'version') progress.elsewhere = undefined;
  if (progress.elsewhere === 'bytes' && part.from > 0)
    wrong('the body is too long for the modem to compare it with what is there');
  if (part.bytes < part.total && validator === undefined) {
    wrong(
      'the body is too long for the modem, and the server names no version of it (ETag or Last-Modified)',
    );
  }
  progress.validator = validator;
  progress.total = part.total;
  progress.isStated = isStated(session, head);
};

/** Emits the head, once. The head of a part that the library asked for by itself is shown as that of the whole. */
const shownHead = (
  { progress, call }: HttpSession,
  head: HttpHead,
  total: number,
): Observable<TransferEvent> => {
  if (progress.head) return EMPTY;
  const shown = call.range ? wholeHead(head, total) : head;
  progress.head = shown;
  return of({ kind: 'head', ...shown });
};

/** Reads again what was emitted before, where only its bytes can show whether the body is still the same. */
const sameAgain = (session: HttpSession): Observable<never> => {
  const { progress } = session;
  const { loaded: totalBytes, validator } = progress;
  const isProved = validator !== undefined && progress.elsewhere === undefined;
  if (totalBytes === 0 || isProved) return EMPTY;
  const again = new Fingerprint();
  const reader = windowReader(session, progress.total);
  return readWindows(reader, { totalBytes, windowBytes: windowsOf(session) }).pipe(
    tap({
      next: ({ bytes }) => again.add(bytes),
      complete: () => {
        if (!again.equals(progress.fingerprint)) changed();
        progress.elsewhere = undefined;
      },
    }),
    ignoreElements(),
  );
};

/** Puts the body into a file on the modem: nothing comes over the line. */
const stored = ({ channel, dialect, call, progress }: HttpSession, file: string): Observable<TransferEvent> =>
  concat(
    dialect.store?.(channel, { file, resultMs: call.resultMs }) ?? EMPTY,
    defer(() => of<TransferEvent>({ kind: 'stored', file, length: progress.total })),
  );

/** The events of a body whose length is right, without what was emitted before. */
const continued = (session: HttpSession, head: HttpHead): Observable<TransferEvent> => {
  const { call, progress } = session;
  const part = bodyPart(head, call.range);
  checkVersion(session, head, part);
  if (call.toFile !== undefined)
    return concat(shownHead(session, head, part.total), stored(session, call.toFile));
  const { into } = call;
  const start = bodyStart();
  const reader = windowReader(session, part.total, part.bytes);
  const read: typeof reader = (offset, size) => {
    start.window();
    return reader(offset, size);
  };
  const chunks = defer(() =>
    readWindows(read, {
      totalBytes: part.bytes,
      windowBytes: windowsOf(session),
      fromByte: progress.loaded - part.from,
      ...(into && { into }),
    }),
  ).pipe(
    map(({ bytes, loaded: ofPart }): TransferEvent => {
      const loaded = part.from + ofPart;
      start.add(bytes, ofPart);
      progress.loaded = loaded;
      progress.fingerprint.add(bytes);
      return { kind: 'chunk', bytes, loaded, total: part.total };
    }),
  );
  const behind = behindEnd(session, part.bytes, start);
  return concat(shownHead(session, head, part.total), sameAgain(session), chunks, behind);
};

/**
 * The events of an accepted response: its head, and the chunks of its body, without those that were emitted before.
 *
 * Fails with `length` where the length is not right, or differs from that of an earlier try and the server states neither;
 * with `range` where it is not the body that was begun.
 */
export const bodyEvents = (session: HttpSession, head: HttpHead): Observable<TransferEvent> =>
  defer(() => {
    const { call, progress } = session;
    if (call.method === 'HEAD') return shownHead(session, head, head.length);
    // The body of a redirect, or of an error that is accepted, is no part of the body that was begun.
    if (progress.elsewhere !== undefined && head.status !== OK && head.status !== PARTIAL)
      return shownHead(session, head, head.length);
    const checked = bodyLength(session, head);
    checkReadable(session, head);
    return checked.pipe(
      mergeMap((isConfirmed) => {
        progress.overreads = !isConfirmed;
        return continued(session, head);
      }),
    );
  });
