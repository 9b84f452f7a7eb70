import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  Subject,
  switchMap,
  timer,
} from 'rxjs';
import {
  openModem,
  type OpenModemOptions,
  detectProfile,
  keptOpen,
  type Modem,
  sms,
  type TraceEntry,
  ussd,
} from 'rxmodem';
import { aboutNews } from './aboutNews';
import { actNews } from './actNews';
import { handActs } from './handActs';
import { type Links, links } from './links';
import { modemNews } from './modemNews';
import type { News } from '../model/news';
import type { Orders } from '../model/orders';
import { problemOf } from '../model/problemOf';
import { receivedNews, sentNews } from './shortMessage';
import type { Source } from './source';
import { type Measure, transfer } from './transfer';
import { transferNews } from './transferNews';
import { ussdNews } from './ussdNews';

/** How long until a connection that failed for good is tried again. */
const AGAIN_MS = 5_000;

const failed = (modem: string, error: unknown): News => ({
  kind: 'connection',
  modem,
  at: asyncScheduler.now(),
  connection: 'failed',
  problem: problemOf(error),
});

const transfers = ({ id, metrics }: Source, modem: Modem, { starts, cancels }: Orders): Observable<News> => {
  const measure: Measure = (flow) => metrics?.transfer(id, 'http:GET', flow) ?? flow;
  return transferNews(
    { starts: starts.pipe(filter((begun) => begun.modem === id)), cancels },
    (begun, cancelled) => transfer(modem, begun, cancelled, measure),
  );
};

const lived = (source: Source, orders: Orders, line: Links, modem: Modem): Observable<News> =>
  merge(
    of<News>({
      kind: 'connection',
      modem: source.id,
      at: asyncScheduler.now(),
      connection: 'connected',
      title: modem.profile.title,
    }),
    modemNews(source.id, modem, line.answered, source.signalEveryMs),
    transfers(source, modem, orders),
    aboutNews(source.id, modem),
    receivedNews(source.id, modem),
    ussdNews(source.id, orders.codes, (code, reply) => ussd.dialogue(modem, code, reply)),
    actNews(source.id, orders.acts, handActs(modem)),
    orders.texts.pipe(
      filter((texted) => texted.modem === source.id),
      mergeMap((texted) => sentNews(texted, (request) => sms.send(modem, request))),
    ),
    source.life?.((url) => orders.start(source.id, url)) ?? EMPTY,
  );

/**
 * Watches one modem: connects to it, again whenever its port comes back, reports what can be seen of it, and does
 * what it is ordered to do.
 */
export const watchedModem = (source: Source, orders: Orders): Observable<News> =>
  defer(() => {
    const { id, profile, baudRate } = source;
    const transport = profile === 'auto' ? keptOpen(source.transport) : source.transport;
    const line = links(id);
    const trace = new Subject<TraceEntry>();
    const options: OpenModemOptions = {
      trace: (entry) => {
        trace.next(entry);
        line.hear(entry);
      },
      ...(baudRate === undefined ? {} : { baudRate }),
    };
    const fitting = profile === 'auto' ? detectProfile(transport, options) : of(profile);
    const session = fitting.pipe(
      switchMap((fits) => {
        const opened = openModem(line.watched(transport), fits, { ...options, reconnect: true });
        const open = source.kept?.(opened) ?? opened;
        return source.metrics?.modem(id, open) ?? open;
      }),
      switchMap((modem) => lived(source, orders, line, modem)),
      catchError((error: unknown, again) =>
        concat(of(failed(id, error)), timer(AGAIN_MS).pipe(ignoreElements()), again),
      ),
    );
    const spoken = trace.pipe(
      map(({ at, sign, text }): News => ({ kind: 'trace', modem: id, at, sign, text, tells: '' })),
    );
    return merge(spoken, line.news, session);
  });
