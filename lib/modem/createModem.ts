import {
  catchError,
  defer,
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  share,
  throwError,
} from 'rxjs';
import { type CountedQueue, serializeCounted } from '../../operators/serialize';
import type { BearerDialect } from '../dialects/bearerDialect';
import type { Profile } from '../dialects/profile';
import { ModemError } from '../grammar/errors/modemError';
import { raw } from '../grammar/raw';
import type { Transport } from '../wire/transport';
import type { Modem } from './modem';
import type { Sessions } from './sessions';
import { sharedBearer, type WithBearer } from './sharedBearer';
import { stateViews } from './stateViews';

/** What a modem is made of. */
export interface ModemParts {
  readonly transport: Transport;
  readonly profile: Profile;
  readonly sessions: Sessions;
  readonly bearerKeepMs: number | undefined;
  /** Emits when the reader of the modem leaves. */
  readonly left: Observable<void>;
}

/** Makes the modem of some sessions: it stays the same while ports come and go. */
export const createModem = ({ transport, profile, sessions, ...bearer }: ModemParts): Modem => {
  const { open, onSession, follow, current } = sessions;
  const queues = new Map<string, CountedQueue>();
  const queueOf = (service: string): CountedQueue => {
    const queue = queues.get(service) ?? serializeCounted();
    queues.set(service, queue);
    return queue;
  };
  const stacks = new Map<BearerDialect, WithBearer>();
  const withStack = (dialect: BearerDialect): WithBearer => {
    const known = stacks.get(dialect) ?? sharedBearer({ ...bearer, dialect, sessions });
    stacks.set(dialect, known);
    return known;
  };
  const send: Modem['send'] = (command, feed) => open(onSession((session) => session.send(command, feed)));
  return Object.freeze({
    profile,
    transport,
    send,
    sendRaw: (text, feed) =>
      defer(() => send(raw(text, profile.vocabulary, feed !== undefined), feed).pipe(catchError(typed))),
    urcs: follow(({ urcs }) => urcs).pipe(share()),
    trace: follow(({ trace }) => trace).pipe(share()),
    state: stateViews(profile.views, sessions),
    exclusive: (service, work) =>
      open(queueOf(service).turn(onSession((session) => (leaving) => work(session.channel())(leaving)))),
    awaited: (service) =>
      merge(
        queueOf(service).waiting.pipe(map((count) => count > 0)),
        bearer.left.pipe(map(() => closedBy(profile))),
      ).pipe(distinctUntilChanged()),
    withBearer: withStack(profile.bearer),
    withStack,
    keepOpen: sessions.keepOpen,
    pending: sessions.pending,
    redact: (line) => current()?.redact(line) ?? line,
    note: (text) => current()?.note(text),
  } satisfies Modem);
};

/** Fails when the modem is being closed: otherwise a body that is not read would keep the port open. */
const closedBy = ({ title }: Profile): never => {
  throw new ModemError({ kind: 'closed', where: title, left: true });
};

/** The caller wrote the line, so a refusal may mean that it is misspelled. */
const typed = (error: unknown): Observable<never> =>
  throwError(() =>
    error instanceof ModemError && error.reason.kind === 'refused'
      ? new ModemError({ ...error.reason, isTyped: true })
      : error,
  );
