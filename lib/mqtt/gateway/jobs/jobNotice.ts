import { EMPTY, type Observable, of } from 'rxjs';
import { type Message, readMessage } from '../../link/message';
import { credit } from '../../schema/credit';
import { type JobRecord, jobRecord } from '../../schema/jobRecord';
import type { Topics } from '../../link/topics';

/** A message on one of the topics of a job. */
export type JobNotice =
  | { readonly kind: 'record'; readonly record: JobRecord }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'credit'; readonly loaded: number }
  | { readonly kind: 'mark'; readonly mark: string };

/** Reads a message about a job. Emits nothing for one that does not fit, and for an empty one, which clears what was retained. */
export const jobNotice = (topics: Topics, job: string, message: Message): Observable<JobNotice> => {
  if (message.payload.length === 0) return EMPTY;
  try {
    const notice = read(topics, job, message);
    return notice ? of(notice) : EMPTY;
  } catch {
    return EMPTY;
  }
};

const read = (topics: Topics, job: string, { topic, payload }: Message): JobNotice | undefined => {
  if (topic === topics.record(job))
    return { kind: 'record', record: readMessage(jobRecord, 'record', payload) };
  if (topic === topics.credit(job)) {
    return { kind: 'credit', loaded: readMessage(credit, 'credit', payload).loaded };
  }
  if (topic === topics.mark(job)) return { kind: 'mark', mark: new TextDecoder().decode(payload) };
  return topic === topics.cancel(job) ? { kind: 'cancel' } : undefined;
};
