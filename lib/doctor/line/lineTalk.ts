import {
  defer,
  filter,
  ignoreElements,
  last,
  map,
  merge,
  type Observable,
  scan,
  share,
  startWith,
  Subject,
  takeUntil,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import { printable } from '../../grammar/errors/printable';
import { isRevealing, maskedByName } from '../../grammar/secrets';
import { latin1, latin1Bytes } from '../../grammar/latin1';
import type { Port } from '../../wire/transport';
import type { TraceEntry } from '../../modem/trace/traceEntry';
import { monotonicNow } from '../../../operators/monotonicNow';

/** The answer to a line: its lines without echo and result code. */
export interface LineAnswer {
  readonly lines: readonly string[];
  /** `OK`, `ERROR`, `+CME ERROR: …`; `undefined` where none came in time. */
  readonly result: string | undefined;
}

/** A port on which nobody knows yet who listens: bytes and text, without a profile. */
export interface LineTalk {
  /** Keeps the port open, and listens, while subscribed to. */
  readonly run: Observable<never>;
  /** Writes a text, and emits what came within this time, earlier where it is `enough`. */
  readonly heardAfter: (
    text: string,
    waitMs: number,
    enough?: (heard: string) => boolean,
  ) => Observable<string>;
  /** Writes a line, and emits its answer. */
  readonly ask: (line: string, withinMs?: number) => Observable<LineAnswer>;
  /** Whether what crosses the port is left out of the trace: somebody else traces it. */
  readonly mute: (isMuted: boolean) => void;
}

/** As much of what was heard as is looked at. */
const KEPT_CHARS = 8_192;
const ANSWER_MS = 3_000;
const FINAL = /^(?:OK|ERROR|NO CARRIER|CONNECT.*|\+CM[ES] ERROR:.*)$/;

/** Makes the talk of an open port. `trace` receives what is said and heard. */
export const lineTalk = (
  { incoming, write }: Port,
  trace: (entry: TraceEntry) => void = () => undefined,
): LineTalk => {
  const heard = new Subject<string>();
  let isHidden = false;
  let isMuted = false;
  const note = (sign: '>' | '<', text: string): void =>
    trace({ at: monotonicNow(), sign, text: printable(text) });
  const run = incoming.pipe(
    map((bytes) => latin1(bytes)),
    tap((text) => {
      if (!isHidden && !isMuted) note('<', text);
      heard.next(text);
    }),
    ignoreElements(),
    share(),
  );
  const heardAfter: LineTalk['heardAfter'] = (text, waitMs, enough = () => false) =>
    defer(() => {
      if (text !== '') note('>', shownLine(text));
      const written = text === '' ? [] : [write(latin1Bytes(text))];
      return merge(heard, ...written).pipe(
        scan((all, more) => (all + more).slice(-KEPT_CHARS), ''),
        startWith(''),
        takeWhile((all) => !enough(all), true),
        takeUntil(timer(waitMs)),
        last(undefined, ''),
      );
    });
  const ask: LineTalk['ask'] = (line, withinMs = ANSWER_MS) =>
    defer(() => {
      isHidden = isRevealing(line.slice(2));
      return heardAfter(`${line}\r`, withinMs, (text) => linesOf(text, line).some(isFinal)).pipe(
        map((text) => answerIn(linesOf(text, line))),
        tap(() => (isHidden = false)),
      );
    });
  return { run, heardAfter, ask, mute: (muted) => void (isMuted = muted) };
};

const isFinal = (line: string): boolean => FINAL.test(line);

const answerIn = (all: readonly string[]) => ({
  lines: all.filter((one) => !isFinal(one)),
  result: all.find(isFinal),
});

/** Whole lines, without the echo. */
const linesOf = (text: string, echo: string): readonly string[] =>
  text
    .slice(0, Math.max(text.lastIndexOf('\r'), text.lastIndexOf('\n')) + 1)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== echo);

const shownLine = (text: string): string =>
  /^AT/i.test(text) ? `AT${maskedByName(text.slice(2).replace(/\r$/, ''), false)}` : text;

/** Whether a question was answered with `OK`. */
export const isOkAnswer = ({ result }: LineAnswer): boolean => result === 'OK';

/** Emits only where the answer is there, and `OK`. */
export const onlyOk = (source: Observable<LineAnswer>): Observable<LineAnswer> =>
  source.pipe(filter(isOkAnswer));
