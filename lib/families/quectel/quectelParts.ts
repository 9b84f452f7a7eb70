import type { ProfilePart } from '../../dialects/profilePart';
import * as calls from '../standard/callCommands';
import * as messages from '../standard/messageCommands';
import * as messageService from '../standard/messages/messageServiceCommands';
import * as messageTests from '../standard/messages/messageTestCommands';
import { messagesView } from '../standard/messages/messagesView';
import { standardMessages } from '../standard/messages/standardMessages';
import * as mux from '../standard/muxCommands';
import { standardPhonebook } from '../standard/phonebook/standardPhonebook';
import * as phonebook from '../standard/phonebookCommands';
import { plainUssd } from '../standard/ussd/standardUssd';
import * as callsQuectel from './calls/quectelCallCommands';
import { quectelCalls } from './calls/quectelCalls';
import { quectelCallsView } from './calls/quectelCallsView';
import { quectelClock } from './clock/quectelClock';
import { quectelCheckup } from './device/quectelCheckup';
import { quectelMux } from './device/quectelMux';
import { quectelSmsDone } from './device/quectelPowerUrcs';
import { quectelCertificates } from './files/quectelCertificates';
import { quectelFiles } from './files/quectelFiles';
import * as files from './files/quectelFilesCommands';
import { quectelFtp } from './ftp/quectelFtp';
import * as ftp from './ftp/quectelFtpCommands';
import { quectelGnss } from './gnss/quectelGnss';
import * as gnss from './gnss/quectelGnssCommands';
import { quectelHttp } from './http/quectelHttp';
import * as http from './http/quectelHttpCommands';
import * as tls from './http/quectelTlsCommands';
import { quectelMqtt } from './mqtt/quectelMqtt';
import * as mqtt from './mqtt/quectelMqttCommands';
import * as lookup from './sockets/quectelLookupCommands';
import * as sockets from './sockets/quectelSocketCommands';
import { quectelSockets } from './sockets/quectelSockets';
import * as tlsSockets from './sockets/quectelTlsSocketCommands';

/* The services of a Quectel modem, for `profileWith`. Calls are marked as pure, so that a bundler drops the parts that are not used. */

export const quectelHttpPart: ProfilePart = { words: [http, tls], http: quectelHttp };

export const quectelFilesPart: ProfilePart = { words: [files], files: quectelFiles };

export const quectelFtpPart: ProfilePart = { words: [ftp], ftp: quectelFtp };

export const quectelCertificatesPart: ProfilePart = {
  words: [files, tls],
  certificates: quectelCertificates,
};

export const quectelSocketsPart: ProfilePart = {
  words: [sockets, lookup, tlsSockets],
  sockets: quectelSockets,
};

export const quectelMqttPart: ProfilePart = { words: [mqtt], mqtt: quectelMqtt };

/** Short messages by 27.005: EC2x AT Commands Manual V2.0 chapter 9. Reports come directly: `+CDSI` names a storage in which they do not lie (seen on EC25). */
export const quectelMessagesPart: ProfilePart = {
  words: [messages, messageService, messageTests],
  messages: /* @__PURE__ */ standardMessages({ title: 'Quectel', reports: [1], ready: [quectelSmsDone] }),
  views: { messages: /* @__PURE__ */ messagesView() },
};

export const quectelCallsPart: ProfilePart = {
  words: [calls, callsQuectel],
  calls: quectelCalls,
  views: { calls: quectelCallsView },
};

export const quectelUssdPart: ProfilePart = { words: [], ussd: plainUssd };

export const quectelPhonebookPart: ProfilePart = { words: [phonebook], phonebook: standardPhonebook };

export const quectelMuxPart: ProfilePart = { words: [mux], mux: quectelMux };

export const quectelClockPart: ProfilePart = { words: [], clock: quectelClock };

export const quectelCheckupPart: ProfilePart = { words: [], checkup: quectelCheckup };

export const quectelGnssPart: ProfilePart = { words: [gnss], gnss: quectelGnss };

/** All services of a Quectel modem. */
export const quectelParts: readonly ProfilePart[] = [
  quectelCallsPart,
  quectelMessagesPart,
  quectelMuxPart,
  quectelPhonebookPart,
  quectelFilesPart,
  quectelHttpPart,
  quectelFtpPart,
  quectelCertificatesPart,
  quectelUssdPart,
  quectelClockPart,
  quectelGnssPart,
  quectelMqttPart,
  quectelSocketsPart,
  quectelCheckupPart,
];
