import { ask } from '../../dialects/ask';
import { simStageWith } from '../standard/network/simStage';
import { pinTries } from './simcomSimCommands';

/** The SIM of a SIMCom modem: `AT+SPIC` says how many tries are left. */
export const simcomSimStage = simStageWith(ask(pinTries(), ({ pin }) => pin));
