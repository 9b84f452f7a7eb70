import { EMPTY, map, type Observable } from 'rxjs';
import type { FtpServer } from '../../../dialects/ftpDialect';
import type { ApnSettings } from '../../../dialects/bearerDialect';
import { ftpDownload } from '../../../flows/ftp/ftpDownload';
import { ftpQuestions } from '../../../flows/ftp/ftpQuestions';
import { ftpUpload } from '../../../flows/ftp/ftpUpload';
import { httpTransfer } from '../../../flows/http/httpTransfer';
import { noProgress, type HttpProgress } from '../../../flows/http/httpProgress';
import type { Transfer } from '../../../flows/transfer/transfer';
import { validatorOf } from '../../../flows/http/bodyEvents';
import { Fingerprint } from '../../../flows/http/fingerprint';
import { invalidArgument } from '../../../grammar/errors/modemError';
import type { RetryPolicy } from '../../../../operators/retryPolicy';
import type { TransferEvent } from '../../../../operators/transferEvent';
import { base64 } from '../../link/wireReason';
import type { FtpJob } from '../../schema/ftpJob';
import type { HttpJob } from '../../schema/httpJob';
import type { Job } from '../../schema/job';
import type { SendJob } from '../../schema/sendJob';
import { smsTransfer } from './smsTransfer';
import { ussdTransfer } from './ussdTransfer';

/** What the flow of a job emits: an event of a transfer, or a value. */
export type FlowEvent = TransferEvent | { readonly kind: 'value'; readonly value: unknown };

/** Takes bytes of a body; the next bytes are read when it completes. */
export type Into = (chunk: Uint8Array) => Observable<never>;

/** What a gateway adds to a job. */
export interface TransferParts {
  readonly access: ApnSettings;
  readonly into: Into;
}

const bodyOf = ({ body }: Pick<HttpJob, 'body'>): string | Uint8Array | undefined => {
  if (body === undefined || 'text' in body) return body?.text;
  return base64.read(body.base64) ?? invalidArgument('body.base64', 'it is not base64');
};

const retryOf = ({ retry }: Pick<HttpJob, 'retry'>): { readonly retry?: RetryPolicy } => {
  if (!retry) return {};
  const { attempts, delaysMs } = retry;
  const delay = (failed: number): number => delaysMs[Math.min(failed, delaysMs.length) - 1] ?? 0;
  return { retry: { attempts, delay } };
};

/** The progress of an earlier attempt, as its client saw it. */
const progressOf = ({ progress }: HttpJob): HttpProgress => {
  if (!progress) return noProgress();
  const { status, length, headers, loaded, fingerprint } = progress;
  const head = { status, length, headers };
  return {
    ...noProgress(),
    ...{ head, loaded, total: length, validator: validatorOf(head), sent: true },
    fingerprint: new Fingerprint(...fingerprint),
  };
};

/** How long a client may leave a body unread while another job waits for the modem: brokers are slower than readers. */
const UNREAD_MS = 60_000;

const http = (job: HttpJob, { access, into }: TransferParts): Transfer<FlowEvent> => {
  const { url, method, headers, idempotent, resume, redirect, maxRedirects, tls, timeout } = job;
  const { serverMs, resultMs, inputMs, workingEveryMs, windowBytes, accepts, unreadMs = UNREAD_MS } = job;
  const request = {
    ...{ url, method, headers, body: bodyOf(job), idempotent, resume, redirect, tls, timeout, access, into },
    ...{ serverMs, resultMs, inputMs, workingEveryMs, windowBytes, unreadMs },
    ...(maxRedirects !== undefined && { maxRedirects }),
    ...(accepts === 'any' && { accepts: () => true }),
    ...retryOf(job),
  };
  return httpTransfer(request, progressOf(job));
};

const valued = <T>({ on, elsewhere }: Transfer<T>): Transfer<FlowEvent> => ({
  on: (modem) => on(modem).pipe(map((value): FlowEvent => ({ kind: 'value', value }))),
  elsewhere: (reason) => elsewhere(reason) && EMPTY,
});

const ftp = (job: FtpJob, { access, into }: TransferParts): Transfer<FlowEvent> => {
  const { verb, path, resume, fromByte, windowBytes, way, timeout, resultMs } = job;
  const server = { ...job.server, access } as FtpServer;
  const given = { resume, fromByte, windowBytes, way, timeout, resultMs, ...retryOf(job) };
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (verb === 'get') return ftpDownload(server, path, { ...options, into });
  if (verb === 'put') return ftpUpload('replace')(server, path, bodyOf(job) ?? '', options);
  if (verb === 'append') return ftpUpload('append')(server, path, bodyOf(job) ?? '', options);
  return valued<unknown>(ftpQuestions[verb](server, path, options));
};

const send = ({ line }: SendJob): Transfer<FlowEvent> => ({
  on: (modem) =>
    modem.sendRaw(line).pipe(
      map(({ lines, payload, result }): FlowEvent => {
        const bytes = payload.map((slice) => base64.write(slice));
        return { kind: 'value', value: { lines, result, ...(bytes.length > 0 && { payload: bytes }) } };
      }),
    ),
  elsewhere: () => undefined,
});

/** Makes the transfer that does a job. Fails with `invalid-argument` where no modem could do it. */
export const transferOf = (job: Job, parts: TransferParts): Transfer<FlowEvent> => {
  if (job.flow === 'http') return http(job, parts);
  if (job.flow === 'ftp') return ftp(job, parts);
  if (job.flow === 'sms.send') return smsTransfer(job);
  return job.flow === 'ussd' ? ussdTransfer(job) : send(job);
};
