import {
  catchError,
  defer,
  EMPTY,
  ignoreElements,
  type Observable,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { ModemError } from '../../grammar/errors/modemError';
import type { HttpSession } from './httpProgress';
import { asksTogether } from './overread';

/** How many bytes are looked for, and for how long: the body has come, and waits for this. */
const BEHIND_BYTES = 64;
const BEHIND_MS = 5_000;

const isLength = (error: unknown): boolean => error instanceof ModemError && error.reason.kind === 'length';

/** Notes how a body begins, while it is read. */
export const bodyStart = () => {
  let windows = 0;
  let start = new Uint8Array(0);
  return {
    /** One more window is asked for. */
    window: (): void => void (windows += 1),
    /** Bytes of it came that end at `loaded`. */
    add: (bytes: Uint8Array, loaded: number): void => {
      if (start.length < BEHIND_BYTES && start.length === loaded - bytes.length)
        start = joinBytes([start, bytes]).slice(0, BEHIND_BYTES);
    },
    /** Whether bytes are the start of a body that came in one window: firmware that takes no notice of the offset gives that again. */
    is: (bytes: Uint8Array): boolean =>
      windows === 1 && bytes.length <= start.length && bytes.every((byte, at) => byte === start[at]),
  };
};

/**
 * Looks for a byte behind the end of a body, where nothing confirms its length and the last window did not ask for one. The body has come:
 * whatever else the modem answers, or that it is silent, loses nothing of it. Fails with `length` where there is one.
 *
 *     > AT+HTTPREAD=0,70   < … 70 bytes    > AT+HTTPREAD=70,64   < +HTTPREAD: 0      < +HTTPREAD: 64   ⇒ length
 */
export const behindEnd = (
  session: HttpSession,
  expectedBytes: number,
  start: Pick<ReturnType<typeof bodyStart>, 'is'>,
): Observable<never> =>
  defer(() => {
    const { channel, dialect, progress } = session;
    const { maxBytes = Infinity } = dialect.tooLarge;
    const isAsked = expectedBytes > 0 && asksTogether(session);
    if (!progress.overreads || isAsked || expectedBytes >= maxBytes) return EMPTY;
    // A modem may refuse to give more than there is: of a body that should be empty, one byte says all.
    return dialect.read(channel, expectedBytes, expectedBytes === 0 ? 1 : BEHIND_BYTES).pipe(
      tap(({ slices }) => {
        const behind = joinBytes(slices);
        if (behind.length > 0 && !start.is(behind))
          throw new ModemError({
            kind: 'length',
            expectedBytes,
            gotBytes: expectedBytes + behind.length,
            shownBy: 'probe',
          });
      }),
      catchError((error: unknown) => {
        if (isLength(error)) return throwError(() => error);
        if (error instanceof ModemError)
          channel.note(`${error.message}; the body has come, going on without it`);
        return EMPTY;
      }),
      ignoreElements(),
      takeUntil(timer(BEHIND_MS)),
    );
  });
