import { concat, defer, EMPTY, ignoreElements, map, type Observable, of, tap } from 'rxjs';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { ModemError } from '../../grammar/errors/modemError';
import type { TransferEvent } from '../../../operators/transferEvent';
import { readWindows } from '../../../operators/readWindows';
import { type HttpSession, windowsOf } from './httpProgress';
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

/** Statuses that may state the length of a body that they do not have (RFC 9110 § 8.6). */
const BODILESS = new Set([204, 304]);

const wrong = (problem: string): never => {
  throw new ModemError({ kind: 'range', problem });
};

const changed = (): never => wrong('what the server serves has changed meanwhile');

/** Fails where the server states another length than the modem: the modem's is of another response, or of a part of one. */
const checkLength = ({ status, headers, length }: HttpHead): void => {
  const stated = BODILESS.has(status) ? undefined : headers['content-length'];
  // A field that is no count is damaged on the line, and says nothing.
  if (stated === undefined || !/^\d+$/.test(stated)) return;
  if (headers['transfer-encoding'] !== undefined || Number(stated) === length) return;
  throw new ModemError({ kind: 'length', expectedBytes: Number(stated), gotBytes: length });
};

/** Fails with the modem's code for too large a response if it states more bytes than it can give: the rest could not be read. */
const checkReadable = ({ dialect }: HttpSession, { length }: HttpHead): void => {
  const { code, maxBytes = Infinity } = dialect.tooLarge;
  if (length > maxBytes) throw new ModemError({ kind: 'http', code });
};

/** Checks that a response continues the body that was begun, and keeps its version. */
const checkVersion = ({ progress }: HttpSession, head: HttpHead, part: BodyPart): void => {
  const validator = validatorOf(head);
  const isOther = progress.head
    ? validator !== progress.validator || part.total !== progress.total
    : progress.elsewhere === 'version' && validator !== progress.validator;
  if (isOther || part.total < progress.loaded) changed();
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

/**
 * The events of an accepted response: its head, and the chunks of its body, without those that were emitted before.
 *
 * Fails with `length` where modem and server count differently, with `range` where it is not the body that was begun.
 */
export const bodyEvents = (session: HttpSession, head: HttpHead): Observable<TransferEvent> =>
  defer(() => {
    const { call, progress } = session;
    if (call.method === 'HEAD') return shownHead(session, head, head.length);
    // The body of a redirect, or of an error that is accepted, is no part of the body that was begun.
    if (progress.elsewhere !== undefined && head.status !== OK && head.status !== PARTIAL)
      return shownHead(session, head, head.length);
    checkLength(head);
    checkReadable(session, head);
    const part = bodyPart(head, call.range);
    checkVersion(session, head, part);
    if (call.toFile !== undefined)
      return concat(shownHead(session, head, part.total), stored(session, call.toFile));
    const { into } = call;
    const chunks = defer(() =>
      readWindows(windowReader(session, part.total, part.bytes), {
        totalBytes: part.bytes,
        windowBytes: windowsOf(session),
        fromByte: progress.loaded - part.from,
        ...(into && { into }),
      }),
    ).pipe(
      map(({ bytes, loaded: ofPart }): TransferEvent => {
        const loaded = part.from + ofPart;
        progress.loaded = loaded;
        progress.fingerprint.add(bytes);
        return { kind: 'chunk', bytes, loaded, total: part.total };
      }),
    );
    return concat(shownHead(session, head, part.total), sameAgain(session), chunks);
  });
