import { callHandlers } from './calls/callHandlers';
import { callSettingHandlers } from './calls/callSettingHandlers';
import { capabilityHandlers } from './capabilityHandlers';
import { needsCard } from '../../core/needsCard';
import { messageReadingHandlers } from './messages/messageReadingHandlers';
import { messageServiceHandlers } from './messages/messageServiceHandlers';
import { messageSettingHandlers } from './messages/messageSettings';
import { messageStorageHandlers } from './messages/messageStorage';
import { messageSendingHandlers } from './messages/messageSendingHandlers';
import { operatorHandlers } from './operatorHandlers';
import { phonebookHandlers } from './messages/phonebookHandlers';
import { ussdHandlers } from './calls/ussdHandlers';
import { simFileHandlers } from './simFileHandlers';

/** What mobile equipment of every maker does: 27.007, 27.005, V.250. */
export const equipmentHandlers = [
  ...capabilityHandlers,
  ...operatorHandlers,
  ...messageSettingHandlers,
  ...messageStorageHandlers,
  ...messageServiceHandlers,
  ...needsCard('cms', [...messageReadingHandlers, ...messageSendingHandlers]),
  ...needsCard('cme', phonebookHandlers),
  ...callHandlers,
  ...callSettingHandlers,
  ...ussdHandlers,
  ...simFileHandlers,
];
