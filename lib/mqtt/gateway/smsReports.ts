import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  switchMap,
  timer,
} from 'rxjs';
import { inbox } from '../../flows/messages/inbox/inbox';
import type { InboxItem } from '../../flows/messages/inbox/inboxEvent';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { base64 } from '../link/wireReason';
import type { SmsMessage } from '../schema/smsMessage';
import type { TrackedModem } from './gatewayModems';
import type { GatewayNews } from './jobs/gatewayNews';
import type { ReportParts } from './reports';

/** After a failure, for example of the broker, the messages are still on the modem. */
const AGAIN_MS = 30_000;

/**
 * Publishes the messages that each modem receives, and deletes them from it when the broker has them.
 *
 *     modem      CMGL … CMGR                 CMGD
 *     publish               m
 *     broker                      PUBACK
 */
export const smsReports = (parts: ReportParts, tracked: readonly TrackedModem[]): Observable<GatewayNews> =>
  merge(
    ...tracked.map(({ name, modem }) =>
      modem.pipe(switchMap((open) => (open?.profile.messages ? received(parts, name, open) : EMPTY))),
    ),
  );

const received = (parts: ReportParts, name: string, modem: Modem): Observable<GatewayNews> => {
  const { link, topics, gateway } = parts;
  const into = (item: InboxItem): Observable<never> =>
    link.publish(topics.messages(gateway, name), smsMessageOf(item, new Date()));
  return inbox(modem, { into }).pipe(
    mergeMap((event): Observable<GatewayNews> => {
      if (event.kind === 'trouble') return of({ kind: 'trouble', modem: name, reason: event.reason });
      return event.kind === 'message' || event.kind === 'push' || event.kind === 'malformed'
        ? of({ kind: 'message', modem: name })
        : EMPTY;
    }),
    catchError((error: unknown) =>
      failed(
        error,
        name,
        defer(() => received(parts, name, modem)),
      ),
    ),
  );
};

/** Firmware without messages stays without them; all else is tried again. */
const failed = (error: unknown, modem: string, again: Observable<GatewayNews>): Observable<GatewayNews> => {
  if (!(error instanceof ModemError)) throw error;
  const news: GatewayNews = { kind: 'trouble', modem, reason: error.reason };
  if (error.reason.kind === 'unsupported') return of(news);
  const later = timer(AGAIN_MS);
  return concat(of(news), later.pipe(ignoreElements()), again);
};

/** A message as the broker gets it. */
export const smsMessageOf = (item: InboxItem, at: Date): SmsMessage => {
  if (item.kind === 'malformed') return { at: at.toISOString(), kind: 'malformed', raw: item.raw };
  const { kind, id, from, sentAt, text, data, parts, missing } = item;
  return {
    ...{ at: at.toISOString(), kind, id, from, parts },
    ...(sentAt !== undefined && { sentAt }),
    ...(text !== undefined && { text }),
    ...(data !== undefined && { data: base64.write(data) }),
    ...(item.class !== undefined && { class: item.class }),
    ...(missing.length > 0 && { missing: [...missing] }),
    ...(kind === 'push' && { push: { ...item.push } }),
  };
};
