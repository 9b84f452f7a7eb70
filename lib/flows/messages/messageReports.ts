import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  share,
  Subject,
  tap,
} from 'rxjs';
import type { MessageNews, MessagePlace } from '../../dialects/messagesDialect';
import type { Modem } from '../../modem/modem';
import { decodePdu } from '../../pdu/decodePdu';
import { exponential } from '../../../operators/retryPolicy';
import { retryWith } from '../../../operators/retryWith';
import { isFatalReason } from './announcing';
import { messageReport, type MessageReport } from './messageReport';
import { removeTaken } from './removeTaken';
import { messagesOf, messagesTurn } from './messagesOf';

interface Reports {
  /** Reports as they come, while somebody reads them. */
  readonly all: Observable<MessageReport>;
  /** Passes on a report that was found elsewhere: among stored messages. */
  readonly found: (report: MessageReport) => void;
}

const shared = new WeakMap<Modem, Reports>();

/**
 * The reports of a modem, shared by all messages that wait for one, and by the inbox. One that was stored is read and deleted.
 *
 *     < +CDSI: "SM",3     > AT+CPMS="SM"   > AT+CMGR=3   > AT+CMGD=3      ⇒ { kind: 'report', reference: 17, status … }
 *     < +CDS: 25 …                                                        ⇒ the same, at once
 */
export const messageReports = (modem: Modem): Reports => {
  const known = shared.get(modem) ?? reportsOf(modem);
  shared.set(modem, known);
  return known;
};

/** Looks for reports in all storages, which came while nobody listened; passes them on and deletes them. */
export const lookForReports = (modem: Modem): Observable<never> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect.storages(channel).pipe(
      mergeMap((storages) => from(storages)),
      concatMap((storage) =>
        dialect.open(channel, storage).pipe(
          mergeMap((level) => dialect.list(channel, level, true)),
          mergeMap((all) => from(all)),
          concatMap((stored) =>
            decoded(stored, stored.place).pipe(
              tap(messageReports(modem).found),
              concatMap(() => removeTaken(channel, dialect, stored)),
            ),
          ),
        ),
      ),
    ),
  ).pipe(
    catchError((error: unknown) => {
      modem.note(`reports were not looked for: ${String(error)}`);
      return EMPTY;
    }),
  );

const reportsOf = (modem: Modem): Reports => {
  const { newsOf } = messagesOf(modem);
  const elsewhere = new Subject<MessageReport>();
  const announced = modem.urcs.pipe(
    map(newsOf),
    filter((news) => news !== undefined),
    mergeMap((news) => reportIn(modem, news)),
  );
  return { all: merge(elsewhere, announced).pipe(share()), found: (report) => elsewhere.next(report) };
};

const reportIn = (modem: Modem, news: MessageNews): Observable<MessageReport> => {
  if (news.kind === 'direct') return news.what === 'report' ? decoded(news) : EMPTY;
  if (news.kind !== 'stored' || news.what !== 'report') return EMPTY;
  const { storage, index } = news;
  if (storage === undefined || index === undefined) return EMPTY;
  return storedReport(modem, { storage, index });
};

const decoded = (
  { digits, tpduLength }: { readonly digits: string; readonly tpduLength?: number | undefined },
  place?: MessagePlace,
): Observable<MessageReport> => {
  const pdu = decodePdu(digits, tpduLength === undefined ? {} : { tpduLength });
  return pdu.kind === 'status-report' ? of(messageReport(pdu, place)) : EMPTY;
};

const TRIES = 20;
const pause = exponential({ fromMs: 5_000, upToMs: 60_000 });

/** Reads a stored report, and deletes it when it was passed on. A look at the storage finds what can't be read now. */
const storedReport = (modem: Modem, place: MessagePlace): Observable<MessageReport> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect.open(channel, place.storage).pipe(
      mergeMap(() => dialect.read(channel, place)),
      mergeMap((stored) => (stored ? decoded(stored, place) : EMPTY)),
      mergeMap((report) =>
        concat(
          of(report),
          defer(() => dialect.remove(channel, place)),
        ),
      ),
    ),
  ).pipe(
    retryWith({ attempts: TRIES, delay: pause, when: (reason) => !isFatalReason(reason) }),
    catchError((error: unknown) => {
      modem.note(`the report in ${place.storage}:${place.index} was not read: ${String(error)}`);
      return EMPTY;
    }),
  );
