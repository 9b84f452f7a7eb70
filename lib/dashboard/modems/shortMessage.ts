import { asyncScheduler, catchError, EMPTY, map, mergeMap, type Observable, of, scan, startWith } from 'rxjs';
import { type InboxEvent, type Modem, type SendEvent, sms } from 'rxmodem';
import type { ShortMessage } from '../model/board';
import type { News } from '../model/news';
import type { Texted } from '../model/orders';
import { problemOf } from '../model/problemOf';

/** What is shown of a message without text. */
export const shownWithoutText = (kind: string): string =>
  kind === 'push' ? '(a multimedia message waits)' : kind === 'malformed' ? '(it can not be read)' : '(data)';

/** The messages of a modem as they come. They stay in the modem: a dashboard only looks. */
export const receivedNews = (id: string, modem: Modem): Observable<News> =>
  modem.profile.messages
    ? sms.inbox(modem, { remove: false }).pipe(
        mergeMap((event) => messageOf(event)),
        map((message): News => ({ kind: 'message', modem: id, message })),
        // Firmware without messages shows none; all else of the modem is shown.
        catchError(() => EMPTY),
      )
    : EMPTY;

const messageOf = (event: InboxEvent): readonly ShortMessage[] => {
  if (event.kind !== 'message' && event.kind !== 'push') return [];
  const { id, from, text, sentAt } = event;
  const at = sentAt === undefined ? asyncScheduler.now() : Date.parse(sentAt);
  return [{ id, at, isSent: false, who: from, text: text ?? shownWithoutText(event.kind), state: '' }];
};

/** Sends a message, and tells what becomes of it. */
export const sentNews = (
  { id, modem, to, text }: Texted,
  send: (request: { readonly to: string; readonly text: string }) => Observable<SendEvent>,
): Observable<News> => {
  const first: ShortMessage = {
    ...{ id, at: asyncScheduler.now(), isSent: true, who: to, text },
    state: 'sending',
  };
  return send({ to, text }).pipe(
    scan((before: ShortMessage, event) => ({ ...before, state: STATES[event.kind] }), first),
    startWith(first),
    catchError((error: unknown) => of({ ...first, state: 'failed', problem: problemOf(error) })),
    map((message): News => ({ kind: 'message', modem, message })),
  );
};

const STATES: Readonly<Record<SendEvent['kind'], string>> = {
  queued: 'sending',
  waiting: 'sending',
  sent: 'sent',
  pending: 'sent',
  delivered: 'delivered',
  unreported: 'sent',
  unknown: 'unknown',
  failed: 'failed',
};
