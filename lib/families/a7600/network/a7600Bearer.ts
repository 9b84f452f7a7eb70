import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  throwError,
} from 'rxjs';
import { contextActivate, contextActive, contextDefine } from '../../standard/contextCommands';
import { httpNoNetwork } from '../http/a7600HttpCommands';
import { packetEvent } from '../../standard/networkUrcs';
import { simGone } from '../../standard/network/simGone';
import { ofUrc } from '../../../../operators/ofUrc';
import type { BearerDialect, ApnSettings } from '../../../dialects/bearerDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import { isLostAnswer } from '../../../dialects/ask';
import { isRefusal, onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { inOrder } from '../../../dialects/steps/inOrder';

/** The PDP context that the library uses. */
export const CONTEXT_CID = 1;

/** No, or no answer: the activation can be done without. */
const isDispensable = (error: unknown): error is ModemError =>
  isRefusal(error) || (error instanceof ModemError && isLostAnswer(error.reason));

/**
 * Sees to the A76XX's PDP context where an APN was given: defines it and activates it. Without one the modem's own context
 * is used, which `HTTPINIT` activates.
 *
 *     > AT+CGDCONT=1,"IP","internet"  < OK    > AT+CGACT?  < +CGACT: 1,0  < OK    > AT+CGACT=1,1  < OK
 *
 * An activation that is refused or not answered is no failure: on LTE the default context can't be activated by hand (A76XX AT manual V1.09 p 121).
 */
export const context = (channel: CommandChannel, { apn }: ApnSettings): Observable<never> => {
  if (apn === undefined) return EMPTY;
  const activate = defer(() =>
    channel.send(contextActivate({ on: true, cid: CONTEXT_CID })).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        if (!isDispensable(error)) return throwError(() => error);
        channel.note(`${error.message}; going on, HTTPINIT activates the context, too`);
        return EMPTY;
      }),
    ),
  );
  const active = optionally(channel, contextActive()).pipe(
    mergeMap((answer) =>
      answer?.values.some(({ cid, on }) => cid === CONTEXT_CID && on) ? EMPTY : activate,
    ),
  );
  return concat(inOrder(channel, contextDefine({ cid: CONTEXT_CID, type: 'IP', apn })), active);
};

/**
 * What only the network says: a detach, or that it deactivated context 1. What the modem did by itself (`ME …`) follows on
 * each `HTTPTERM`, too (A76XX AT manual V1.09 pages 142–147).
 */
const BY_NETWORK = /^\+CGEV: NW (?:DETACH|(?:PDN )?DEACT(?:$|.*\b1$))/;

/**
 * The A76XX's PDP context 1.
 *
 *     > AT+CGACT=1,1  < OK   …   < +CGEV: NW PDN DEACT 1   …   > AT+CGACT=0,1  < OK
 *
 * Source: 27.007 § 10.1; A76XX AT manual V1.09 pages 113–124, 142–147, 368.
 */
export const a7600Bearer: BearerDialect = {
  open: context,
  // Without an APN the context is the one that the network gave, which HTTPTERM and CFTPSSTOP close.
  canReopen: ({ apn }) => apn !== undefined,
  close: (channel) => {
    const deactivate = defer(() => channel.send(contextActivate({ on: false, cid: CONTEXT_CID })));
    return channel.send(contextActive()).pipe(
      mergeMap(({ values }) =>
        values.some(({ cid, on }) => cid === CONTEXT_CID && on) ? deactivate : EMPTY,
      ),
      ignoreElements(),
      onRefusal(() => EMPTY),
    );
  },
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(packetEvent),
        map((values) => packetEvent.form.write(values)),
        filter((line) => BY_NETWORK.test(line)),
      ),
      simGone(urcs),
      urcs.pipe(
        ofUrc(httpNoNetwork),
        map(() => httpNoNetwork.name),
      ),
    ),
};
