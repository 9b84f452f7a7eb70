import type { HttpDraft } from '../../../dialects/httpCall';
import type { Command } from '../../../grammar/command';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { quectelFiles } from '../files/quectelFiles';
import { QUECTEL_CONTEXT } from '../network/quectelBearer';
import { contentTypeOf, quectelHead, writesHead } from './quectelHead';
import * as http from './quectelHttpCommands';
import { lackOfTls } from './quectelTls';

const MAX_URL_CHARS = 700;
const MAX_HEAD_BYTES = 2_048;
const MAX_TLS_CONTEXT = 5;

/** Whether a request has a body, maybe of no bytes. */
export const sends = ({ method }: HttpDraft): boolean => method === 'POST' || method === 'PUT';
export const isSecure = ({ url }: HttpDraft): boolean => /^https:/i.test(url);

/** A body of no bytes can't be a file: its request is a head alone, which the library writes. */
const isBare = (call: HttpDraft): boolean =>
  sends(call) && call.fromFile === undefined && (call.content?.length ?? 0) === 0;

/** Whether the library writes the head of the request. */
export const ownHead = (call: HttpDraft): boolean =>
  isBare(call) || (call.fromFile === undefined && writesHead(call));

const longest = ({ headers }: HttpDraft): string =>
  Object.entries(headers).reduce(
    (one, [name, value]) =>
      value.length > one.chars ? { name: `headers.${name}`, chars: value.length } : one,
    { name: 'url', chars: 0 },
  ).name;

/** The first feature of the request that Quectel's modems lack, or `undefined`. */
export const lackOfRequest = (call: HttpDraft): string | undefined => {
  const { url, tls, fromFile, toFile } = call;
  if (fromFile !== undefined) quectelFiles.pathOf(fromFile, 'fromFile');
  if (toFile !== undefined) quectelFiles.pathOf(toFile, 'toFile');
  if (call.followsRedirects) return 'following of redirects (read the Location field and ask again)';
  if (call.proxy) return 'HTTP proxies';
  if (fromFile !== undefined && (writesHead(call) || contentTypeOf(call) === undefined))
    return 'header fields of a request from a file';
  if (url.length > MAX_URL_CHARS)
    return invalidArgument('url', `it has ${url.length} characters; the modem takes ${MAX_URL_CHARS}`);
  if (!sends(call) && ownHead(call) && quectelHead(call).length > MAX_HEAD_BYTES)
    return invalidArgument(longest(call), `the head of the request has more than ${MAX_HEAD_BYTES} bytes`);
  if ((tls.context ?? 0) > MAX_TLS_CONTEXT)
    return invalidArgument('tls.context', `${tls.context} is not between 0 and ${MAX_TLS_CONTEXT}`);
  return isSecure(call) ? lackOfTls(tls) : undefined;
};

/** The settings of a request: every key each time, since the modem keeps what another host set until it restarts. */
export const quectelPrepare = (call: HttpDraft): readonly Command[] => [
  http.quectelHttpContext({ value: QUECTEL_CONTEXT }),
  http.quectelHttpRequestHeader({ value: ownHead(call) }),
  http.quectelHttpResponseHeader({ value: call.toFile === undefined }),
  ...(sends(call) && !ownHead(call)
    ? [http.quectelHttpContentType({ value: contentTypeOf(call) ?? 'octets' })]
    : []),
  ...(isSecure(call) ? [http.quectelHttpTlsContext({ value: call.tls.context ?? 0 })] : []),
];

