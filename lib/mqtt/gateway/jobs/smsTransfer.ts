import { map } from 'rxjs';
import { sendMessage } from '../../../flows/messages/sending/sendMessage';
import type { SendEvent } from '../../../flows/messages/sending/sendEvent';
import type { SmsRequest } from '../../../flows/messages/sending/sendRequest';
import type { Transfer } from '../../../flows/transfer/transfer';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { base64, wireReason } from '../../link/wireReason';
import type { SmsJob } from '../../schema/smsJob';

/** What happened to a message, as an event of a job. */
interface SmsValue {
  readonly kind: 'value';
  readonly value: object;
}

/** Sends a message on the modem that has the job. It never goes on on another modem: it may have been sent. */
export const smsTransfer = (job: SmsJob): Transfer<SmsValue> => {
  const request = requestOf(job);
  return {
    on: (modem) =>
      sendMessage(modem, request).pipe(map((event): SmsValue => ({ kind: 'value', value: wired(event) }))),
    elsewhere: () => undefined,
  };
};

/** A retry would wait longer than most jobs may take. The client decides about another try. */
const NO_RETRY = { attempts: 1 };

const requestOf = ({ to, text, data, encoding, lossy, ...job }: SmsJob): SmsRequest => {
  const bytes = data === undefined ? undefined : base64.read(data);
  if (data !== undefined && bytes === undefined) return invalidArgument('data', 'it is not base64');
  const { flash, report, reportMs, validityMs, maxParts } = job;
  const given = { to, text, data: bytes, encoding, lossy, flash, report, reportMs, validityMs, maxParts };
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(defined) as unknown as SmsRequest), retry: NO_RETRY };
};

const wired = (event: SendEvent): object =>
  'reason' in event && event.reason ? { ...event, reason: wireReason.write(event.reason) } : event;
