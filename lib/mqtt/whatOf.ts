import type { Job } from './schema/job';

/** What a job is, in a word that tells nothing secret: `http:GET`, `ftp:put`, `send`. */
export const whatOf = (job: Job): string => {
  if (job.flow === 'http') return `http:${job.method ?? 'GET'}`;
  return job.flow === 'ftp' ? `ftp:${job.verb}` : job.flow;
};
