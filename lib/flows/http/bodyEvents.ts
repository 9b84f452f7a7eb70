import { concat, defer, EMPTY, ignoreElements, map, type Observable, of, tap } from 'rxjs';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { TransferEvent } from '../../../operators/transferEvent';
import { readWindows } from '../../../operators/readWindows';
import type { Attempt } from './progress';
import { bodyPart, type BodyPart, wholeHead } from './bodyPart';
import { Fingerprint } from './fingerprint';
import { windowReader } from './windowReader';

/**
 * What the server calls this version of a body: a strong ETag, or else Last-Modified (RFC 9110 § 8.8); `undefined` where it
 * says neither. A weak ETag does not promise the same bytes.
 */
export const validatorOf = ({ headers }: HttpHead): string | undefined => {
  const { etag } = headers;
  if (etag !== undefined && !etag.startsWith('W/')) return etag;
  return headers['last-modified'];
};

/** These may tell the length of a body that they do not bring (RFC 9110 § 8.6). */
const BODILESS = new Set([204, 304]);

const wrong = (problem: string): never => {
  throw new ModemError({ kind: 'range', problem });
};

const changed = (): never => wrong('what the server serves has changed meanwhile');

/** The server's own count, where it told one: another one of the modem's belongs to another response, or to a part of one. */
const checkLength = ({ status, headers, length }: HttpHead): void => {
  const told = BODILESS.has(status) ? undefined : headers['content-length'];
  if (told === undefined || headers['transfer-encoding'] !== undefined || Number(told) === length) return;
  throw new ModemError({ kind: 'length', expectedBytes: Number(told), gotBytes: length });
};

/** Checks that a response goes on with the body that was begun, and remembers whose it is. */
const checkVersion = ({ progress }: Attempt, head: HttpHead, part: BodyPart): void => {
  const validator = validatorOf(head);
  const begun = progress.head;
  if (begun && (validator !== progress.validator || part.total !== progress.total)) changed();
  if (part.bytes < part.total && validator === undefined) {
    wrong(
      'the body is too long for the modem, and the server names no version of it (ETag or Last-Modified)',
    );
  }
  progress.validator = validator;
  progress.total = part.total;
};

/** The head as the reader is told it, once: parts that the library asked for by itself look like the whole. */
const shownHead = ({ progress, call }: Attempt, head: HttpHead, total: number): Observable<TransferEvent> => {
  if (progress.head) return EMPTY;
  const shown = call.range ? wholeHead(head, total) : head;
  progress.head = shown;
  return of({ kind: 'head', ...shown });
};

/** Hears again what was emitted before, where nothing but its bytes can tell whether it is still the same. */
const sameAgain = (channel: CommandChannel, attempt: Attempt): Observable<never> => {
  const { progress, request } = attempt;
  const { loaded: totalBytes, validator } = progress;
  if (totalBytes === 0 || validator !== undefined) return EMPTY;
  const again = new Fingerprint();
  const reader = windowReader(channel, attempt, progress.total);
  return readWindows(reader, { totalBytes, windowBytes: request.windowBytes }).pipe(
    tap({
      next: ({ bytes }) => again.add(bytes),
      complete: () => again.equals(progress.fingerprint) || changed(),
    }),
    ignoreElements(),
  );
};

/** The body goes into a file of the modem's: nothing comes over the line. */
const stored = (
  channel: CommandChannel,
  { dialect, call, progress }: Attempt,
  file: string,
): Observable<TransferEvent> =>
  concat(
    dialect.store?.(channel, call, file) ?? EMPTY,
    defer(() => of<TransferEvent>({ kind: 'stored', file, length: progress.total })),
  );

/**
 * The events of an accepted response: its head, unless that was emitted before, and the chunks of its body that were not.
 *
 * Fails with `length` where modem and server count differently, with `range` where it is not the body that was begun.
 */
export const bodyEvents = (
  channel: CommandChannel,
  attempt: Attempt,
  head: HttpHead,
): Observable<TransferEvent> =>
  defer(() => {
    const { call, progress, request } = attempt;
    if (call.method === 'HEAD') return shownHead(attempt, head, head.length);
    checkLength(head);
    const part = bodyPart(head, call.range);
    checkVersion(attempt, head, part);
    if (call.toFile !== undefined)
      return concat(shownHead(attempt, head, part.total), stored(channel, attempt, call.toFile));
    const { windowBytes, into } = request;
    const chunks = defer(() =>
      readWindows(windowReader(channel, attempt, part.total), {
        totalBytes: part.bytes,
        windowBytes,
        fromByte: progress.loaded - part.from,
        ...(into && { into }),
      }),
    ).pipe(
      map((chunk) => ({ ...chunk, loaded: part.from + chunk.loaded, total: part.total })),
      tap(({ loaded, bytes }) => {
        progress.loaded = loaded;
        progress.fingerprint.add(bytes);
      }),
    );
    return concat(shownHead(attempt, head, part.total), sameAgain(channel, attempt), chunks);
  });
