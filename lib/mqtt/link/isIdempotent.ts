import type { Job } from '../schema/job';

const IDEMPOTENT_VERBS = ['get', 'put', 'list', 'listText', 'size'];

/** Whether a job may be done twice. Only such a job is repeated where it is unknown whether it was done. */
export const isIdempotent = (job: Job): boolean => {
  if (job.flow === 'http') return job.idempotent ?? job.method !== 'POST';
  return job.flow === 'ftp' && IDEMPOTENT_VERBS.includes(job.verb);
};

/** The kind of a job, without anything secret: `http:GET`, `ftp:put`, `send`. */
export const whatOf = (job: Job): string => {
  if (job.flow === 'http') return `http:${job.method ?? 'GET'}`;
  return job.flow === 'ftp' ? `ftp:${job.verb}` : job.flow;
};
