import { type FtpJob, ftpJob } from './ftpJob';
import { type HttpJob, httpJob } from './httpJob';
import { type SendJob, sendJob } from './sendJob';
import { type SmsJob, smsJob } from './smsJob';
import { type UssdJob, ussdJob } from './ussdJob';

/** A job for a gateway, discriminated by `flow`. */
export type Job = HttpJob | FtpJob | SendJob | SmsJob | UssdJob;

/** The schema of each kind of job. */
export const jobSchemas = Object.freeze({
  http: httpJob,
  ftp: ftpJob,
  send: sendJob,
  'sms.send': smsJob,
  ussd: ussdJob,
});
