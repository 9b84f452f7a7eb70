import { concat, defer, EMPTY, map, mergeMap, type Observable, of } from 'rxjs';
import { httpTerm, httpUrl } from '../commands/http';
import { httpHead, httpReadBlocks } from '../commands/httpA76';
import { tlsSni } from '../commands/tls';
import type { HttpHead } from '../grammar/httpHead';
import { joinBytes } from '../../operators/joinBytes';
import type { Talk } from '../../operators/talk';
import { context } from './context';
import type { HttpDialect } from './httpDialect';
import { httpResult } from './httpResult';
import { httpSession } from './httpSession';
import { inOrder } from './inOrder';
import { onRefusal } from './onRefusal';
import { parseHeaders } from './parseHeaders';

/** The commands in which the families that share this dialect differ. */
export interface A76Words {
  readonly head: typeof httpHead;
  readonly read: typeof httpReadBlocks;
}

const SSL_CONTEXT = 0;

/** Many servers need their name in the handshake (715 without it). No CA was given: the server is not verified. */
const tls = (talk: Talk, url: string): Observable<never> => {
  if (!url.startsWith('https:')) return EMPTY;
  return defer(() => {
    talk.note('HTTPS without verification: no CA certificate was given');
    return inOrder(talk, tlsSni({ context: SSL_CONTEXT, on: true })).pipe(onRefusal(() => EMPTY));
  });
};

/** Reads the header fields; a modem that has none to show is no failure. */
const withHeaders = (talk: Talk, words: A76Words, head: HttpHead): Observable<HttpHead> =>
  talk.send(words.head()).pipe(
    map(({ payload }) => ({
      ...head,
      headers: parseHeaders(new TextDecoder('latin1').decode(joinBytes(payload))),
    })),
    onRefusal(() => of(head)),
  );

/**
 * HTTP as the A76XX does it, and with words of its own the SIM7600.
 *
 *     > AT+HTTPINIT  > AT+HTTPPARA="URL","…"  > AT+HTTPACTION=0  < +HTTPACTION: 0,200,22505  > AT+HTTPHEAD
 *     > AT+HTTPREAD=0,500  < OK  < +HTTPREAD: 500  << …  < +HTTPREAD: 0  > AT+HTTPTERM
 *
 * Source: A7600 HTTP(S) note §§ 1.4, 3.1, 3.2; A76XX AT manual V1.09 § 16.
 */
export const a76Http = (words: A76Words): HttpDialect => ({
  methods: ['GET', 'POST', 'HEAD', 'DELETE', 'PUT'],
  mostBodyBytes: 0x7fff_ffff,
  rereads: false,
  prepare: context,
  open: httpSession,
  ask: (talk, call) =>
    concat(inOrder(talk, httpUrl({ url: call.url })), tls(talk, call.url), httpResult(talk, call)).pipe(
      mergeMap((head) => withHeaders(talk, words, head)),
    ),
  read: (talk, offset, size) => talk.send(words.read({ offset, size })).pipe(map(({ payload }) => payload)),
  close: (talk) => talk.send(httpTerm()),
});
