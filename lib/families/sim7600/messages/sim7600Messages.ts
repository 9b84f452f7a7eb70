import { standardMessages } from '../../standard/messages/standardMessages';
import { smsDone } from '../../simcom/simcomPowerUrcs';
import { messagesFull } from '../../a7600/messages/a7600MessageCommands';

/**
 * Short messages of the SIM7600: as the A7600, and it keeps the link between messages.
 *
 * Source: SIM7500_SIM7600 Series SMS Application Note V3.00.
 */
export const sim7600Messages = standardMessages({ title: 'SIM7600', full: [messagesFull], ready: [smsDone] });
