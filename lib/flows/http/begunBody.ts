import {
  catchError,
  defer,
  EMPTY,
  filter,
  from,
  ignoreElements,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
} from 'rxjs';
import type { Profile } from '../../dialects/profile';
import { serviceOf } from '../../dialects/serviceOf';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { Head, TransferEvent } from '../../../operators/transferEvent';
import { validatorOf } from './bodyEvents';
import { type HttpProgress, noProgress } from './httpProgress';
import { hasOwnRange, type HttpRequest } from './httpRequest';

/** The fields of a request that continues a body which was begun elsewhere. */
type Begun = Pick<HttpRequest, 'fromByte' | 'version' | 'known'>;

/** Checks them. Fails with `invalid-argument`. */
const check = (request: HttpRequest): void => {
  const { fromByte = 0, version, known, method = 'GET', toFile } = request;
  if (fromByte === 0 && version === undefined) return;
  if (method !== 'GET') invalidArgument('fromByte', `a ${method} request has no body to go on with`);
  if (toFile !== undefined) invalidArgument('fromByte', 'a file on the modem can not be continued');
  if (hasOwnRange(request)) invalidArgument('fromByte', 'the request has a Range field of its own');
  if (version === undefined && known === undefined)
    invalidArgument(
      'version',
      'it is missing, and nothing else shows that the rest belongs to the same body: give the ETag or Last-Modified of the first part, or the bytes (known)',
    );
};

/** The progress of a body that was begun elsewhere. */
const progressOf = ({ fromByte = 0, version }: Begun): HttpProgress => ({
  ...noProgress(),
  loaded: fromByte,
  validator: version,
  elsewhere: version !== undefined ? 'version' : fromByte > 0 ? 'bytes' : undefined,
});

/** Takes note of the bytes that are there already, where only they can show that the body is still the same. */
const takeKnown = ({ known, fromByte = 0 }: Begun, progress: HttpProgress): Observable<never> =>
  defer(() => {
    if (!known || progress.elsewhere !== 'bytes' || progress.hasKnown) return EMPTY;
    let bytes = 0;
    return from(known()).pipe(
      tap({
        next: (chunk) => {
          progress.fingerprint.add(chunk);
          bytes += chunk.length;
        },
        complete: () => {
          progress.hasKnown = true;
          if (bytes !== fromByte)
            invalidArgument('known', `it gives ${bytes} bytes; fromByte is ${fromByte}`);
        },
      }),
      ignoreElements(),
    );
  });

const BEHIND_THE_END = 416;

/**
 * A body that is whole already: the server has nothing behind it (416). A HEAD request shows whether it is still the same one.
 *
 *     Range: bytes=5-   →  416     HEAD  →  200, ETag: "a", Content-Length: 5     ⇒ head, and no chunk
 */
const orWhole =
  (profile: Profile, request: HttpRequest, ask: (request: HttpRequest) => Observable<TransferEvent>) =>
  (answered: Observable<TransferEvent>): Observable<TransferEvent> => {
    const { fromByte = 0, version } = request;
    if (fromByte === 0 || version === undefined) return answered;
    return answered.pipe(
      catchError((error: unknown) => {
        if (!(error instanceof ModemError) || error.reason.kind !== 'http-status')
          return throwError(() => error);
        const { status, headers } = error.reason.head;
        if (status !== BEHIND_THE_END) return throwError(() => error);
        const [, total] = /^bytes\s+\*\/(\d+)$/i.exec(headers['content-range'] ?? '') ?? [];
        if (total !== undefined && Number(total) !== fromByte) return other();
        if (!serviceOf(profile, 'http').methods.includes('HEAD')) return unknownWhole();
        const { fromByte: _, version: __, known: ___, into: ____, ...rest } = request;
        return ask({ ...rest, method: 'HEAD' }).pipe(
          filter((event): event is Head => event.kind === 'head'),
          mergeMap((head) => {
            const stated = Number(head.headers['content-length'] ?? head.length);
            return validatorOf(head) === version && stated === fromByte
              ? of({ ...head, length: stated })
              : other();
          }),
        );
      }),
    );
  };

const range = (problem: string): Observable<never> =>
  throwError(() => new ModemError({ kind: 'range', problem }));

const other = (): Observable<never> => range('what the server serves has changed meanwhile');

const unknownWhole = (): Observable<never> =>
  range(
    'the server has nothing behind what is there, and the modem has no HEAD to find out whether that is all',
  );

/** A body that was begun elsewhere: its checks, its progress, the bytes that are there, and one that is whole already. */
export const begunBody = Object.freeze({ check, progressOf, takeKnown, orWhole });
