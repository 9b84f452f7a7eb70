import { concat, defer, EMPTY, map, type Observable, throwError } from 'rxjs';
import { httpTerm, httpUrl } from '../commands/http';
import { httpCid, httpRead, httpSsl } from '../commands/httpSim800';
import { ModemError } from '../grammar/modemError';
import type { Talk } from '../../operators/talk';
import { bearer, BEARER_CID } from './bearer';
import type { HttpDialect } from './httpDialect';
import { httpResult } from './httpResult';
import { httpSession } from './httpSession';
import { inOrder } from './inOrder';
import { onRefusal } from './onRefusal';

/** HTTPS never becomes HTTP: where the modem has no TLS, the request fails. */
const tls = (talk: Talk, url: string): Observable<never> => {
  if (!url.startsWith('https:')) return EMPTY;
  const missing = new ModemError({
    kind: 'unsupported',
    family: 'this SIM800',
    feature: 'HTTPS (HTTPSSL is refused)',
  });
  return defer(() => {
    talk.note('HTTPS without verification: this family can not check certificates');
    return inOrder(talk, httpSsl({ on: true })).pipe(onRefusal(() => throwError(() => missing)));
  });
};

/**
 * HTTP as the SIM800 does it.
 *
 *     > AT+HTTPINIT  > AT+HTTPPARA="CID",1  > AT+HTTPPARA="URL","…"  > AT+HTTPACTION=0  < +HTTPACTION: 0,200,1000
 *     > AT+HTTPREAD=0,1000  < +HTTPREAD: 1000  << …  < OK  > AT+HTTPTERM
 *
 * Source: SIM800 IP note §§ 3.1–3.9; AT manual V1.09 § 11.
 */
export const sim800Http: HttpDialect = {
  methods: ['GET', 'POST', 'HEAD'],
  mostBodyBytes: 319_488,
  rereads: true,
  prepare: bearer,
  open: httpSession,
  ask: (talk, call) =>
    concat(
      inOrder(talk, httpCid({ cid: BEARER_CID }), httpUrl({ url: call.url })),
      tls(talk, call.url),
      httpResult(talk, call),
    ),
  read: (talk, offset, size) => talk.send(httpRead({ offset, size })).pipe(map(({ payload }) => payload)),
  close: (talk) => talk.send(httpTerm()),
};
