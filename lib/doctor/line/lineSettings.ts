import type { Examination } from '../doctorOptions';
import {
  catchError,
  concat,
  defer,
  EMPTY,
  from,
  map,
  type Observable,
  reduce,
  ignoreElements,
  concatMap,
  last,
  mergeMap,
  throwError,
} from 'rxjs';
import type { KeptSetting } from '../../dialects/checkupDialect';
import type { LineFinding } from './lineFinding';
import { isOkAnswer, type LineTalk } from './lineTalk';

/** A setting as it was, and the lines that put it back. */
interface Remembered {
  readonly kept: KeptSetting;
  readonly answer: readonly string[];
}

/** How a modem spoke. */
export interface LineFormat {
  readonly isInNumbers: boolean;
  readonly echo: boolean;
}

/** How a line was before, so that it can be left as it was. */
export interface LineSettings {
  readonly finding: LineFinding;
  readonly format: LineFormat;
  readonly remembered: readonly Remembered[];
}

/** Makes the modem answer in words and without echo. Emits how it spoke before. */
export const speakPlainly = (talk: LineTalk): Observable<LineFormat> =>
  concat(talk.heardAfter('AT\r', PLAIN_MS, isResult), talk.heardAfter('ATQ0V1E0\r', PLAIN_MS, isResult)).pipe(
    reduce((all: readonly string[], heard) => [...all, heard], []),
    map(([first = '']) => ({ isInNumbers: /(?:^|[\r\n])0\r/.test(first), echo: first.includes('AT\r') })),
  );

const PLAIN_MS = 1_000;
const isResult = (heard: string): boolean => /(?:^|[\r\n])(?:OK|ERROR|0|4)\r/.test(heard);

/** Reads the settings that the library changes. What the modem refuses is not put back. */
export const rememberSettings = (
  talk: LineTalk,
  kept: readonly KeptSetting[],
): Observable<readonly Remembered[]> =>
  from(kept).pipe(
    concatMap((one) =>
      talk
        .ask(one.read)
        .pipe(mergeMap((answer) => (isOkAnswer(answer) ? [{ kept: one, answer: answer.lines }] : []))),
    ),
    reduce((all: readonly Remembered[], one) => [...all, one], []),
  );

const HEADED = /^(\+[A-Z0-9]+):\s*(.*)$/;

/** `+CMEE: 2`  →  `AT+CMEE=2` */
const asSettings = (answer: readonly string[]): readonly string[] =>
  answer.flatMap((line) => {
    const [, name, value] = HEADED.exec(line) ?? [];
    return name === undefined ? [] : [`AT${name}=${value}`];
  });

const sameLines = (one: readonly string[], other: readonly string[]): boolean =>
  one.join('\n') === other.join('\n');

/** Puts a setting back where it is another one now; fails where the modem does not answer. */
const putBack = (talk: LineTalk, { kept, answer }: Remembered, setsAccess: boolean): Observable<never> => {
  const { read, restore = asSettings, isMaskedAccess = false } = kept;
  return talk.ask(read).pipe(
    mergeMap(({ lines, result }) => {
      if (result === undefined) return throwError(() => GONE);
      const before = restore(answer);
      const isSet = setsAccess && isMaskedAccess;
      if (!isSet && sameLines(restore(lines), before)) return EMPTY;
      return concat(...before.map((line) => talk.ask(line)));
    }),
    ignoreElements(),
  );
};

/**
 * Puts the line back as it was: the settings that were changed, echo, numbers, result codes, data mode. With `fix`, result
 * codes stay on and in words, and the connection of data mode is ended. A modem that does not answer any more is left alone.
 */
export const restoreLine = (
  talk: LineTalk,
  { finding: { state, isQuiet }, format: { isInNumbers, echo }, remembered }: LineSettings,
  { fix: fixes, access }: Pick<Examination, 'fix' | 'access'>,
): Observable<never> => {
  const setsAccess = Object.keys(access).length > 0;
  const lines = [
    ...(echo ? ['ATE1'] : []),
    ...(isInNumbers && !fixes ? ['ATV0'] : []),
    ...(state === 'quiet' && (echo || isQuiet) && !fixes ? ['ATQ1'] : []),
    ...(state === 'data' ? [fixes ? 'ATH' : 'ATO'] : []),
  ];
  return concat(
    ...remembered.map((one) => defer(() => putBack(talk, one, setsAccess))),
    ...lines.map((line) => defer(() => talk.heardAfter(`${line}\r`, RESTORE_MS, isRestored))),
  ).pipe(
    last(undefined, ''),
    ignoreElements(),
    catchError((error: unknown) => (error === GONE ? EMPTY : throwError(() => error))),
  );
};

const GONE = new Error('the modem does not answer any more');

const RESTORE_MS = 1_000;
const isRestored = (heard: string): boolean =>
  /(?:^|[\r\n])(?:OK|ERROR|0|4|CONNECT[^\r\n]*|NO CARRIER|1|3)\r/.test(heard);
