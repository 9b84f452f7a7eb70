import {
  distinctUntilChanged,
  EMPTY,
  filter,
  interval,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  skip,
  switchMap,
  timer,
} from 'rxjs';
import type { MessageAnnouncement, MessageNews, MessagePlace } from '../../../dialects/messagesDialect';
import type { Reason } from '../../../grammar/errors/reason';
import type { Modem } from '../../../modem/modem';
import { maxTimerMs } from '../../../../operators/timeoutPolicy';
import { announcing } from '../announcing';
import { messagesOf } from '../messagesOf';
import type { SettledInbox } from './inboxOptions';

/** Why an inbox looks. */
export type Trigger =
  | { readonly look: 'all' }
  | { readonly look: 'place'; readonly place: MessagePlace }
  | { readonly look: 'direct'; readonly digits: string; readonly tpduLength: number }
  /** Unfinished messages may be overdue. */
  | { readonly look: 'shelf' }
  | { readonly look: 'trouble'; readonly reason: Reason };

/** How often it is looked whether unfinished messages are overdue. */
const SHELF_MS = 60_000;

const ALL: Trigger = { look: 'all' };

/**
 * Emits whenever there may be something new: the modem says so; it has started or come back, or is registered again; a look failed
 * (`again`, in milliseconds); and every `pollMs`, since announcements get lost.
 */
export const inboxTriggers = (
  modem: Modem,
  { direct, pollMs, partialAfterMs }: Pick<SettledInbox, 'direct' | 'pollMs' | 'partialAfterMs'>,
  again: Observable<number>,
  announced: (announcement: MessageAnnouncement) => void,
): Observable<Trigger> => {
  const { newsOf } = messagesOf(modem);
  const settings = announcing(modem, direct).pipe(
    map((news): Trigger => {
      if (news.kind === 'trouble') return { look: 'trouble', reason: news.reason };
      announced(news.announcement);
      return ALL;
    }),
  );
  const registered = modem.state.registration.pipe(
    map(({ isRegistered }) => isRegistered),
    distinctUntilChanged(),
    skip(1),
    filter(Boolean),
    map(() => ALL),
  );
  return merge(
    modem.urcs.pipe(
      map(newsOf),
      mergeMap((news) => (news ? triggerOf(news) : EMPTY)),
    ),
    settings,
    registered,
    again.pipe(
      switchMap((waitMs) => timer(waitMs)),
      map(() => ALL),
    ),
    pollMs <= maxTimerMs ? interval(pollMs).pipe(map(() => ALL)) : EMPTY,
    interval(Math.min(SHELF_MS, Math.max(1, partialAfterMs))).pipe(map((): Trigger => ({ look: 'shelf' }))),
  );
};

/** Reports are read by those who wait for them. */
const triggerOf = (news: MessageNews): Observable<Trigger> => {
  switch (news.kind) {
    case 'direct':
      return of({ look: 'direct', digits: news.digits, tpduLength: news.tpduLength });
    case 'full':
    case 'ready':
      return of(ALL);
    case 'stored': {
      const { what, storage, index } = news;
      if (what === 'report') return EMPTY;
      return of(
        storage === undefined || index === undefined ? ALL : { look: 'place', place: { storage, index } },
      );
    }
  }
};
