import type { ProfilePart } from '../../dialects/profilePart';
import * as clockSimcom from '../simcom/clock/simcomClockCommands';
import { simcomGnss } from '../simcom/gnss/simcomGnss';
import * as gnss from '../simcom/gnss/simcomGnssCommands';
import * as files from '../simcom/simcomFilesCommands';
import * as http from '../simcom/simcomHttpCommands';
import { hangUp, hangUpAll } from '../standard/callCommands';
import * as calls from '../standard/callCommands';
import { callsView } from '../standard/calls/callsView';
import * as messages from '../standard/messageCommands';
import * as messageService from '../standard/messages/messageServiceCommands';
import * as messageTests from '../standard/messages/messageTestCommands';
import { messagesView } from '../standard/messages/messagesView';
import * as mux from '../standard/muxCommands';
import { standardPhonebook } from '../standard/phonebook/standardPhonebook';
import * as phonebook from '../standard/phonebookCommands';
import { plainUssd } from '../standard/ussd/standardUssd';
import * as sim800CallCommands from './calls/sim800CallCommands';
import { sim800Clock } from './clock/sim800Clock';
import * as clockSim800 from './clock/sim800ClockCommands';
import { sim800Calls } from './calls/sim800Calls';
import * as deviceMessages from './device/sim800MessageCommands';
import { sim800Checkup } from './device/sim800Checkup';
import { sim800Mux } from './device/sim800Mux';
import { sim800Files } from './files/sim800Files';
import * as sim800FilesCommands from './files/sim800FilesCommands';
import { sim800Ftp } from './ftp/sim800Ftp';
import * as ftp from './ftp/sim800FtpCommands';
import { sim800Http } from './http/sim800Http';
import * as sim800HttpCommands from './http/sim800HttpCommands';
import * as tls from './http/sim800TlsCommands';
import { sim800Messages } from './messages/sim800Messages';
import * as sockets from './sockets/sim800SocketCommands';
import * as socketUrcs from './sockets/sim800SocketUrcs';
import { sim800Sockets } from './sockets/sim800Sockets';

/* The services of a SIM800, for `profileWith`. Calls are marked as pure, so that a bundler drops the parts that are not used. */

export const sim800HttpPart: ProfilePart = { words: [http, sim800HttpCommands, tls], http: sim800Http };

export const sim800FilesPart: ProfilePart = { words: [files, sim800FilesCommands], files: sim800Files };

export const sim800FtpPart: ProfilePart = { words: [ftp], ftp: sim800Ftp };

export const sim800SocketsPart: ProfilePart = { words: [sockets, socketUrcs], sockets: sim800Sockets };

export const sim800MessagesPart: ProfilePart = {
  words: [deviceMessages, messages, messageService, messageTests],
  messages: sim800Messages,
  views: { messages: /* @__PURE__ */ messagesView() },
};

export const sim800CallsPart: ProfilePart = {
  words: [calls, sim800CallCommands],
  calls: sim800Calls,
  views: { calls: /* @__PURE__ */ callsView(hangUpAll, hangUp) },
};

export const sim800UssdPart: ProfilePart = { words: [], ussd: plainUssd };

export const sim800PhonebookPart: ProfilePart = { words: [phonebook], phonebook: standardPhonebook };

export const sim800MuxPart: ProfilePart = { words: [mux], mux: sim800Mux };

export const sim800ClockPart: ProfilePart = { words: [clockSimcom, clockSim800], clock: sim800Clock };

export const sim800CheckupPart: ProfilePart = { words: [], checkup: sim800Checkup };

export const sim800GnssPart: ProfilePart = { words: [gnss], gnss: /* @__PURE__ */ simcomGnss('sim800') };

/** All services of a SIM800. */
export const sim800Parts: readonly ProfilePart[] = [
  sim800SocketsPart,
  sim800HttpPart,
  sim800MessagesPart,
  sim800CallsPart,
  sim800UssdPart,
  sim800PhonebookPart,
  sim800MuxPart,
  sim800FilesPart,
  sim800FtpPart,
  sim800ClockPart,
  sim800CheckupPart,
  sim800GnssPart,
];
