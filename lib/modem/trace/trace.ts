import { type Observable, Subject } from 'rxjs';
import type { TraceEvent, TraceEntry } from './traceEntry';
import { secrets } from './secrets';
import { traceLines } from './traceLines';

/** What is told of a conversation to people. */
export interface Trace {
  readonly entries: Observable<TraceEntry>;
  /** Takes note of something. */
  readonly record: (happening: TraceEvent) => void;
  /** A line that nothing explains, for people: nothing secret shows. */
  readonly redact: (line: string) => string;
}

/** Keeps the chronicle of a conversation; what is secret is known also to those who begin to read in the middle. */
export const trace = (): Trace => {
  const happenings = new Subject<TraceEvent>();
  let known = secrets.none;
  const redact = (line: string): string => secrets.shown(line, known);
  return {
    entries: happenings.pipe(traceLines()),
    record: (happening) => {
      known = secrets.after(known, happening);
      if (!happenings.observed) return;
      const isUnknown = happening.kind === 'unknown';
      happenings.next(isUnknown ? { ...happening, text: redact(happening.text) } : happening);
    },
    redact,
  };
};
