import { calls } from './calls';
import { capabilities } from './capabilities';
import { messageReading } from './messageReading';
import { messages } from './messages';
import { messageSending } from './messageSending';
import { operators } from './operators';
import { phonebook } from './phonebook';
import { simFiles } from './simFiles';

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
