import { concat, EMPTY, filter, map, mergeMap, type Observable, of } from 'rxjs';
import { netClose, netOpen, netOpenState, socketEcho, socketReceiveManually } from './a7600SocketCommands';
import { netClosed, netLost, netOpened } from './a7600SocketUrcs';
import {
  a7600ServiceEnded,
  a7600SocketResult,
  codesOf,
  expectDone,
  type SocketResult,
} from './a7600SocketResult';
import type { BearerDialect } from '../../../dialects/bearerDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { startService } from '../../../dialects/steps/startService';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';

/** The manual's time limit of NETOPEN, and some slack. */
const NETWORK_MS = 125_000;
const ALREADY = /already/i;

const failed = ({ seen }: SocketResult): ModemError =>
  new ModemError({ kind: 'network', step: 'socket service', seen });

/** Asks about an open or a close whose result does not come: emits a result if the service is in the wanted state, otherwise nothing. */
const recallService = (isOpen: boolean, channel: CommandChannel): Observable<SocketResult> =>
  optionally(channel, netOpenState()).pipe(
    mergeMap((answer) => (answer?.value.isOpen === isOpen ? of({ code: 0, seen: 'NETOPEN?' }) : EMPTY)),
  );

const start = (channel: CommandChannel): Observable<never> =>
  a7600SocketResult(channel, netOpen(), {
    results: codesOf(netOpened),
    withinMs: NETWORK_MS,
    recall: () => recallService(true, channel),
  }).pipe(
    // Somebody else has opened it meanwhile.
    filter(({ seen }) => !ALREADY.test(seen)),
    expectDone(failed),
  );

const end = (channel: CommandChannel): Observable<never> =>
  a7600ServiceEnded(channel, netClose(), {
    results: codesOf(netClosed),
    withinMs: NETWORK_MS,
    recall: () => recallService(false, channel),
  });

/** Received bytes wait in the modem, and it does not echo what is sent. */
const settings = (channel: CommandChannel): Observable<never> =>
  concat(
    inOrder(channel, socketReceiveManually({ on: true })),
    optionalSetting(channel, socketEcho({ echo: 'OFF' })),
  );

/**
 * The A76XX's socket service, on the context of the other services.
 *
 *     > AT+NETOPEN?   < +NETOPEN: 0   > AT+NETOPEN   < OK   < +NETOPEN: 0   > AT+CIPRXGET=1   > AT+CIPCFG="DATAECHO",OFF
 *
 * Source: A76XX AT manual V1.09 pages 316–352.
 */
export const a7600Stack: BearerDialect = {
  finishesOpening: true,
  open: (channel, _, isInUse = false) => {
    const started = isInUse
      ? start(channel)
      : startService(channel, { service: 'socket', start: start(channel), end: end(channel) });
    return concat(
      optionally(channel, netOpenState()).pipe(
        mergeMap((answer) => (answer?.value.isOpen === true ? EMPTY : started)),
      ),
      settings(channel),
    );
  },
  close: (channel) => end(channel).pipe(onRefusal(() => EMPTY)),
  lost: ({ urcs }) =>
    urcs.pipe(
      ofUrc(netLost),
      map((values) => netLost.form.write(values)),
    ),
};
