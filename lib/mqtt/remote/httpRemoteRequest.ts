import { HTTP_CHECKS } from '../../flows/http/httpChecks';
import { checkOptions } from '../../grammar/checkOptions';
import { map, type Observable } from 'rxjs';
import { hasOwnRange, type HttpRequest } from '../../flows/http/httpRequest';
import { typedHeaders } from '../../flows/http/httpCallOf';
import { ModemError } from '../../grammar/errors/modemError';
import type { RemoteRequest } from './remoteRequest';
import { wireBody, wirePolicies } from './wirePolicies';

/** Options that name files or settings of one modem: a gateway does not offer them. */
const MISSING = ['access', 'fromFile', 'toFile', 'proxy', 'keep', 'fromByte', 'version', 'known'] as const;

const { retry, timeout, defined } = wirePolicies;

const checkMissing = (request: HttpRequest): void => {
  const feature = MISSING.find((name) => request[name] !== undefined);
  if (feature !== undefined) throw new ModemError({ kind: 'unsupported', family: 'a gateway', feature });
};

/** Makes a request for gateways of an HTTP request; emits once. Fails with `unsupported` and `invalid-argument` for what can't go over a broker. */
export const httpRemoteRequest = (request: HttpRequest): Observable<RemoteRequest> => {
  checkMissing(checkOptions(request, HTTP_CHECKS));
  const { url, method = 'GET', idempotent, resume = true, redirect, tls, accepts, into } = request;
  const { serverMs, resultMs, inputMs, workingEveryMs, windowBytes, maxRedirects, unreadMs } = request;
  const policies = { ...retry(request.retry), ...timeout(request.timeout) };
  return wireBody(request.body).pipe(
    map(({ body, type }) => {
      const draft = defined({
        ...{
          flow: 'http' as const,
          url: String(url),
          method,
          headers: { ...typedHeaders(request.headers ?? {}, type) },
          body,
        },
        ...{ idempotent, resume, redirect, maxRedirects, tls, serverMs, resultMs, inputMs, workingEveryMs },
        ...{ windowBytes, unreadMs },
        accepts: accepts && ('any' as const),
        ...policies,
      });
      return {
        job: (begun) => {
          const { head, loaded = 0, fingerprint } = begun ?? {};
          if (!head || !fingerprint || method !== 'GET') return draft;
          return {
            ...draft,
            progress: { ...head, headers: { ...head.headers }, loaded, fingerprint: [...fingerprint] },
          };
        },
        answers: method === 'HEAD' ? 'head' : 'body',
        mayGoOn: method === 'GET' && resume && !hasOwnRange(request),
        into,
      } as RemoteRequest;
    }),
  );
};
