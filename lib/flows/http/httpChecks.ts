import { is, type OptionChecks, RETRY_CHECKS, TIMEOUT_CHECKS } from '../../grammar/checkOptions';
import { isWindowBytes } from '../../../operators/windowPace';

/** The checks of an access point. */
export const ACCESS_CHECKS: OptionChecks = Object.freeze({ apn: is.text, user: is.text, password: is.text });

/** The checks of an HTTP request's options. What a family takes of them is checked with the family. */
export const HTTP_CHECKS: OptionChecks = Object.freeze({
  url: is.url,
  method: is.text,
  headers: is.texts,
  fromFile: is.name,
  toFile: is.name,
  keep: is.flag,
  workingEveryMs: is.intervalMs,
  maxRedirects: is.count,
  redirect: is.oneOf('follow', 'manual'),
  proxy: { host: is.text, port: is.port },
  tls: {
    verify: is.flag,
    ca: is.text,
    clientCertificate: is.text,
    clientKey: is.text,
    sni: is.flag,
    checkDates: is.flag,
    context: is.count,
  },
  access: ACCESS_CHECKS,
  retry: RETRY_CHECKS,
  idempotent: is.flag,
  resume: is.flag,
  fromByte: is.count,
  version: is.name,
  known: is.call,
  timeout: TIMEOUT_CHECKS,
  serverMs: is.ms,
  resultMs: is.ms,
  inputMs: is.ms,
  windowBytes: isWindowBytes,
  into: is.call,
  unreadMs: is.limitMs,
  accepts: is.call,
});
