import type { ProfilePart } from '../../dialects/profilePart';
import * as clock from '../simcom/clock/simcomClockCommands';
import { simcomGnss } from '../simcom/gnss/simcomGnss';
import * as gnss from '../simcom/gnss/simcomGnssCommands';
import * as files from '../simcom/simcomFilesCommands';
import * as http from '../simcom/simcomHttpCommands';
import * as calls from '../standard/callCommands';
import { callsView } from '../standard/calls/callsView';
import { standardCalls } from '../standard/calls/standardCalls';
import * as messages from '../standard/messageCommands';
import * as messageService from '../standard/messages/messageServiceCommands';
import * as messageTests from '../standard/messages/messageTestCommands';
import { messagesView } from '../standard/messages/messagesView';
import * as mux from '../standard/muxCommands';
import { standardPhonebook } from '../standard/phonebook/standardPhonebook';
import * as phonebook from '../standard/phonebookCommands';
import * as callsA76 from './calls/a7600CallCommands';
import { a7600Clock } from './clock/a7600Clock';
import { a7600Checkup } from './device/a7600Checkup';
import { a7600Mux } from './device/a7600Mux';
import { a7600Files } from './files/a7600Files';
import * as filesA76 from './files/a7600FilesCommands';
import { a7600Ftp } from './ftp/a7600Ftp';
import * as ftp from './ftp/a7600FtpCommands';
import { a7600Certificates } from './http/a7600Certificates';
import { a7600Http } from './http/a7600Http';
import * as httpA76 from './http/a7600HttpCommands';
import * as tls from './http/a7600TlsCommands';
import * as messagesA76 from './messages/a7600MessageCommands';
import { a7600Messages } from './messages/a7600Messages';
import { a7600Mqtt } from './mqtt/a7600Mqtt';
import * as mqtt from './mqtt/a7600MqttCommands';
import * as sockets from './sockets/a7600SocketCommands';
import * as socketUrcs from './sockets/a7600SocketUrcs';
import { a7600Sockets } from './sockets/a7600Sockets';
import * as tlsSockets from './sockets/a7600TlsSocketCommands';
import * as ussd from './ussd/a7600UssdCommands';
import { a7600Ussd } from './ussd/a7600Ussd';

/* The services of an A76XX, for `profileWith`. Calls are marked as pure, so that a bundler drops the parts that are not used. */

const modemFiles = /* @__PURE__ */ a7600Files('C:');

export const a7600HttpPart: ProfilePart = {
  words: [http, tls, httpA76],
  http: /* @__PURE__ */ a7600Http({ head: httpA76.httpHead, read: httpA76.httpReadBlocks }),
};

export const a7600FilesPart: ProfilePart = { words: [files, filesA76], files: modemFiles };

export const a7600FtpPart: ProfilePart = {
  words: [ftp],
  ftp: /* @__PURE__ */ a7600Ftp(modemFiles, { maxPathChars: 112, maxLoginChars: 128 }),
};

export const a7600CertificatesPart: ProfilePart = { words: [tls], certificates: a7600Certificates };

export const a7600SocketsPart: ProfilePart = {
  words: [sockets, socketUrcs, tlsSockets],
  sockets: a7600Sockets,
};

export const a7600MqttPart: ProfilePart = { words: [mqtt], mqtt: a7600Mqtt };

export const a7600MessagesPart: ProfilePart = {
  words: [messages, messageService, messageTests, messagesA76],
  messages: a7600Messages,
  views: { messages: /* @__PURE__ */ messagesView(messagesA76.messagesFull) },
};

export const a7600CallsPart: ProfilePart = {
  words: [calls, callsA76],
  calls: standardCalls,
  views: { calls: /* @__PURE__ */ callsView(calls.hangUpAll) },
};

export const a7600UssdPart: ProfilePart = { words: [ussd], ussd: a7600Ussd };

export const a7600PhonebookPart: ProfilePart = { words: [phonebook], phonebook: standardPhonebook };

export const a7600MuxPart: ProfilePart = { words: [mux], mux: a7600Mux };

export const a7600ClockPart: ProfilePart = { words: [clock], clock: a7600Clock };

export const a7600CheckupPart: ProfilePart = { words: [], checkup: a7600Checkup };

export const a7600GnssPart: ProfilePart = { words: [gnss], gnss: /* @__PURE__ */ simcomGnss('a7600') };

/** All services of an A76XX. */
export const a7600Parts: readonly ProfilePart[] = [
  a7600CallsPart,
  a7600MuxPart,
  a7600PhonebookPart,
  a7600CertificatesPart,
  a7600SocketsPart,
  a7600UssdPart,
  a7600ClockPart,
  a7600MqttPart,
  a7600CheckupPart,
  a7600HttpPart,
  a7600FilesPart,
  a7600FtpPart,
  a7600MessagesPart,
  a7600GnssPart,
];
