import * as calls from '../commands/calls';
import * as capabilities from '../commands/capabilities';
import * as messages from '../commands/messages';
import * as phonebook from '../commands/phonebook';

/** What any mobile equipment knows, whoever made it: 27.007, 27.005, V.250. */
export const equipment = [calls, capabilities, messages, phonebook] as const;
