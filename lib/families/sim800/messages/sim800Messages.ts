import { standardMessages } from '../../standard/messages/standardMessages';
import { smsReady } from '../../simcom/simcomPowerUrcs';

/**
 * Short messages of the SIM800: reports come only directly (no `+CDSI`), a list can leave messages unread, and its manual has no
 * `AT+CMMS`.
 *
 * Source: SIM800 AT manual V1.09 pages 111–133.
 */
export const sim800Messages = standardMessages({
  title: 'SIM800',
  storages: ['SM', 'ME'],
  reports: [1],
  keepsLink: false,
  keepsUnread: true,
  ready: [smsReady],
});
