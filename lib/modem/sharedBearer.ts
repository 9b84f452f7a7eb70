import {
  concat,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  mergeMap,
  type Observable,
  of,
  race,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { ApnSettings, BearerDialect } from '../dialects/bearerDialect';
import { ModemError } from '../grammar/errors/modemError';
import { maxTimerMs } from '../../operators/timeoutPolicy';
import { serialize } from '../../operators/serialize';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Work } from '../../operators/work';
import type { Household } from './household';
import type { Presence } from './presence';

/** How long a service's own result is waited for once its bearer is gone: it says more. */
const OWN_RESULT_MS = 3_000;

/** What the one bearer of a modem is made of. */
export interface BearerParts {
  readonly dialect: BearerDialect;
  readonly house: Household;
  readonly present: Presence;
  /** How long it is kept after its last user; as long as it lasts where missing. */
  readonly bearerKeepMs: number | undefined;
  /** Emits when the connection is left. */
  readonly left: Observable<void>;
}

/** Work on the bearer: `lost` fails when the network takes the bearer away. */
export type WithBearer = <T>(
  channel: CommandChannel,
  access: ApnSettings,
  use: (lost: Observable<never>) => Work<T>,
) => Work<T>;

/** Who uses it, and how it was opened. */
interface Account {
  users: number;
  opened: ApnSettings | undefined;
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
    return dialect.close(channel);
  });

/** Sees to it that it is there, with the access point that is wanted. */
const ensured = (
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
    const open = dialect.open(channel, access).pipe(tap({ complete: () => (account.opened ??= access) }));
    return concat(isOther ? close(account, dialect, channel) : EMPTY, open);
  });

/** Fails once the network took it away, unless the service says first what that means. */
const lostOf = (dialect: BearerDialect, channel: CommandChannel): Observable<never> =>
  dialect
    .lost(channel)
    .pipe(
      mergeMap((line) =>
        timer(OWN_RESULT_MS).pipe(mergeMap(() => throwError(() => problem(line, { lost: true })))),
      ),
    );

/**
 * Shares the modem's one bearer (SAPBR profile, PDP context) among all that ride on it, and counts them.
 *
 *     first    o--------|            o: opened by the first
 *     second      ----------|        finds it open
 *     bearer   o------------····c    c: closed so long after the last, where the policy says so
 *
 * Whoever comes asks whether it is open still, and opens it again where it is not. Another access point than the one in use is
 * refused with `network` while somebody rides on it, and opened in its place else.
 */
export const sharedBearer = ({ dialect, house, present, bearerKeepMs, left }: BearerParts): WithBearer => {
  const turn = serialize();
  const account: Account = { users: 0, opened: undefined };
  /** Closes it after a while, or when the connection is left before, unless somebody needs it again. */
  const keep = (keepMs: number): void => {
    const over = race(timer(keepMs), left).pipe(take(1), ignoreElements());
    const closed = defer(() => {
      const life = account.users > 0 || account.opened === undefined ? undefined : present.current();
      return life ? close(account, dialect, life.talk()) : EMPTY;
    });
    house.run((leaving) => concat(over, turn(() => closed)(leaving))).subscribe({ error: () => undefined });
  };
  const release = (): void => {
    account.users -= 1;
    const isKept = bearerKeepMs === undefined || bearerKeepMs > maxTimerMs;
    if (account.users === 0 && account.opened && !isKept) keep(bearerKeepMs);
  };
  return (channel, access, use) => (leaving) =>
    defer(() => {
      account.users += 1;
      const there = turn(() => ensured(account, dialect, channel, access).pipe(takeUntil(leaving)));
      const used = of(null).pipe(
        // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what has begun is told, and winds itself up
        takeUntil(leaving),
        mergeMap(() => use(lostOf(dialect, channel))(leaving)),
      );
      return concat(there(leaving), used).pipe(finalize(release));
    });
};
