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
import type { Access } from '../dialects/access';
import type { BearerDialect } from '../dialects/bearerDialect';
import { ModemError } from '../grammar/modemError';
import { queue } from '../../operators/queue';
import type { Talk } from '../../operators/talk';
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
export type OnBearer = <T>(talk: Talk, access: Access, use: (lost: Observable<never>) => Work<T>) => Work<T>;

const noted = (seen: string) => new ModemError({ kind: 'network', step: 'bearer', seen });

const differs = (opened: Access | undefined, { apn, user, password }: Access): boolean =>
  opened !== undefined &&
  apn !== undefined &&
  (opened.apn !== apn || opened.user !== user || opened.password !== password);

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
export const bearer = ({ dialect, house, present, bearerKeepMs, left }: BearerParts): OnBearer => {
  const turn = queue();
  let users = 0;
  let opened: Access | undefined;
  const close = (talk: Talk): Observable<never> =>
    defer(() => {
      opened = undefined;
      return dialect.close(talk);
    });
  const ensure = (talk: Talk, access: Access): Work<never> =>
    turn((leaving) =>
      defer(() => {
        const isOther = differs(opened, access);
        if (isOther && users > 1) {
          return throwError(() => noted(`it is in use with the APN ${opened?.apn ?? 'of the modem'}`));
        }
        const open = dialect.open(talk, access).pipe(tap({ complete: () => (opened ??= access) }));
        return concat(isOther ? close(talk) : EMPTY, open).pipe(takeUntil(leaving));
      }),
    );
  /** Closes it after a while, or when the connection is left before, unless somebody needs it again. */
  const keep = (keepMs: number): void => {
    const over = race(timer(keepMs), left).pipe(take(1), ignoreElements());
    const idle = turn(() => defer(() => (users > 0 || opened === undefined ? EMPTY : closeNow())));
    house.run((leaving) => concat(over, idle(leaving))).subscribe({ error: () => undefined });
  };
  const closeNow = (): Observable<never> => {
    const life = present.current();
    return life ? close(life.talk()) : EMPTY;
  };
  const release = (): void => {
    users -= 1;
    if (users === 0 && bearerKeepMs !== undefined && opened !== undefined) keep(bearerKeepMs);
  };
  return (talk, access, use) => (leaving) =>
    defer(() => {
      users += 1;
      const lost = dialect.lost(talk).pipe(
        mergeMap((line) => timer(OWN_RESULT_MS).pipe(mergeMap(() => throwError(() => noted(line))))),
      );
      return concat(
        ensure(talk, access)(leaving),
        of(null).pipe(
          // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what has begun is told, and winds itself up
          takeUntil(leaving),
          mergeMap(() => use(lost)(leaving)),
        ),
      ).pipe(finalize(release));
    });
};
