import {
  asyncScheduler,
  defer,
  distinctUntilChanged,
  finalize,
  map,
  type Observable,
  scan,
  Subject,
  tap,
} from 'rxjs';
import type { TraceEntry, Transport } from 'rxmodem';
import type { Connection } from '../model/board';
import type { News } from '../model/news';

/** Watches over whether a modem can be talked to. */
export interface Links {
  /** The same way to the modem, watched. */
  readonly watched: (transport: Transport) => Transport;
  /** Takes the conversation: the first `OK` on an open port says that the modem is there. */
  readonly hear: (entry: TraceEntry) => void;
  /** Emits when the modem is there, and each time that it is there again. */
  readonly answered: Observable<unknown>;
  readonly news: Observable<News>;
}

const next = (connection: Connection, happened: 'answered' | 'closed'): Connection => {
  if (happened === 'answered') return 'connected';
  return connection === 'connected' ? 'reconnecting' : connection;
};

/**
 * Makes one for a modem.
 *
 *     port      --o-----------c----o------      opened, closed
 *     trace     ----A-K--…-------------A-K      > AT   < OK
 *     news      ------y-------r----------y      connected, reconnecting
 */
export const links = (modem: string): Links => {
  const happenings = new Subject<'answered' | 'closed'>();
  const answered = new Subject<void>();
  let waits = true;
  return {
    watched: (transport) =>
      defer(() => transport.pipe(finalize(() => happenings.next('closed')))).pipe(tap(() => (waits = true))),
    hear: ({ sign, text }) => {
      if (!waits || sign !== '<' || text !== 'OK') return;
      waits = false;
      happenings.next('answered');
      answered.next();
    },
    answered,
    news: happenings.pipe(
      scan(next, 'connecting' as Connection),
      distinctUntilChanged(),
      map((connection): News => ({ kind: 'connection', modem, at: asyncScheduler.now(), connection })),
    ),
  };
};
