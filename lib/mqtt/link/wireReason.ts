import { explain } from '../../grammar/errors/explain';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';

const STEP = 8_192;

/** Bytes as base64 and back, in Node and in browsers. `read` returns `undefined` for text that is not base64. */
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

/** A reason as JSON; bytes are base64. */
export type WireReason = { readonly kind: string } & Readonly<Record<string, unknown>>;

const unreadable = ({ kind }: WireReason): Reason => ({ kind: 'unreadable', command: 'job', line: kind });

/**
 * Whether a reason has all fields of its kind, and can be written again: another program may have made it. What is nested a thousand
 * times can be read as JSON, but not be written.
 */
const isWhole = (reason: Reason, given: WireReason): boolean => {
  try {
    return explain(reason).length > 0 && JSON.stringify(given).length > 0;
  } catch {
    return false;
  }
};

/** Converts reasons to JSON and back to errors. */
export const wireReason = Object.freeze({
  write: (reason: Reason): WireReason =>
    reason.kind === 'http-status' ? { ...reason, body: base64.write(reason.body) } : { ...reason },
  /** Never fails: an unknown reason becomes `unreadable`. */
  read: (given: WireReason): ModemError => {
    const body = typeof given['body'] === 'string' ? { body: base64.read(given['body']) } : {};
    const reason = { ...given, ...body } as Reason;
    return new ModemError(isWhole(reason, given) ? reason : unreadable(given));
  },
});
