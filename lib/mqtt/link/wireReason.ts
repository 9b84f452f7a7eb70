import { explain } from '../../grammar/errors/explain';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';

const STEP = 8_192;

/** Bytes as base64 and back, wherever it runs. Reading what is no base64 gives `undefined`. */
export const base64 = Object.freeze({
  write: (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += STEP)
      text += String.fromCharCode(...bytes.subarray(at, at + STEP));
    return btoa(text);
  },
  read: (text: string): Uint8Array | undefined => {
    try {
      return Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0));
    } catch {
      return undefined;
    }
  },
});

/** A reason as JSON carries it: bytes are base64. */
export type WireReason = { readonly kind: string } & Readonly<Record<string, unknown>>;

const unreadable = ({ kind }: WireReason): Reason => ({ kind: 'unreadable', command: 'job', line: kind });

/** Whether it can be told in words: what was not made by this library may lack what its kind needs. */
const isWhole = (reason: Reason): boolean => {
  try {
    return explain(reason).length > 0;
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
