import { standardMessages } from '../../standard/messages/standardMessages';
import { smsReady } from '../../simcom/simcomPowerUrcs';
import { messageListKeeping } from '../device/sim800MessageCommands';

/**
 * Short messages of the SIM800: reports come only directly (no `+CDSI`), and a list can leave messages unread.
 *
 * Source: SIM800 AT manual V1.09 pages 111–133.
 */
export const sim800Messages = standardMessages({
  title: 'SIM800',
  storages: ['SM', 'ME'],
  reports: [1],
  listKeepingUnread: messageListKeeping({ which: 4, keepsUnread: true }),
  ready: [smsReady],
});
