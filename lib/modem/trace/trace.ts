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

/** Makes a trace. It knows the secrets from the first command on, also for readers that subscribe later. */
export const trace = (): Trace => {
  const events = new Subject<TraceEvent>();
  let secrets = noSecrets;
  const redacted = (line: string): string => redact(line, secrets);
  return {
    entries: events.pipe(traceLines()),
    record: (event) => {
      secrets = secretsAfter(secrets, event);
      if (!events.observed) return;
      events.next(event.kind === 'unknown' ? { ...event, text: redacted(event.text) } : event);
    },
    redact: redacted,
  };
};
