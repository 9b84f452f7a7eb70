import * as calls from './callCommands';
import * as capabilities from './capabilityCommands';
import * as messages from './messageCommands';
import * as messageService from './messages/messageServiceCommands';
import * as messageTests from './messages/messageTestCommands';
import * as mux from './muxCommands';
import * as phonebook from './phonebookCommands';

/** What any mobile equipment knows, of any maker: 27.007, 27.005, V.250. */
export const standardTables = [
  calls,
  capabilities,
  messages,
  messageService,
  messageTests,
  mux,
  phonebook,
] as const;
