import {
  concat,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  mergeMap,
  type Observable,
  race,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { ApnSettings, BearerDialect } from '../dialects/bearerDialect';
import { BEARER_DEAD, bearerDoubt } from '../grammar/errors/bearerDoubt';
import { ModemError } from '../grammar/errors/modemError';
import { maxTimerMs } from '../../operators/timeoutPolicy';
import { serialize } from '../../operators/serialize';
import type { CommandChannel } from '../../operators/commandChannel';
import { unlessLeft } from '../../operators/unlessLeft';
import type { Work } from '../../operators/work';
import type { Sessions } from './sessions';

/** How long a service may take to report its own result after its bearer is gone: that result says more. */
const SERVICE_RESULT_MS = 3_000;

/** What the one bearer of a modem needs. */
export interface BearerParts {
  readonly dialect: BearerDialect;
  readonly sessions: Pick<Sessions, 'run' | 'current'>;
  /** How long it is kept after its last user, in milliseconds. `undefined`: no limit. */
  readonly bearerKeepMs: number | undefined;
  /** Emits when the reader of the modem leaves. */
  readonly left: Observable<void>;
}

/**
 * Work on the bearer: `lost` fails when the network takes the bearer away; `isAlone` tells whether no other work uses it now, so
 * that it may be closed and opened.
 */
export type WithBearer = <T>(
  channel: CommandChannel,
  access: ApnSettings,
  use: (lost: Observable<never>, isAlone: () => boolean) => Work<T>,
) => Work<T>;

/** How many flows use it, and with which settings it was opened. */
interface Account {
  users: number;
  opened: ApnSettings | undefined;
  /** How much the failures of services since the last success speak for a bearer that is dead though it looks open. */
  doubt: number;
}

const problem = (seen: string, more: { readonly lost?: true; readonly advice?: string } = {}) =>
  new ModemError({ kind: 'network', step: 'bearer', seen, ...more });
const IN_USE = { advice: 'wait until it is free, or use the same access point' };

const differs = (opened: ApnSettings | undefined, { apn, user, password }: ApnSettings): boolean =>
  opened !== undefined &&
  apn !== undefined &&
  (opened.apn !== apn || opened.user !== user || opened.password !== password);

const close = (account: Account, dialect: BearerDialect, channel: CommandChannel): Observable<never> =>
  defer(() => {
    account.opened = undefined;
    account.doubt = 0;
    return dialect.close(channel);
  });

/** Opens the bearer with the given access point unless it is open already. Completes when it is open. */
const ensureOpen = (
  account: Account,
  dialect: BearerDialect,
  channel: CommandChannel,
  access: ApnSettings,
): Observable<never> =>
  defer(() => {
    const isOther = differs(account.opened, access);
    if (isOther && account.users > 1) {
      return throwError(() =>
        problem(`it is in use with the APN ${account.opened?.apn ?? 'of the modem'}`, IN_USE),
      );
    }
    const open = dialect
      .open(channel, access, account.users > 1)
      .pipe(tap({ complete: () => (account.opened ??= access) }));
    const isDead =
      account.doubt >= BEARER_DEAD && account.users === 1 && dialect.canReopen?.(access) === true;
    if (isDead)
      channel.note('the bearer looks open, and there was no network on it: it is closed and opened again');
    return concat(isOther || isDead ? close(account, dialect, channel) : EMPTY, open);
  });

/** Fails once the network took it away, unless the service reports first what that means. */
const lostOf = (dialect: BearerDialect, channel: CommandChannel): Observable<never> =>
  dialect
    .lost(channel)
    .pipe(
      mergeMap((line) =>
        timer(SERVICE_RESULT_MS).pipe(mergeMap(() => throwError(() => problem(line, { lost: true })))),
      ),
    );

/**
 * Shares the modem's one bearer (SAPBR profile, PDP context) among all flows that use it, and counts them.
 *
 *     first    o--------|            o: opens it
 *     second      ----------|        finds it open
 *     bearer   o------------····c    c: closed `bearerKeepMs` after the last flow
 *
 * Each flow asks first whether it is still open, and opens it again if not. A request for another access point fails with
 * `network` while another flow uses the bearer; otherwise the bearer is closed and opened with the new one. A bearer that looks
 * open, on which a service found no network, is closed and opened before its next user.
 */
export const sharedBearer = ({ dialect, sessions, bearerKeepMs, left }: BearerParts): WithBearer => {
  const turn = serialize();
  const account: Account = { users: 0, opened: undefined, doubt: 0 };
  const suspect = (error: unknown): void => {
    if (error instanceof ModemError) account.doubt += bearerDoubt(error.reason);
  };
  /** Closes it after a while, or earlier when the modem is left, unless another flow uses it by then. */
  const keep = (keepMs: number): void => {
    const over = race(timer(keepMs), left).pipe(take(1), ignoreElements());
    const closed = defer(() => {
      const session = account.users > 0 || account.opened === undefined ? undefined : sessions.current();
      return session ? close(account, dialect, session.channel()) : EMPTY;
    });
    sessions
      .run((leaving) => concat(over, turn(() => closed)(leaving)))
      .subscribe({ error: () => undefined });
  };
  const release = (): void => {
    account.users -= 1;
    const isKept = bearerKeepMs === undefined || bearerKeepMs > maxTimerMs;
    if (account.users === 0 && account.opened && !isKept) keep(bearerKeepMs);
  };
  return (channel, access, use) => (leaving) =>
    defer(() => {
      account.users += 1;
      const opening = ensureOpen(account, dialect, channel, access);
      const opened = turn(() => (dialect.finishesOpening ? opening : opening.pipe(takeUntil(leaving))));
      const isAlone = (): boolean => account.users === 1;
      const used = unlessLeft(leaving, () => use(lostOf(dialect, channel), isAlone)(leaving)).pipe(
        tap({ error: suspect, complete: () => (account.doubt = 0) }),
      );
      return concat(opened(leaving), used).pipe(finalize(release));
    });
};
