import { exponential, type HttpRequest } from 'rxmodem';
import type { CommonOptions } from './commonOptions';
import type { HeaderFields } from './headerOption';

/** Makes the request that a verb's options ask for. Without `--fail` every status is accepted, as curl has it. */
export const requestOf = (
  url: string,
  options: CommonOptions & { readonly header?: HeaderFields },
): HttpRequest => {
  const { apn, apnUser: user, apnPassword: password, retries, fail, header } = options;
  return {
    url,
    ...(header && { headers: header }),
    access: { ...(apn && { apn }), ...(user && { user }), ...(password && { password }) },
    retry: { attempts: retries + 1, delay: exponential({ fromMs: 500, upToMs: 10_000 }) },
    ...(fail ? {} : { accepts: () => true }),
  };
};
