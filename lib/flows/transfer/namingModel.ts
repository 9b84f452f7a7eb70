import {
  catchError,
  map,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  take,
  throwError,
  timer,
} from 'rxjs';
import { BEARER_DEAD, bearerDoubt } from '../../grammar/errors/bearerDoubt';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import type { Profile } from '../../dialects/profile';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';

/** What a modem says to the commands of another family: it refuses, or answers in the order and the words of its own. */
const FOREIGN = new Set<Reason['kind']>([
  ...(['refused', 'cme', 'network', 'unsupported'] as const),
  ...(['ended', 'unreadable', 'corrupt'] as const),
]);

/** An answer that never ends in its way, while the modem answers to `AT`. */
const isUnanswered = (reason: Reason): boolean =>
  reason.kind === 'timeout' && (reason.phase === 'answer' || reason.phase === 'input');

/** How long it may take to tell its name: a flow that has failed is not kept waiting for it. */
const NAME_MS = 2_000;

/** Whether a modem of another family may say this; so may one that had to be given a bearer by commands of its own family. */
const mayBeForeign = (reason: Reason): boolean =>
  (FOREIGN.has(reason.kind) && !(reason.kind === 'cme' && reason.row)) ||
  isUnanswered(reason) ||
  (reason.kind === 'http' && bearerDoubt(reason) >= BEARER_DEAD);

/** Asks a modem what it calls itself: the model, and the profile for it, where that is another one. Silence is no failure. */
export const foreignModel = (profile: Profile, channel: CommandChannel): Observable<Reason['model']> =>
  profile.identity.model(channel).pipe(
    catchError(() => of(null)),
    map((name) => {
      const other = name === null ? undefined : profile.profileFor(name);
      return name === null || other === undefined || other === profile.name
        ? undefined
        : { name, profile: other };
    }),
  );

/**
 * Fails with a flow's error, which names the modem where that is of another family than the profile that it is used with: that
 * family would not refuse, nor answer in another order.
 *
 *     > AT+SAPBR=2,1  < ERROR    > AT+CGMM  < A7670E  < OK     … The modem calls itself A7670E: use the profile a7600
 */
export const namingModel = (modem: Modem, error: unknown): Observable<never> => {
  if (!(error instanceof ModemError) || !mayBeForeign(error.reason)) return throwError(() => error);
  const silent = timer(NAME_MS).pipe(map(() => undefined));
  return merge(foreignModel(modem.profile, modem), silent).pipe(
    take(1),
    mergeMap((model) => throwError(() => (model ? new ModemError({ ...error.reason, model }) : error))),
  );
};

/**
 * Names the model in the errors of a flow that sends a family's own commands. Keeps the modem open until it has told its model.
 *
 *     flow       --#  AT+FSLS=… was refused
 *     result     -----#  the same; the modem calls itself A7670E …
 */
export const namingForeign =
  <T>(modem: Modem): MonoTypeOperatorFunction<T> =>
  (flow) =>
    modem.keepOpen(flow.pipe(catchError((error: unknown) => namingModel(modem, error))));
