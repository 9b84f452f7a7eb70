import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import type { ApnSettings, BearerDialect } from '../../../dialects/bearerDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { causeIn, onRefusal, seenIn } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';
import { contextAddress } from '../../standard/contextCommands';
import { isAddress } from '../../standard/network/attachmentStage';
import { simGone } from '../../standard/network/simGone';
import {
  quectelActivate,
  quectelActive,
  quectelContext,
  quectelDeactivate,
  quectelDeactivated,
  quectelLastError,
} from './quectelBearerCommands';

/** The PDP context that the library uses. */
export const QUECTEL_CONTEXT = 1;

const context = QUECTEL_CONTEXT;
const ACTIVE = 1;

/** The refusal of the activation with the modem's own reason behind it, where it has one. */
const refused = (channel: CommandChannel, error: ModemError): Observable<never> =>
  optionally(channel, quectelLastError()).pipe(
    mergeMap((answer) => {
      const why = answer && answer.value.code !== 0 ? ` (${answer.value.code}, ${answer.value.words})` : '';
      const seen = `AT+QIACT=${context}: ${seenIn(error)}${why}`;
      return throwError(() => new ModemError({ kind: 'network', step: 'bearer', seen, ...causeIn(error) }));
    }),
  );

const activate = (channel: CommandChannel): Observable<never> =>
  defer(() =>
    channel.send(quectelActivate({ context })).pipe(
      ignoreElements(),
      onRefusal((error) => refused(channel, error)),
    ),
  );

const deactivate = (channel: CommandChannel): Observable<never> =>
  inOrder(channel, quectelDeactivate({ context })).pipe(onRefusal(() => EMPTY));

/**
 * Opens a context that is not listed. One that the network took away is kept as dead, and has to be closed before it can be opened
 * (BG96 TCP/IP manual V1.0 pages 29–32).
 *
 *     > AT+QIACT=1  < ERROR   > AT+QIDEACT=1  < OK   > AT+QIACT=1  < OK
 */
const activateAnew = (channel: CommandChannel): Observable<never> =>
  inOrder(channel, quectelActivate({ context })).pipe(onRefusal(() => cycleContext(channel)));

/** Closes the context, and opens it again: what looks alive and carries nothing. */
export const cycleContext = (channel: CommandChannel): Observable<never> =>
  concat(deactivate(channel), activate(channel));

/** Whether the context is in the list of active ones. */
const isListed = (channel: CommandChannel): Observable<boolean> =>
  channel
    .send(quectelActive())
    .pipe(map(({ values }) => values.some((one) => one.context === context && one.state === ACTIVE)));

/**
 * Whether the network knows the context, too: `QIACT?` may show one that is gone (observed on an EG800K). `CGACT?` hangs newer
 * BG96, so the address is asked for; a modem that does not answer that is believed.
 */
const isAlive = (channel: CommandChannel): Observable<boolean> =>
  optionally(channel, contextAddress({ cid: context })).pipe(
    map((answer) => {
      const own = answer?.values.find(({ cid }) => cid === context);
      return own === undefined || isAddress(own.address);
    }),
  );

const ensureActive = (channel: CommandChannel): Observable<never> =>
  isListed(channel).pipe(
    mergeMap((listed) => {
      if (!listed) return activateAnew(channel);
      return isAlive(channel).pipe(
        mergeMap((alive) => {
          if (alive) return EMPTY;
          channel.note(`context ${context} is listed as active, but has no address: it is opened again`);
          return cycleContext(channel);
        }),
      );
    }),
  );

const access = ({ apn, user = '', password = '' }: ApnSettings) =>
  apn === undefined
    ? undefined
    : quectelContext({
        ...{ context, type: 'ipv4', apn, user, password },
        authentication: user === '' ? 'none' : 'either',
      });

/**
 * Quectel's PDP context 1.
 *
 *     > AT+QICSGP=1,1,"internet","","",0   > AT+QIACT?  < OK   > AT+QIACT=1  < OK   …   < +QIURC: "pdpdeact",1
 *
 * Fails with `network` where it can't be opened. Source: BG96 TCP/IP AT Commands Manual V1.0 chapter 2.1, page 38.
 */
export const quectelBearer: BearerDialect = {
  open: (channel, settings, isInUse = false) =>
    concat(
      // An EC200U takes settings only while the context is closed.
      inOrder(channel, access(settings)).pipe(
        onRefusal((error) =>
          isInUse
            ? throwError(() => error)
            : concat(
                deactivate(channel),
                defer(() => inOrder(channel, access(settings))),
              ),
        ),
      ),
      defer(() => ensureActive(channel)),
    ),
  close: (channel) =>
    isListed(channel).pipe(
      onRefusal(() => of(true)),
      mergeMap((listed) => (listed ? deactivate(channel) : EMPTY)),
    ),
  canReopen: () => true,
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(quectelDeactivated),
        filter((one) => one.context === context),
        map((values) => quectelDeactivated.form.write(values)),
      ),
      simGone(urcs),
    ),
};
