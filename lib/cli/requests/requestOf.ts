import { checkedUrl, type HttpMethod, type HttpRequest, type StreamedBody } from 'rxmodem';
import { accessOf } from '../options/accessOptions';
import { type HttpOptions, tlsOf } from '../options/httpOptions';
import { retryOf } from '../options/networkOptions';
import { withScheme } from '../options/withScheme';
import { tcpAddress } from '../options/tcpAddress';
import type { Call } from '../options/verb';

/**
 * The request of a call. Without `--fail` every status is accepted, as in curl.
 *
 * Fails with `invalid-argument` named `url` and with `usage`, before a modem is opened.
 */
export const requestOf = (
  method: HttpMethod,
  { args: [url = ''], options }: Call<HttpOptions>,
  body?: StreamedBody,
): HttpRequest => {
  const { fail, header, location, proxy } = options;
  return {
    method,
    url: checkedUrl(withScheme(url, 'http')),
    tls: tlsOf(options),
    access: accessOf(options),
    retry: retryOf(options),
    ...(header && { headers: header }),
    ...(body && { body }),
    ...(location && { redirect: 'follow' }),
    ...(proxy !== undefined && { proxy: tcpAddress(proxy, '--proxy') }),
    ...(fail ? {} : { accepts: () => true }),
  };
};
