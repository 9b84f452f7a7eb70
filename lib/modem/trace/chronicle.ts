import { type Observable, Subject } from 'rxjs';
import type { Happening, TraceEntry } from './traceEntry';
import { secrets } from './secrets';
import { traceLines } from './traceLines';

/** What is told of a conversation to people. */
export interface Chronicle {
  readonly trace: Observable<TraceEntry>;
  /** Takes note of something. */
  readonly happened: (happening: Happening) => void;
  /** A line that nothing explains, for people: nothing secret shows. */
  readonly shown: (line: string) => string;
}

/** Keeps the chronicle of a conversation; what is secret is known also to those who begin to read in the middle. */
export const chronicle = (): Chronicle => {
  const happenings = new Subject<Happening>();
  let known = secrets.none;
  const shown = (line: string): string => secrets.shown(line, known);
  return {
    trace: happenings.pipe(traceLines()),
    happened: (happening) => {
      known = secrets.after(known, happening);
      if (!happenings.observed) return;
      const isUnknown = happening.kind === 'unknown';
      happenings.next(isUnknown ? { ...happening, text: shown(happening.text) } : happening);
    },
    shown,
  };
};
