import { standardMessages } from '../../standard/messages/standardMessages';
import { smsDone } from '../../simcom/simcomPowerUrcs';
import { messagesFull } from './a7600MessageCommands';

/**
 * Short messages of the A7600: `ds` 1 of `AT+CNMI` needs mode 1, so reports are stored (`+CDSI`); it has no `AT+CMMS`.
 *
 * Source: A76XX AT manual V1.09 pages 218–254.
 */
export const a7600Messages = standardMessages({
  title: 'A7600',
  keepsLink: false,
  full: [messagesFull],
  ready: [smsDone],
});
