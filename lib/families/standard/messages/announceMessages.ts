import { concat, concatMap, defer, filter, from, map, mergeMap, type Observable, of, take } from 'rxjs';
import type { MessageAnnouncement } from '../../../dialects/messagesDialect';
import { optionally } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import {
  messageIndications,
  messageIndicationsSet,
  messageService,
  messageStores,
  messageStoresSet,
} from '../messageCommands';
import { messageIndicationsOffered } from './messageTestCommands';

/** What is wanted, and what the family prefers. */
export interface AnnouncementWish {
  readonly direct: boolean;
  readonly storages: readonly string[];
  /** The values of `ds` in the order of preference: 2 stores reports, 1 gives them at once, 0 gives none. */
  readonly reports: readonly number[];
}

/** Settings of `AT+CNMI`: mode, mt, bm, ds, bfr; shorter ones for modems that take no more. */
type Rung = readonly number[];

const [STORED, DIRECT] = [1, 2];
const NONE = 0;
/** Mode 2 keeps what comes while the line is busy; mode 1 drops it, which the poll makes good. */
const MODES = [2, 1];
/** 27.005 phase 2+: what comes directly is acknowledged. */
const ACKNOWLEDGED = 1;

/**
 * Asks for new messages to be announced: the first setting of a ladder that the modem takes.
 *
 *     > AT+CNMI=?   < +CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)   < OK
 *     > AT+CNMI=2,1,0,2,0   < OK   > AT+CNMI?   < +CNMI: 2,1,0,2,0   < OK
 *
 * Settings that the modem offers are tried first, then the others: its list may be unreadable.
 */
export const announceMessages = (
  channel: CommandChannel,
  wish: AnnouncementWish,
): Observable<MessageAnnouncement> =>
  storedWell(channel, wish.storages).pipe(
    mergeMap(() => acknowledged(channel, wish.direct)),
    mergeMap((wantsAcknowledgement) =>
      optionally(channel, messageIndicationsOffered()).pipe(
        mergeMap((response) => climb(channel, rungsOf(wish, response?.value.offered ?? ''))),
        map((values) => ({ ...announcementOf(values), wantsAcknowledgement })),
      ),
    ),
  );

/** Chooses a storage to receive in, if the one that is set has no place at all. Emits once. */
const storedWell = (channel: CommandChannel, storages: readonly string[]): Observable<unknown> =>
  optionally(channel, messageStoresSet()).pipe(
    mergeMap((response) => {
      if (response && response.value.receiveTotal > 0) return of(response);
      const tried = storages.map((storage) =>
        defer(() => optionally(channel, messageStores({ read: storage, write: storage, receive: storage }))),
      );
      return concat(...tried, of({})).pipe(
        filter((taken) => taken !== undefined),
        take(1),
      );
    }),
  );

/** Asks for acknowledgements where messages come directly: without one, the network gives the message again. */
const acknowledged = (channel: CommandChannel, direct: boolean): Observable<boolean> =>
  direct
    ? optionally(channel, messageService({ service: ACKNOWLEDGED })).pipe(map((taken) => taken !== undefined))
    : of(false);

/** Rungs that the modem offers, then the others. */
const rungsOf = ({ direct, reports }: AnnouncementWish, offered: string): readonly Rung[] => {
  const routes = direct ? [DIRECT, STORED] : [STORED];
  const withReports = routes.flatMap((route) =>
    MODES.flatMap((mode) => reports.map((report) => [mode, route, 0, report, 0])),
  );
  const without = routes.flatMap((route) => MODES.map((mode) => [mode, route, 0, NONE, 0]));
  const short = routes.flatMap((route) => MODES.map((mode) => [mode, route]));
  const ladder: readonly Rung[] = [...withReports, ...without, ...short];
  const lists = listsOf(offered);
  const isOffered = (rung: Rung): boolean =>
    lists.length === 0 || rung.every((value, at) => lists[at]?.includes(value) ?? true);
  return [...ladder.filter(isOffered), ...ladder.filter((rung) => !isOffered(rung))];
};

/** `(0-2),(0,2)` → 0 1 2 and 0 2. */
const listsOf = (offered: string): readonly (readonly number[])[] =>
  [...offered.matchAll(/\(([\d,\s-]*)\)/g)].map(([, list = '']) =>
    list.split(',').flatMap((range) => {
      const [from = Number.NaN, to = from] = range.split('-').map(Number);
      return Array.from({ length: to - from + 1 || 0 }, (_, at) => from + at);
    }),
  );

interface Indications {
  readonly mode: number;
  readonly message?: number | undefined;
  readonly report?: number | undefined;
}

/** Tries rung after rung, and asks what is set. Emits that, or `undefined` if the modem took none. */
const climb = (channel: CommandChannel, rungs: readonly Rung[]): Observable<Indications | undefined> => {
  const tried = from(rungs).pipe(
    concatMap(([mode = 0, message, broadcast, report, buffer]) => {
      const wanted = { mode, message, broadcast, report, buffer };
      return optionally(channel, messageIndications(wanted)).pipe(
        mergeMap((taken) => (taken ? confirmed(channel, wanted) : of(undefined))),
      );
    }),
  );
  return concat(tried.pipe(filter((found) => found !== undefined)), of(undefined)).pipe(take(1));
};

/** What the modem says that is set; the wish itself if it does not say, `undefined` if messages would not be announced. */
const confirmed = (channel: CommandChannel, wanted: Indications): Observable<Indications | undefined> =>
  optionally(channel, messageIndicationsSet()).pipe(
    map((response) => {
      const found: Indications = response?.value ?? wanted;
      return found.message === wanted.message ? found : undefined;
    }),
  );

const announcementOf = (
  found: Indications | undefined,
): Pick<MessageAnnouncement, 'messages' | 'reports'> => ({
  messages: WAYS[found?.message ?? NONE] ?? 'silent',
  reports: REPORT_WAYS[found?.report ?? NONE] ?? 'silent',
});

const WAYS = ['silent', 'stored', 'direct', 'direct'] as const;
const REPORT_WAYS = ['silent', 'direct', 'stored'] as const;
