import {
  concat,
  debounce,
  defaultIfEmpty,
  defer,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  scan,
  startWith,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import { filter } from 'rxjs';
import { latin1, latin1Bytes } from '../grammar/latin1';
import type { MuxWire } from './muxWire';

/** A final result code, in words or as a number (`ATV0`), at the start of a line. */
const FINAL = /(?:^|[\r\n])(OK|ERROR|\+CME ERROR:[^\r\n]*|[04])\r/;
/** As much of what was heard as a final result code needs. */
const KEPT_CHARS = 256;
/** A modem that never stops talking is asked all the same. */
const MAX_QUIET_MS = 2_000;

/**
 * Says one line of AT to a modem that may be in any state; emits its final result code, or `undefined` after this time.
 *
 *     > AT
 *     < OK
 */
export const askAt = (wire: MuxWire, line: string, withinMs: number): Observable<string | undefined> => {
  const answer = wire.heard.pipe(
    scan((text, bytes) => (text + latin1(bytes)).slice(-KEPT_CHARS), ''),
    map((text) => FINAL.exec(text)?.[1]),
    filter((result) => result !== undefined),
  );
  return merge(answer, wire.write(latin1Bytes(`${line}\r`))).pipe(
    take(1),
    takeUntil(timer(withinMs)),
    defaultIfEmpty(undefined),
  );
};

/** Completes when the modem has been quiet for this time: late answers are not taken for those of the next line. */
export const untilQuiet = (wire: MuxWire, quietMs: number): Observable<never> =>
  defer(() =>
    wire.heard.pipe(
      startWith(undefined),
      // Not `debounceTime`: that one asks the clock on the wall.
      debounce(() => timer(quietMs)),
      take(1),
      ignoreElements(),
      takeUntil(timer(MAX_QUIET_MS)),
    ),
  );

/** Says something, then waits this time. */
export const saidAndWaited = (wire: MuxWire, bytes: Uint8Array, ms: number): Observable<never> =>
  concat(wire.write(bytes), timer(ms).pipe(ignoreElements()));

/** Whether it says that all is well. */
export const isOk = (result: string | undefined): boolean => result === 'OK' || result === '0';

/** Writes `AT` a limited number of times; emits whether the modem answered. */
export const answersAt = (wire: MuxWire, tries: number, withinMs: number): Observable<boolean> =>
  askAt(wire, 'AT', withinMs).pipe(
    map(isOk),
    (asked) => concat(...Array.from({ length: tries }, () => asked), of(undefined)),
    filter((answered) => answered !== false),
    take(1),
    map((answered) => answered === true),
  );
