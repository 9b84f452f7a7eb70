import { describe } from '../grammar/describe';
import { ModemError } from '../grammar/modemError';
import type { Reason } from '../grammar/reason';
import { base64 } from './base64';

/** A reason as JSON carries it: bytes are base64. */
export type WireReason = { readonly kind: string } & Readonly<Record<string, unknown>>;

const unreadable = ({ kind }: WireReason): Reason => ({ kind: 'unreadable', command: 'job', line: kind });

/** Whether it can be told in words: what was not made by this library may lack what its kind needs. */
const isWhole = (reason: Reason): boolean => {
  try {
    return describe(reason).length > 0;
  } catch {
    return false;
  }
};

/** Makes JSON of reasons, and errors of that. */
export const wireReason = Object.freeze({
  write: (reason: Reason): WireReason =>
    reason.kind === 'http-status' ? { ...reason, body: base64.write(reason.body) } : { ...reason },
  /** Never fails: a reason that nobody knows is `unreadable`. */
  read: (told: WireReason): ModemError => {
    const body = typeof told['body'] === 'string' ? { body: base64.read(told['body']) } : {};
    const reason = { ...told, ...body } as Reason;
    return new ModemError(isWhole(reason) ? reason : unreadable(told));
  },
});
