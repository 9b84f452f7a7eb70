import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  from,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  share,
  skip,
  switchMap,
  take,
  takeWhile,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { MessageAnnouncement } from '../../../dialects/messagesDialect';
import { asMayBeDone } from '../../../grammar/errors/mayBeDone';
import { maxTimerMs } from '../../../../operators/timeoutPolicy';
import { announcing } from '../announcing';
import type { MessageReport } from '../messageReport';
import { lookForReports, messageReports } from '../messageReports';
import { ofPart, type PartState, reported } from './partStates';
import type { SendEvent } from './sendEvent';
import { sendParts, type Sending } from './sendParts';

/**
 * Sends the parts and waits for their reports: those that come in front of the modem's `+CMGS:`, in any order, twice, or days
 * later. Completes when the fate of each part is known, or the time for reports is over.
 */
export const reportedSending = (sending: Sending): Observable<SendEvent> =>
  defer(() => {
    const { modem, outgoing, parts } = sending;
    const { matched, again } = matching(parts);
    let announcement: MessageAnnouncement | undefined;
    let isSent = false;
    const announced = announcing(modem).pipe(
      tap((news) => {
        if (news.kind === 'announced') ({ announcement } = news);
      }),
      share({ connector: () => new ReplaySubject(1) }),
    );
    // The route of reports is set first; what was reported while the port was away is looked for.
    const firstNews = announced.pipe(
      take(1),
      mergeMap(() => EMPTY),
    );
    const missed = announced.pipe(
      filter(({ kind }) => kind === 'announced'),
      skip(1),
      switchMap(() => lookForReports(modem)),
    );
    const sent = sendParts(sending).pipe(mergeMap((event) => concat(of(event), again)));
    const end = defer(() => {
      isSent = true;
      return of(null);
    });
    const limit = defer(() => timeIsUp(parts, announcement?.reports === 'silent' ? 0 : outgoing.reportMs));
    return merge(
      messageReports(modem).all.pipe(mergeMap(matched)),
      missed,
      concat(firstNews, sent, end, limit),
    ).pipe(
      // eslint-disable-next-line rxjs-x/no-ignored-takewhile-value -- the states of all the parts count
      takeWhile(() => !isSent || parts.some(isOpen), true),
      filter((event) => event !== null),
      // Once all parts are with the network, a failure says nothing about them.
      catchError((error: unknown) => throwError(() => (isSent ? asMayBeDone(error) : error))),
    );
  });

/** Finds the part that a report is about. A report that comes in front of its part's reference is kept for `again`. */
const matching = (parts: readonly PartState[]) => {
  const unmatched: MessageReport[] = [];
  const matched = (report: MessageReport): Observable<SendEvent> => {
    const event = reported(parts, report);
    if (event) return of(event);
    unmatched.push(report);
    return EMPTY;
  };
  const again = defer(() => from(unmatched.splice(0)).pipe(mergeMap(matched)));
  return { matched, again };
};

const isOpen = ({ state }: PartState): boolean => state !== 'over';

/** A part of which it is not known whether it was sent stays so. */
const timeIsUp = (parts: readonly PartState[], reportMs: number): Observable<SendEvent | null> =>
  timer(Math.min(reportMs, maxTimerMs)).pipe(
    mergeMap(() => from(parts.filter(isOpen))),
    map((part) => {
      const wasSent = part.state === 'sent';
      part.state = 'over';
      const { reference } = part;
      return wasSent ? Object.freeze({ kind: 'unreported' as const, ...ofPart(part), reference }) : null;
    }),
  );
