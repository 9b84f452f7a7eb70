import { HTTP_CODES } from '../grammar/httpCodes';
import type { HttpHead } from '../grammar/httpHead';
import { ModemError } from '../grammar/modemError';

/** No server's statuses (RFC 9110 § 15): the modem's own codes, those too that the manuals do not list. */
const isOwnCode = (status: number): boolean =>
  status in HTTP_CODES || status < 100 || (status >= 600 && status < 800);

const NO_HEADERS: HttpHead['headers'] = Object.freeze({});

/** The head that a result tells, its header fields not known yet. Fails with `http` where it is a code of the modem's own. */
export const httpHeadOf = (status: number, length: number): HttpHead => {
  if (isOwnCode(status)) throw new ModemError({ kind: 'http', code: status });
  return { status, length, headers: NO_HEADERS };
};
