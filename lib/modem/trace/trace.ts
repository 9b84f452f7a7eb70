import { type Observable, Subject } from 'rxjs';
import type { TraceEvent, TraceEntry } from './traceEntry';
import { noSecrets, redact, secretsAfter } from './redact';
import { traceLines } from './traceLines';

/** The conversation on one port, for people. */
export interface Trace {
  readonly entries: Observable<TraceEntry>;
  /** Adds an event to the trace. */
  readonly record: (event: TraceEvent) => void;
  /** Redacts an unexplained line for people: no secret is left in it. */
  readonly redact: (line: string) => string;
}

/**
 * Makes a trace. It knows the secrets from the first command on, also for readers that subscribe later. With `showsTexts` numbers and
 * texts of people are no secrets of its entries; `redact`, which errors use, masks them all the same.
 */
export const trace = (showsTexts: boolean): Trace => {
  const events = new Subject<TraceEvent>();
  let secrets = noSecrets;
  let shownSecrets = noSecrets;
  return {
    entries: events.pipe(traceLines(showsTexts)),
    record: (event) => {
      secrets = secretsAfter(secrets, event);
      const isText = showsTexts && event.kind === 'said' && event.command.definition.holdsTexts;
      if (!isText) shownSecrets = secretsAfter(shownSecrets, event);
      if (!events.observed) return;
      events.next(event.kind === 'unknown' ? { ...event, text: redact(event.text, shownSecrets) } : event);
    },
    redact: (line) => redact(line, secrets),
  };
};
