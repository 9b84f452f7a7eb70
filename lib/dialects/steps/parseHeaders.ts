import type { HttpHead } from '../../grammar/errors/httpHead';
import { trimBlanks } from '../../grammar/codecs/splitFields';
import { joinBytes } from '../../../operators/joinBytes';

/**
 * Reads the header fields of an HTTP response's head; the status line and lines that are no fields are passed over.
 *
 *     HTTP/1.1 200 OK\r\nETag: "a"\r\n\r\n  →  { etag: '"a"' }
 *
 * Names in lower case. A field that comes several times is joined with `, ` (RFC 9110 § 5.3), a folded line with a blank.
 */
export const parseHeaders = (head: string): Readonly<Record<string, string>> => {
  const fields = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const name = /^[^\s:]+(?=:)/.exec(line)?.[0];
    if (name === undefined) continue;
    const value = trimBlanks(line.slice(name.length + 1));
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.freeze(Object.fromEntries(fields));
};

const textOf = (payload: readonly Uint8Array[]): string =>
  new TextDecoder('latin1').decode(joinBytes(payload));

/** Reads the header fields of a head that came as counted bytes. */
export const headersOf = (payload: readonly Uint8Array[]): HttpHead['headers'] =>
  parseHeaders(textOf(payload));

/** Reads the status in the first line of such a head, `HTTP/1.1 200 OK`; `undefined` if it is none. */
export const statusOf = (payload: readonly Uint8Array[]): number | undefined => {
  const [, status] = /^HTTP\/\d(?:\.\d)? (\d{3})\b/i.exec(textOf(payload)) ?? [];
  return status === undefined ? undefined : Number(status);
};

/** One header field as it stands on the wire: `Name: value`. */
export const headerText = ([name, value]: readonly [string, string]): string => `${name}: ${value}`;

/** Header fields, split into those that the modem has a parameter for and the rest. */
interface SplitHeaders {
  /** By lower-case name. */
  readonly own: Readonly<Record<string, string>>;
  readonly rest: readonly (readonly [string, string])[];
}

/** Splits header fields: those with a parameter of the modem's own, by lower-case name, and the rest as they are. */
export const splitHeaders = (
  headers: Readonly<Record<string, string>>,
  parameters: readonly string[],
): SplitHeaders => {
  const all = Object.entries(headers);
  const isOwn = ([name]: readonly [string, string]): boolean => parameters.includes(name.toLowerCase());
  return {
    own: Object.fromEntries(all.filter(isOwn).map(([name, value]) => [name.toLowerCase(), value])),
    rest: all.filter((field) => !isOwn(field)),
  };
};
