import type { SendEvent } from '../../flows/messages/sending/sendEvent';
import { base64, wireReason, type WireReason } from '../link/wireReason';
import type { SmsJob } from '../schema/smsJob';
import type { RemoteRequest } from './remoteRequest';
import { wirePolicies } from './wirePolicies';

/** A message for a gateway to send. Exactly one of `text` and `data`. */
export interface RemoteSms {
  /** The number, with `+` if it is international. */
  readonly to: string;
  readonly text?: string | undefined;
  readonly data?: Uint8Array | undefined;
  /** Default `auto`. */
  readonly encoding?: 'auto' | 'gsm7' | 'ucs2' | undefined;
  /** Writes letters that GSM 7-bit lacks by similar ones. Default no. */
  readonly lossy?: boolean | undefined;
  /** Is shown at once and not stored. Default no. */
  readonly flash?: boolean | undefined;
  /** Asks for a report, and waits for it. Default no. */
  readonly report?: boolean | undefined;
  /** How long the report is awaited, in milliseconds. Default: until the deadline. */
  readonly reportMs?: number | undefined;
  /** How long the service centre tries, in milliseconds. Default: its own. */
  readonly validityMs?: number | undefined;
  /** A longer text is refused. Default 10. */
  readonly maxParts?: number | undefined;
}

/** Options of a code. */
export interface RemoteUssdOptions {
  /** Replies to what the network asks, in turn. Default: none, so that a question ends the session. */
  readonly replies?: readonly string[] | undefined;
  /** How long the network may take for one answer, in milliseconds. Default 120 s. */
  readonly withinMs?: number | undefined;
}

/** What can not be done twice. */
const ONCE = { answers: 'values', mayGoOn: false } as const;

/** A message as a request. */
export const smsRequest = ({ data, ...message }: RemoteSms): RemoteRequest => ({
  job: () =>
    wirePolicies.defined({
      flow: 'sms.send' as const,
      ...message,
      data: data && base64.write(data),
    }) as Omit<SmsJob, 'id' | 'attempt' | 'deadlineMs' | 'creditBytes'>,
  ...ONCE,
});

/** A code as a request. */
export const ussdRequest = (code: string, { replies, withinMs }: RemoteUssdOptions): RemoteRequest => ({
  job: () => ({
    flow: 'ussd',
    code,
    ...(replies && { replies: [...replies] }),
    ...(withinMs !== undefined && { withinMs }),
  }),
  ...ONCE,
});

/** What happened to a message, with its reason as it was. */
export const sendEventOf = (value: { readonly reason?: WireReason }): SendEvent =>
  Object.freeze({
    ...value,
    ...(value.reason && { reason: wireReason.read(value.reason).reason }),
  }) as unknown as SendEvent;
