import { latin1 } from '../../../grammar/latin1';
import type { HandlerContext } from '../../core/handler';
import type { OriginRequest } from '../../origins/origin';
import { quectelService } from './quectelService';
import { quectelTlsOf } from './quectelTlsOf';

/** The requests that a Quectel modem makes: BG96 HTTP(S) manual V1.0, SSL manual V1.0. */

const NOTHING = new Uint8Array(0);
const TYPES = [
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/octet-stream',
  'multipart/form-data',
];

const isMethod = (word: string): word is OriginRequest['method'] =>
  ['GET', 'POST', 'HEAD', 'DELETE', 'PUT'].includes(word);

/** What the TLS context that HTTP uses says, with the certificates that it names. */
const security = (modem: HandlerContext): Partial<OriginRequest> => {
  const chosen = Number(quectelService(modem).httpSettings.get('sslctxid') ?? 1);
  return quectelTlsOf(modem, chosen);
};

/** Splits what a host wrote as a whole request: the first line, the fields, the body. `undefined` where it is none. */
const split = (bytes: Uint8Array) => {
  const text = latin1(bytes, 0, bytes.length);
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, end)).split('\r\n');
  const [, method = '', target = ''] = /^(\w+) (\S+) HTTP\/1\.[01]$/.exec(first) ?? [];
  if (end < 0 || !isMethod(method)) return undefined;
  const headers = lines.map((line): readonly [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  return { method, target, headers, body: bytes.subarray(end + 4) };
};

/** The request that a host wrote itself; `undefined` where it does not fit the URL. */
export const writtenRequest = (modem: HandlerContext, bytes: Uint8Array): OriginRequest | undefined => {
  const parts = split(bytes);
  const base = quectelService(modem).url;
  if (!parts || !URL.canParse(parts.target, base)) return undefined;
  const { method, target, headers, body } = parts;
  return { method, url: new URL(target, base).href, headers, body, ...security(modem) };
};

/** The request that the modem writes from its settings. */
export const madeRequest = (
  modem: HandlerContext,
  method: OriginRequest['method'],
  body: Uint8Array = NOTHING,
  more: OriginRequest['headers'] = [],
): OriginRequest => {
  const { url, httpSettings } = quectelService(modem);
  const type = TYPES[Number(httpSettings.get('contenttype') ?? 0)] ?? 'text/plain';
  const sends = method === 'POST' || method === 'PUT';
  const about = sends
    ? [['Content-Type', type] as const, ['Content-Length', String(body.length)] as const]
    : [];
  return {
    ...{ method, url: URL.canParse(url) ? new URL(url).href : url, body },
    headers: [['User-Agent', 'QUECTEL_MODULE'], ['Accept', '*/*'], ...about, ...more],
    ...security(modem),
  };
};
