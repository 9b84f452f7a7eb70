import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  mergeMap,
  NEVER,
  type Observable,
  of,
  switchMap,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { failWith } from '../../../operators/failWith';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { LinkDialect, SocketTarget } from '../../dialects/socketsDialect';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { socketFailure } from '../../dialects/steps/socketName';
import { lastWords } from '../../grammar/errors/lastWords';
import { ModemError } from '../../grammar/errors/modemError';
import type { LinkReplaced, LinkSuccessor } from './linkTable';
import { replacedError } from './linkWindows';
import { withDoubt } from './linkWriter';
import { monotonicNow } from '../../../operators/monotonicNow';

/** How long a modem is left alone that takes no bytes: its buffer empties as the far end acknowledges. */
const FULL_MS = 100;
/** How long it may take none before it is asked whether the link is open: the report of its end may have been lost. */
const DOUBT_MS = 5_000;

/** A link that bytes are sent over. */
export interface SendingLink {
  readonly channel: CommandChannel;
  readonly dialect: LinkDialect;
  readonly link: number;
  readonly target: SocketTarget;
  /** How long the modem may take no bytes before the sending fails, in milliseconds. */
  readonly fullMs: number;
  /** Why the link takes no more bytes, once its end was reported: a refusal after that is not a full buffer. */
  readonly endedBy?: () => ModemError | undefined;
  /** Replays that the modem gave the link to another client: what was not given then is not for that one. */
  readonly replaced?: Observable<LinkReplaced>;
}

/**
 * Makes the function that sends the beginning of some bytes, and emits how many it sent: as many as the modem takes at once.
 *
 *     > AT+CIPSEND=0,1460   < ERROR        the buffer is full: nothing was given, so it is tried again
 *     > AT+CIPSEND=0,1460   < >  >> …      < DATA ACCEPT:0,1460
 *
 * What was given to the modem is never given again: a failure after that says that it may be done. Fails with `timeout` of phase
 * `input` where the modem takes no bytes for `fullMs`, and with `socket` where it says meanwhile that the link is closed.
 */
export const pieceSender = (sending: SendingLink): ((rest: Uint8Array) => Observable<number>) => {
  const { dialect, target } = sending;
  let room = dialect.room ? 0 : Infinity;
  let sentBefore = 0;
  const learn = (bytes: number): void => {
    room = bytes;
  };
  return (rest) =>
    defer(() => {
      const wanted = Math.min(rest.length, dialect.maxWriteBytes);
      // A datagram is sent in one piece.
      const enough = target.protocol === 'udp' ? rest.length : Math.min(wanted, dialect.maxWriteBytes);
      const whileFull = patience(sending);
      const full = (refusal?: ModemError): Observable<number> => concat(whileFull(refusal), defer(attempt));
      const send = (): Observable<number> => {
        const bytes = rest.slice(0, Math.min(wanted, room));
        room -= bytes.length;
        return given(sending, bytes, { sentBefore, full }).pipe(tap((count) => (sentBefore += count)));
      };
      const attempt = (): Observable<number> => {
        if (room >= enough || !dialect.room) return send();
        return dialect.room(sending.channel, sending.link).pipe(
          switchMap((bytes) => {
            learn(bytes);
            const takesSome = target.protocol === 'udp' ? bytes >= enough : bytes > 0;
            return takesSome ? send() : full();
          }),
        );
      };
      return attempt();
    });
};

/**
 * Sends bytes once; `full` goes on where the modem refused them before they were given.
 *
 * Where the link goes to another client before that, the bytes are withdrawn. A modem that asks for them all the same takes nothing
 * but bytes: it is given zeros, and the other client is told that its connection is spoiled. What the modem had already when it gave
 * the link away can't be taken back.
 */
const given = (
  { channel, dialect, link, target, replaced = NEVER }: SendingLink,
  bytes: Uint8Array,
  { sentBefore, full }: { sentBefore: number; full: (refusal: ModemError) => Observable<number> },
): Observable<number> => {
  let isGiven = false;
  let isTaken = true;
  let successor: LinkSuccessor | undefined;
  const how = {
    ...{ target, sentBefore },
    given: () => {
      if (!successor) {
        isGiven = true;
        return;
      }
      bytes.fill(0);
      successor.spoil();
    },
    notTaken: () => (isTaken = false),
  };
  const withdrawn = replaced.pipe(
    mergeMap(({ by }) => {
      if (isGiven) return EMPTY;
      successor = by;
      return throwError(() => replacedError(target));
    }),
  );
  return concat(dialect.send(channel, link, bytes, how), of(bytes.length)).pipe(
    failWith(withdrawn),
    catchError((error: unknown) => {
      const isFull = isGiven ? !isTaken && error instanceof ModemError : isRefusal(error);
      return isFull ? full(error as ModemError) : throwError(() => withDoubt(error, isGiven));
    }),
  );
};

/** Makes the wait of a piece that the modem does not take: completes when it can be tried again. */
const patience = ({ channel, dialect, link, target, fullMs, endedBy }: SendingLink) => {
  const began = monotonicNow();
  let askedAt = began;
  const doubt = (): Observable<never> =>
    dialect.state(channel, link).pipe(
      mergeMap((state) => {
        if (state !== 'closed') return EMPTY;
        const seen = 'the modem says that it is closed';
        return throwError(() => endedBy?.() ?? socketFailure(target, 'lost', seen));
      }),
    );
  return (refusal?: ModemError): Observable<never> => {
    const ended = endedBy?.();
    if (ended) return throwError(() => ended);
    const now = monotonicNow();
    const waitedMs = now - began;
    const said = refusal && lastWords(refusal.reason);
    if (waitedMs >= fullMs)
      return throwError(
        () =>
          new ModemError({ kind: 'timeout', phase: 'input', waitedMs, ...(said !== undefined && { said }) }),
      );
    const isDoubtful = now - askedAt >= DOUBT_MS;
    if (isDoubtful) askedAt = now;
    return concat(isDoubtful ? doubt() : EMPTY, timer(FULL_MS).pipe(ignoreElements()));
  };
};

/** How often a modem is asked what the far end has acknowledged: no URC says it. */
const CONFIRM_EVERY_MS = 250;

/** Completes when the far end has acknowledged all that was sent. Fails with `timeout` of phase `result` after `fullMs`. */
export const acknowledged = ({ channel, dialect, link, fullMs }: SendingLink): Observable<never> =>
  defer(() => {
    const { unacknowledged } = dialect;
    if (!unacknowledged) return EMPTY;
    const began = monotonicNow();
    const ask = (): Observable<never> =>
      unacknowledged(channel, link).pipe(
        switchMap((bytes) => {
          if (bytes <= 0) return EMPTY;
          const waitedMs = monotonicNow() - began;
          if (waitedMs >= fullMs)
            return throwError(() => new ModemError({ kind: 'timeout', phase: 'result', waitedMs }));
          return timer(CONFIRM_EVERY_MS).pipe(switchMap(ask));
        }),
      );
    return ask();
  });
