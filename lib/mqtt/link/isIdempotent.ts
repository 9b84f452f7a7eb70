import type { Job } from '../schema/job';

const REPEATABLE_VERBS = ['get', 'put', 'list', 'listText', 'size'];

/** Whether a job may be done twice: where nobody knows whether it was done, it is done again only then. */
export const isIdempotent = (job: Job): boolean => {
  if (job.flow === 'http') return job.idempotent ?? job.method !== 'POST';
  return job.flow === 'ftp' && REPEATABLE_VERBS.includes(job.verb);
};

/** What a job is, in a word that tells nothing secret: `http:GET`, `ftp:put`, `send`. */
export const whatOf = (job: Job): string => {
  if (job.flow === 'http') return `http:${job.method ?? 'GET'}`;
  return job.flow === 'ftp' ? `ftp:${job.verb}` : job.flow;
};
