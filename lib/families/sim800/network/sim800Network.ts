import { map, of } from 'rxjs';
import { bearerState } from './sim800BearerCommands';
import { attachmentStage, isAddress } from '../../standard/network/attachmentStage';
import { BEARER_CID, UNKNOWN_STATE } from './sim800Bearer';
import { stageResult, type NetworkDialect, type Stage } from '../../../dialects/networkDialect';
import { registrationAdvice, registrationStages } from '../../standard/network/registrationStages';
import { registrationDomains } from '../../standard/network/registered';
import { signalStage } from '../../standard/network/signalStage';
import { simcomSimStage } from '../../simcom/simcomSimStage';

const { packet } = registrationDomains;

/** `> AT+SAPBR=2,1  < +SAPBR: 1,1,"10.89.193.1"  < OK` */
const bearerStage: Stage = {
  name: 'bearer',
  limit: 'bearer',
  onBearer: true,
  look: (channel) =>
    channel.send(bearerState({ cid: BEARER_CID })).pipe(
      map(({ value: { status, address } }) => {
        if (status !== 'connected') return stageResult.notYet(status ?? UNKNOWN_STATE);
        return isAddress(address)
          ? stageResult.passed({ step: 'bearer', address })
          : stageResult.notYet('it is open, but has no address');
      }),
    ),
  advice: (channel, wanted) =>
    registrationAdvice(
      channel,
      [packet],
      wanted,
      of('check the APN, its user and password, and the subscription, then restart the module'),
    ),
};

/**
 * How a SIM800 gets ready: SIM, signal, registration for calls and data, attachment, bearer 1.
 *
 * Source: SIM800 IP note § 3.1; AT manual V1.09 pages 90–91, 208, 217–218, 249–250; the order is that of the A7600
 * HTTP(S) note § 1.4.
 */
export const sim800Network: NetworkDialect = {
  stages: [simcomSimStage, signalStage, ...registrationStages(packet), attachmentStage, bearerStage],
};
