import { checkedUrl, exponential, type HttpMethod, type HttpRequest, type StreamedBody } from 'rxmodem';
import type { HttpOptions } from './httpOptions';
import { tcpAddress } from './tcpAddress';
import { tlsOf } from './tlsOf';
import type { Call } from './verb';

/**
 * Makes the request that a verb was called for. Without `--fail` every status is accepted, as curl has it.
 *
 * Fails with `invalid-argument` named `url`, and with `usage`, while there is no modem yet.
 */
export const requestOf = (
  method: HttpMethod,
  { args: [url = ''], options }: Call<HttpOptions>,
  body?: StreamedBody,
): HttpRequest => {
  const { apn, apnUser: user, apnPassword: password, retries, fail, header, location, proxy } = options;
  return {
    method,
    url: checkedUrl(url),
    tls: tlsOf(options),
    access: { ...(apn && { apn }), ...(user && { user }), ...(password && { password }) },
    retry: { attempts: retries + 1, delay: exponential({ fromMs: 500, upToMs: 10_000 }) },
    ...(header && { headers: header }),
    ...(body && { body }),
    ...(location && { redirect: 'follow' }),
    ...(proxy !== undefined && { proxy: tcpAddress(proxy, '--proxy') }),
    ...(fail ? {} : { accepts: () => true }),
  };
};
