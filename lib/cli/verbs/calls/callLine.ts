import type { CallEvent } from 'rxmodem';

/** An event of a call as the command prints it. */
export interface CallLine {
  readonly event: CallEvent['kind'] | 'incoming';
  readonly number: string | null;
  readonly cause: string | null;
}

/** The line of an event. */
export const callLine = (event: CallEvent, number?: string): CallLine => ({
  event: event.kind,
  number: event.number ?? number ?? null,
  cause: event.kind === 'ended' ? event.cause : null,
});

/** The same as text: event, number, cause, with tabs between. */
export const callText = ({ event, number, cause }: CallLine): string =>
  [event, number ?? 'withheld', ...(cause === null ? [] : [cause])].join('\t');
