import { map, type Observable } from 'rxjs';
import type { FtpServer } from '../../dialects/ftpDialect';
import type { FtpGetOptions, FtpPutOptions } from '../../flows/ftp/ftpOptions';
import type { HttpBody } from '../../flows/http/httpBody';
import { ModemError } from '../../grammar/errors/modemError';
import type { FtpJob } from '../schema/ftpJob';
import type { RemoteRequest } from './remoteRequest';
import { wireBody, wirePolicies } from './wirePolicies';

/** An operation on an FTP server. */
export interface FtpAsked {
  readonly verb: FtpJob['verb'];
  readonly server: FtpServer;
  readonly path: string;
  readonly body?: HttpBody;
  readonly options?: FtpGetOptions & FtpPutOptions;
}

const { retry, timeout, defined } = wirePolicies;

/** Verbs that answer with something. */
const ANSWERING: readonly FtpJob['verb'][] = ['get', 'list', 'listText', 'size'];

/** Makes a request of an operation; emits once. Fails with `unsupported` and `invalid-argument` for what can't go over a broker. */
export const ftpRemoteRequest = ({
  verb,
  server,
  path,
  body: given,
  options = {},
}: FtpAsked): Observable<RemoteRequest> => {
  const { access, host, port, user, password, mode, type, tls } = server;
  if (access) throw new ModemError({ kind: 'unsupported', family: 'a gateway', feature: 'access' });
  const { resume, fromByte = 0, windowBytes, way, resultMs, into } = options;
  const policies = { ...retry(options.retry), ...timeout(options.timeout) };
  const place = defined({ host, port, user, password, mode, type, tls });
  return wireBody(given).pipe(
    map(({ body }) => {
      const draft = defined({
        ...{ flow: 'ftp' as const, verb, server: place, path, body, resume, windowBytes, way, resultMs },
        ...policies,
      });
      const isDownload = verb === 'get';
      return {
        job: (begun) => (isDownload ? { ...draft, fromByte: begun?.loaded || fromByte } : draft),
        fromByte,
        answers: ANSWERING.includes(verb) ? 'values' : 'nothing',
        mayGoOn: isDownload && (resume ?? true) && type !== 'ascii',
        into,
      } as RemoteRequest;
    }),
  );
};
