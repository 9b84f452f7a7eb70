import { defer, map, mergeMap, type Observable, of } from 'rxjs';
import {
  contextActivate,
  contextActive,
  contextAddress,
  contextDefined,
} from '../../standard/contextCommands';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { ApnSettings } from '../../../dialects/bearerDialect';
import { attachmentStage, isAddress } from '../../standard/network/attachmentStage';
import { CONTEXT_CID } from './a7600Bearer';
import {
  stageResult,
  type StageResult,
  type NetworkDialect,
  type Stage,
} from '../../../dialects/networkDialect';
import { registrationAdvice, registrationStages } from '../../standard/network/registrationStages';
import { registrationDomains } from '../../standard/network/registered';
import { signalStage } from '../../standard/network/signalStage';
import { simcomSimStage } from '../../simcom/simcomSimStage';
import { systemInformation } from '../../standard/networkCommands';

/**
 * The system that the modem camps on: any but NO SERVICE.
 *
 *     > AT+CPSI?  < +CPSI: NO SERVICE,Online  < OK   …   > AT+CPSI?  < +CPSI: LTE,Online,460-00,…  < OK
 *
 * Source: A7600 HTTP(S) note § 1.4; A76XX AT manual V1.09 page 98.
 */
const systemStage: Stage = {
  name: 'system',
  limit: 'registration',
  look: (channel) =>
    channel
      .send(systemInformation())
      .pipe(
        map(({ value: { system } }) =>
          /^NO SERVICE/.test(system)
            ? stageResult.notYet(system)
            : stageResult.passed({ step: 'system', system }),
        ),
      ),
  advice: () => of('there is something wrong with the network, check coverage and subscription'),
};

const { packet, lte } = registrationDomains;

const addressed = (channel: CommandChannel, otherwise: Observable<StageResult>): Observable<StageResult> =>
  channel.send(contextAddress({ cid: CONTEXT_CID })).pipe(
    mergeMap(({ values }) => {
      const address = values.find(({ cid }) => cid === CONTEXT_CID)?.address;
      return isAddress(address) ? of(stageResult.passed({ step: 'bearer', address })) : otherwise;
    }),
  );

/** Without an APN nobody has activated the context yet; where somebody was refused, the refusal is heard again. */
const activated = (channel: CommandChannel): Observable<StageResult> =>
  channel.send(contextActive()).pipe(
    mergeMap(({ values }) => {
      const none = of(stageResult.notYet(`context ${CONTEXT_CID} is active, but has no address`));
      if (values.some(({ cid, on }) => cid === CONTEXT_CID && on)) return none;
      return channel
        .send(contextActivate({ on: true, cid: CONTEXT_CID }))
        .pipe(mergeMap(() => addressed(channel, none)));
    }),
  );

const isDefined = (channel: CommandChannel, { apn }: ApnSettings): Observable<boolean> =>
  channel
    .send(contextDefined())
    .pipe(map(({ values }) => values.some((one) => one.cid === CONTEXT_CID && one.apn === (apn ?? one.apn))));

/** `> AT+CGPADDR=1  < +CGPADDR: 1,10.83.214.110  < OK` */
const contextStage: Stage = {
  name: 'bearer',
  limit: 'bearer',
  onBearer: true,
  look: (channel) =>
    addressed(
      channel,
      defer(() => activated(channel)),
    ),
  advice: (channel, wanted) =>
    registrationAdvice(
      channel,
      [packet, lte],
      wanted,
      defer(() => isDefined(channel, wanted.access)).pipe(
        map((isThere) =>
          isThere
            ? `check the APN, and that context ${CONTEXT_CID} is not in use by PPP, then restart the module`
            : `context ${CONTEXT_CID} has not got its APN (AT+CGDCONT?), set it`,
        ),
      ),
    ),
};

/**
 * How an A76XX gets ready: SIM, signal, registration for calls and data, system, attachment, PDP context 1.
 *
 * Source: A7600 HTTP(S) note § 1.4, § 1.5.2; A76XX AT manual V1.09 pages 98, 108, 113–124.
 */
export const a7600Network: NetworkDialect = {
  stages: [
    simcomSimStage,
    signalStage,
    ...registrationStages(packet, lte),
    systemStage,
    attachmentStage,
    contextStage,
  ],
};
