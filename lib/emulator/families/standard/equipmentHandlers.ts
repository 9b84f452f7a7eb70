import { calls } from './callHandlers';
import { capabilities } from './capabilityHandlers';
import { messageReading } from './messages/messageReading';
import { messages } from './messages/messageHandlers';
import { messageSending } from './messages/messageSending';
import { operators } from './operatorHandlers';
import { phonebook } from './messages/phonebookHandlers';
import { simFiles } from './simFileHandlers';

/** What any mobile equipment does, whoever made it: 27.007, 27.005, V.250. */
export const equipment = [
  ...capabilities,
  ...operators,
  ...messages,
  ...messageReading,
  ...messageSending,
  ...phonebook,
  ...calls,
  ...simFiles,
];
