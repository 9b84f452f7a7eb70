import {
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  concat,
  defer,
  mergeMap,
  type Observable,
  repeat,
  takeWhile,
  last,
  throwError,
} from 'rxjs';
import {
  bearerClose,
  bearerLost,
  contextLost,
  bearerOpen,
  bearerSet,
  bearerState,
} from './sim800BearerCommands';
import { ofUrc } from '../../../../operators/ofUrc';
import type { BearerDialect, ApnSettings } from '../../../dialects/bearerDialect';
import { causeIn, onRefusal, seenIn } from '../../../dialects/steps/onRefusal';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { inOrder } from '../../../dialects/steps/inOrder';
import { simGone } from '../../standard/network/simGone';

/** The bearer profile that the library uses. */
export const BEARER_CID = 1;

/** How often a bearer that is on its way is asked for, and how long: opening may take 85 s, closing 65 s. */
const SETTLING_EVERY_MS = 1_000;
const MAX_SETTLING_MS = 85_000;

/** What is said of a bearer whose state no table has, or that does not tell it. */
export const UNKNOWN_STATE = 'in a state that is not known';

const isSettling = (status: string): boolean => status === 'connecting' || status === 'closing';

const isOpen = (channel: CommandChannel, otherwise: (seen: string) => Observable<never>): Observable<never> =>
  defer(() => optionally(channel, bearerState({ cid: BEARER_CID }))).pipe(
    // What is not known is opened; the modem refuses that where it is open.
    map((answer) => answer?.value.status ?? UNKNOWN_STATE),
    repeat({ count: MAX_SETTLING_MS / SETTLING_EVERY_MS, delay: SETTLING_EVERY_MS }),
    takeWhile(isSettling, true),
    last(),
    mergeMap((status) => (status === 'connected' ? EMPTY : otherwise(status))),
  );

/** GPRS is what the modem does where it does not take this. */
const contype = bearerSet({ cid: BEARER_CID, tag: 'Contype', value: 'GPRS' });

const setTags = ({ apn, user, password }: ApnSettings) => {
  const tags = { APN: apn, USER: user, PWD: password };
  return Object.entries(tags).map(([tag, value]) =>
    value === undefined ? undefined : bearerSet({ cid: BEARER_CID, tag, value }),
  );
};

/**
 * Sees to the SIM800's bearer: opens it where it is closed, waits while it is on its way, and is content where it is open.
 *
 *     > AT+SAPBR=2,1  < +SAPBR: 1,3,"0.0.0.0"  < OK    > AT+SAPBR=3,1,"Contype","GPRS"  …  > AT+SAPBR=1,1  < OK
 *
 * Fails with `network` where it can't be opened. Source: SIM800 IP note § 3.1; AT manual V1.09 pages 249–250.
 */
export const bearer = (channel: CommandChannel, access: ApnSettings): Observable<never> => {
  const refused = (error: ModemError): Observable<never> =>
    isOpen(channel, (seen) =>
      throwError(
        () =>
          new ModemError({
            kind: 'network',
            step: 'bearer',
            seen: `${seenIn(error)}, and it is ${seen}`,
            ...causeIn(error),
          }),
      ),
    );
  const open = defer(() =>
    concat(
      optionalSetting(channel, contype),
      inOrder(channel, ...setTags(access)),
      channel.send(bearerOpen({ cid: BEARER_CID })).pipe(ignoreElements(), onRefusal(refused)),
    ),
  );
  return isOpen(channel, () => open);
};

/**
 * The SIM800's bearer profile 1.
 *
 *     > AT+SAPBR=1,1  < OK   …   < +SAPBR 1: DEACT   …   > AT+SAPBR=0,1  < OK
 *
 * Source: SIM800 IP note § 3.1; AT manual V1.09 pages 249–250, 350–354.
 */
export const sim800Bearer: BearerDialect = {
  open: bearer,
  canReopen: () => true,
  close: (channel) =>
    channel.send(bearerClose({ cid: BEARER_CID })).pipe(
      ignoreElements(),
      onRefusal(() => EMPTY),
    ),
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(bearerLost),
        filter(({ cid }) => cid === BEARER_CID),
        map((values) => bearerLost.form.write(values)),
      ),
      urcs.pipe(
        ofUrc(contextLost),
        map(() => contextLost.name),
      ),
      simGone(urcs),
    ),
};
