import { concat, groupBy, mergeMap, type Observable } from 'rxjs';
import type { Remote } from 'rxmodem/mqtt';
import type { News } from '../model/news';
import type { Acted, Coded } from '../model/orders';
import { actNews } from '../modems/actNews';
import { REREGISTER } from '../modems/handActs';
import { ussdNews } from '../modems/ussdNews';

type Far = (modem: string) => Remote;

/** Restarts a module (27.007 § 8.2). */
const RESTART = ['AT+CFUN=1,1'];

/** Sends USSD codes through modems behind a broker, where their gateways allow them. A menu is not replied to. */
export const remoteUssd = (codes: Observable<Coded>, far: Far): Observable<News> =>
  codes.pipe(
    groupBy(({ modem }) => modem),
    mergeMap((own) => ussdNews(own.key, own, (code) => far(own.key).ussd.ask(code))),
  );

/** Restarts modems behind a broker, registers them anew, and sends them raw commands, where their gateways allow the commands. */
export const remoteActs = (acts: Observable<Acted>, far: Far): Observable<News> =>
  acts.pipe(
    groupBy(({ modem }) => modem),
    mergeMap((own) =>
      actNews(own.key, own, ({ action, line }) => {
        const lines = action === 'raw' ? [line] : action === 'restart' ? RESTART : REREGISTER;
        return concat(...lines.map((one) => answered(far(own.key), one)));
      }),
    ),
  );

const answered = (modem: Remote, line: string): Observable<string> =>
  modem.send(line).pipe(mergeMap(({ lines, result }) => [...lines, result]));
