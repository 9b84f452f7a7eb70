import { EMPTY, type Observable, of } from 'rxjs';
import { type Message, readMessage } from '../../link/message';
import { credit } from '../../schema/credit';
import { type JobRecord, jobRecord } from '../../schema/jobRecord';
import type { Topics } from '../../link/topics';

/** Something that was said about a job. */
export type HeardOfJob =
  | { readonly kind: 'record'; readonly record: JobRecord }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'credit'; readonly loaded: number }
  | { readonly kind: 'mark'; readonly mark: string };

const read = (topics: Topics, job: string, { topic, payload }: Message): HeardOfJob | undefined => {
  if (topic === topics.record(job))
    return { kind: 'record', record: readMessage(jobRecord, 'record', payload) };
  if (topic === topics.credit(job)) {
    return { kind: 'credit', loaded: readMessage(credit, 'credit', payload).loaded };
  }
  if (topic === topics.mark(job)) return { kind: 'mark', mark: new TextDecoder().decode(payload) };
  return topic === topics.cancel(job) ? { kind: 'cancel' } : undefined;
};

/** Reads what is said about a job; what can't be read, and what was taken back, is nothing. */
export const heardOfJob = (topics: Topics, job: string, message: Message): Observable<HeardOfJob> => {
  if (message.payload.length === 0) return EMPTY;
  try {
    const heard = read(topics, job, message);
    return heard ? of(heard) : EMPTY;
  } catch {
    return EMPTY;
  }
};
