import { concat, defer, map, merge, mergeMap, EMPTY, type Observable, of, throwError } from 'rxjs';
import {
  ipAddress,
  ipBringUp,
  ipMultiple,
  ipMultipleState,
  ipQuickSend,
  ipReceiveManually,
  ipReceiveManuallyState,
  ipShut,
  ipState,
  ipTask,
  ipTaskState,
} from './sim800SocketCommands';
import { contextLost } from '../network/sim800BearerCommands';
import { simGone } from '../../standard/network/simGone';
import type { ApnSettings, BearerDialect } from '../../../dialects/bearerDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { causeIn, onRefusal, seenIn } from '../../../dialects/steps/onRefusal';
import { stuck } from '../../../dialects/steps/startService';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';

/** The states in which connections can be opened, and those in which there are none. */
const USABLE = new Set(['IP STATUS', 'IP PROCESSING']);
const CLOSED = new Set(['IP INITIAL', 'IP START', 'IP CONFIG', 'IP GPRSACT', 'PDP DEACT']);

/**
 * Whether the stack is open with six connections whose bytes wait in the modem, as this library uses it; `undefined` where the
 * modem does not say.
 */
const isOurs = (channel: CommandChannel): Observable<boolean | undefined> =>
  optionally(channel, ipState()).pipe(
    mergeMap((answer) => {
      const state = answer?.value.state ?? '';
      if (!USABLE.has(state)) return of(CLOSED.has(state) ? false : undefined);
      return optionally(channel, ipMultipleState()).pipe(
        mergeMap((multiple) =>
          multiple?.value.on === true ? optionally(channel, ipReceiveManuallyState()) : of(multiple),
        ),
        map((manual) => manual?.value.on),
      );
    }),
  );

const failed = (error: ModemError): ModemError =>
  new ModemError({ kind: 'network', step: 'IP stack', seen: seenIn(error), ...causeIn(error) });

/** The access point that was asked for; without one, the modem's own. */
const task = (channel: CommandChannel, { apn, user, password }: ApnSettings): Observable<never> => {
  const set = (name: string) => inOrder(channel, ipTask({ apn: name, user, password }));
  if (apn !== undefined) return set(apn);
  return optionally(channel, ipTaskState()).pipe(mergeMap((own) => set(own?.value.apn ?? '')));
};

/** Shuts the stack, then opens it. A refusal to shut it matters only where it can't be opened, either. */
const bringUp = (channel: CommandChannel, access: ApnSettings): Observable<never> =>
  defer(() => {
    let isStuck = false;
    const shut = inOrder(channel, ipShut()).pipe(
      onRefusal(() => {
        isStuck = true;
        return EMPTY;
      }),
    );
    const configured = inOrder(channel, ipMultiple({ on: true }), ipReceiveManually({ on: true }));
    const started = defer(() => concat(task(channel, access), inOrder(channel, ipBringUp(), ipAddress())));
    const failing = (otherwise: (error: ModemError) => ModemError) =>
      onRefusal<never, never>((error) =>
        throwError(() => (isStuck ? stuck(error, 'socket') : otherwise(error))),
      );
    return concat(
      shut,
      configured.pipe(failing((error) => error)),
      // Without it each CIPSEND would hold the line until the far end has acknowledged.
      optionalSetting(channel, ipQuickSend({ on: true })),
      started.pipe(failing(failed)),
    );
  });

/**
 * The SIM800's IP stack, with six connections whose bytes wait in the modem. A stack that somebody left in another mode, or that
 * the network has closed, is shut and opened anew.
 *
 *     > AT+CIPSTATUS   < OK   < STATE: IP INITIAL   > AT+CIPSHUT   < SHUT OK   > AT+CIPMUX=1   > AT+CIPRXGET=1
 *     > AT+CIPQSEND=1  > AT+CSTT="internet"   > AT+CIICR   > AT+CIFSR   < 10.89.193.1
 *
 * Source: SIM800 AT manual V1.09 pages 221–248; TCPIP note V1.00 pages 6–29.
 */
export const sim800Stack: BearerDialect = {
  open: (channel, access, isInUse = false) =>
    isOurs(channel).pipe(mergeMap((isOpen = isInUse) => (isOpen ? EMPTY : bringUp(channel, access)))),
  close: (channel) => inOrder(channel, ipShut()).pipe(onRefusal(() => EMPTY)),
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(contextLost),
        map(() => contextLost.name),
      ),
      simGone(urcs),
    ),
};
