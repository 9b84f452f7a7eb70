import type { HttpDraft } from '../../../dialects/httpCall';
import { headerText, splitHeaders } from '../../../dialects/steps/parseHeaders';

/** Content types that have a number of their own on all firmware (BG96 HTTP(S) manual V1.0 page 10). */
const TYPES = {
  'application/x-www-form-urlencoded': 'form',
  'text/plain': 'text',
  'application/octet-stream': 'octets',
} as const;

/** The number's name of a request's Content-Type: octets where it has none; `undefined` where only its own head can say it. */
export const contentTypeOf = ({ headers }: HttpDraft): (typeof TYPES)[keyof typeof TYPES] | undefined => {
  const type = splitHeaders(headers, ['content-type']).own['content-type'];
  if (type === undefined) return 'octets';
  const name = type.toLowerCase();
  return Object.hasOwn(TYPES, name) ? TYPES[name as keyof typeof TYPES] : undefined;
};

/**
 * Whether the library writes the head of the request itself: the modem takes header fields in no other way on all firmware. A
 * part without other fields has a command of its own.
 */
export const writesHead = (call: HttpDraft): boolean => {
  const { rest } = splitHeaders(call.headers, ['content-type']);
  const isOpen = call.range !== undefined && call.range.to === undefined;
  return rest.length > 0 || isOpen || (call.content !== undefined && contentTypeOf(call) === undefined);
};

const targetOf = (url: string): { readonly target: string; readonly host: string } => {
  const [, host = '', target = ''] = /^https?:\/\/(?:[^@/?#]*@)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
  return { host, target: target.startsWith('/') ? target : `/${target}` };
};

/**
 * The head of a request as it goes to the server, empty line included.
 *
 *     GET /a.txt HTTP/1.1\r\nHost: example.com\r\nX-Board: 7\r\nRange: bytes=2000-\r\n\r\n
 */
export const quectelHead = (call: HttpDraft): Uint8Array => {
  const { host, target } = targetOf(call.url);
  const has = (name: string): boolean => Object.keys(call.headers).some((key) => key.toLowerCase() === name);
  const { range, content } = call;
  const fields: readonly (readonly [string, string])[] = [
    ...(has('host') ? [] : [['Host', host] as const]),
    ...(has('accept') ? [] : [['Accept', '*/*'] as const]),
    ...(has('user-agent') ? [] : [['User-Agent', 'QUECTEL_MODULE'] as const]),
    ...(has('connection') ? [] : [['Connection', 'close'] as const]),
    ...Object.entries(call.headers),
    ...(range ? [['Range', `bytes=${range.from}-${range.to ?? ''}`] as const] : []),
    ...(content ? [['Content-Length', String(content.length)] as const] : []),
  ];
  const lines = [`${call.method} ${target} HTTP/1.1`, ...fields.map(headerText)];
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`);
};
