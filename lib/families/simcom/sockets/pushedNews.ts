import { filter, map, type Observable } from 'rxjs';
import type { LinkNews } from '../../../dialects/socketsDialect';
import type { Token } from '../../../wire/token';

/** How a line begins that announces received bytes, and the link that it names. */
const PUSHED =
  /^(?:\+RECEIVE\s*,\s*(\d)\s*,|\+CCHRECV\s*:\s*DATA\s*,\s*(\d)\s*,|\+IPD\s*,?\s*\d|RECV FROM\s*:)/;

/**
 * Reports a link as lost whose received bytes the modem pushes, though they were to wait in it: they have no place on the line,
 * so some of them can not be told from its own words.
 *
 *     < +RECEIVE,0,4:   < 4 bytes          ⇒ link 0 is lost
 *     < RECV FROM:10.0.0.7:80   < +IPD4    ⇒ every link is lost: it names none
 *
 * Source: SIM800 TCPIP note V1.00 pages 20–23; A76XX AT manual V1.09 pages 331–334, 441.
 */
export const pushedNews = (urcs: Observable<Token>, link: number): Observable<LinkNews> =>
  urcs.pipe(
    filter(({ kind }) => kind === 'unknown'),
    map((token) => ('text' in token ? PUSHED.exec(token.text) : null)),
    filter((found) => found !== null),
    filter(([, plain, secure]) => {
      const named = plain ?? secure;
      return named === undefined || Number(named) === link;
    }),
    map(({ input }): LinkNews => ({ kind: 'lost', seen: input, isOpen: true })),
  );
