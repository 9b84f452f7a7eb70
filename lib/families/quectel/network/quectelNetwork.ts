import { ask } from '../../../dialects/ask';
import { quectelPinTries } from '../device/quectelDeviceCommands';
import { map, of } from 'rxjs';
import { stageResult, type NetworkDialect, type Stage } from '../../../dialects/networkDialect';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { attachmentStage, isAddress } from '../../standard/network/attachmentStage';
import { registrationDomains } from '../../standard/network/registered';
import { registrationAdvice, registrationStages } from '../../standard/network/registrationStages';
import { signalStageWith } from '../../standard/network/signalStage';
import { simStageWith } from '../../standard/network/simStage';
import { quectelNetworkInformation } from '../device/quectelDeviceCommands';
import { quectelSignalChanged } from '../device/quectelPowerUrcs';
import { QUECTEL_CONTEXT } from './quectelBearer';
import { quectelActive } from './quectelBearerCommands';

/**
 * The system that the modem camps on. Firmware that does not know the question, or is not sure, is no hindrance.
 *
 *     > AT+QNWINFO  < +QNWINFO: No Service  < OK   …   > AT+QNWINFO  < +QNWINFO: "FDD LTE","46011","LTE BAND 3",1650  < OK
 *
 * Source: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0 chapter 6.
 */
const systemStage: Stage = {
  name: 'system',
  limit: 'registration',
  look: (channel) =>
    channel.send(quectelNetworkInformation()).pipe(
      map(({ value: { system } }) =>
        /^"?no ?service/i.test(system)
          ? stageResult.notYet(system)
          : stageResult.passed({ step: 'system', system }),
      ),
      onRefusal(() => of({ kind: 'untold' as const })),
    ),
  advice: () => of('there is something wrong with the network, check coverage and subscription'),
};

const { packet, lte } = registrationDomains;

/** `> AT+QIACT?  < +QIACT: 1,1,1,"10.7.157.1"  < OK` */
const contextStage: Stage = {
  name: 'bearer',
  limit: 'bearer',
  onBearer: true,
  look: (channel) =>
    channel.send(quectelActive()).pipe(
      map(({ values }) => {
        const address = values.find(({ context }) => context === QUECTEL_CONTEXT)?.address;
        return isAddress(address)
          ? stageResult.passed({ step: 'bearer', address })
          : stageResult.notYet(`context ${QUECTEL_CONTEXT} has no address`);
      }),
    ),
  advice: (channel, wanted) =>
    registrationAdvice(
      channel,
      [packet, lte],
      wanted,
      of(`check the APN (AT+QICSGP=${QUECTEL_CONTEXT}), then restart the module`),
    ),
};

/**
 * How a Quectel modem gets ready: SIM, signal, registration for calls and data, system, attachment, PDP context 1.
 *
 * Source: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0; BG96 TCP/IP AT Commands Manual V1.0 chapter 2.1.
 */
export const quectelNetwork: NetworkDialect = {
  stages: [
    simStageWith(ask(quectelPinTries({ lock: 'SC' }), ({ pin }) => pin)),
    signalStageWith(quectelSignalChanged),
    ...registrationStages(packet, lte),
    systemStage,
    attachmentStage,
    contextStage,
  ],
};
