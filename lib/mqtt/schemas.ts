import { credit } from './schema/credit';
import { ftpJob } from './schema/ftpJob';
import { httpJob } from './schema/httpJob';
import { jobEvent } from './schema/jobEvent';
import { jobRecord } from './schema/jobRecord';
import { modemState } from './schema/modemState';
import { presence } from './schema/presence';
import { sendJob } from './schema/sendJob';
import { smsJob } from './schema/smsJob';
import { smsMessage } from './schema/smsMessage';
import { urcMessage } from './schema/urcMessage';
import { ussdJob } from './schema/ussdJob';

/** The JSON Schema (2020-12) of every payload, by name. Gateways check received messages by them. */
export const schemas = Object.freeze({
  httpJob,
  ftpJob,
  sendJob,
  smsJob,
  ussdJob,
  jobEvent,
  jobRecord,
  credit,
  presence,
  modemState,
  urcMessage,
  smsMessage,
});
