import type { ProfilePart } from '../../dialects/profilePart';
import {
  a7600CallsPart,
  a7600CertificatesPart,
  a7600CheckupPart,
  a7600ClockPart,
  a7600MqttPart,
  a7600MuxPart,
  a7600PhonebookPart,
  a7600SocketsPart,
  a7600UssdPart,
} from '../a7600/a7600Parts';
import { a7600Files } from '../a7600/files/a7600Files';
import * as filesA76 from '../a7600/files/a7600FilesCommands';
import { a7600Ftp } from '../a7600/ftp/a7600Ftp';
import * as ftp from '../a7600/ftp/a7600FtpCommands';
import { a7600Http } from '../a7600/http/a7600Http';
import * as httpA76 from '../a7600/http/a7600HttpCommands';
import * as tls from '../a7600/http/a7600TlsCommands';
import * as messagesA76 from '../a7600/messages/a7600MessageCommands';
import { simcomGnss } from '../simcom/gnss/simcomGnss';
import * as gnss from '../simcom/gnss/simcomGnssCommands';
import * as files from '../simcom/simcomFilesCommands';
import * as http from '../simcom/simcomHttpCommands';
import * as messages from '../standard/messageCommands';
import * as messageService from '../standard/messages/messageServiceCommands';
import * as messageTests from '../standard/messages/messageTestCommands';
import { messagesView } from '../standard/messages/messagesView';
import { sim7600Messages } from './messages/sim7600Messages';
import * as httpSim7600 from './sim7600HttpCommands';

/*
 * The services of a SIM7500 or SIM7600 that differ from those of an A76XX, for `profileWith`; the others are parts of `a7600Parts.ts`.
 * Calls are marked as pure, so that a bundler drops the parts that are not used.
 */

const { httpStored, httpPeerClosed, httpNoNetwork } = httpA76;
const { httpPostFile, httpPostFileDone, httpReadFile, httpReadFileDone } = httpA76;

/** What it says as the A7600 does: all but its counts. */
const sameHttp = {
  ...{ httpStored, httpPeerClosed, httpNoNetwork },
  ...{ httpPostFile, httpPostFileDone, httpReadFile, httpReadFileDone },
};

const modemFiles = /* @__PURE__ */ a7600Files('F:');

export const sim7600HttpPart: ProfilePart = {
  words: [http, tls, httpSim7600, sameHttp],
  http: /* @__PURE__ */ a7600Http({ head: httpSim7600.sim7600HttpHead, read: httpSim7600.sim7600HttpRead }),
};

export const sim7600FilesPart: ProfilePart = { words: [files, filesA76], files: modemFiles };

export const sim7600FtpPart: ProfilePart = {
  words: [ftp],
  ftp: /* @__PURE__ */ a7600Ftp(modemFiles, { maxPathChars: 256, maxLoginChars: 256 }),
};

export const sim7600MessagesPart: ProfilePart = {
  words: [messages, messageService, messageTests, messagesA76],
  messages: sim7600Messages,
  views: { messages: /* @__PURE__ */ messagesView(messagesA76.messagesFull) },
};

export const sim7600GnssPart: ProfilePart = {
  words: [gnss],
  gnss: /* @__PURE__ */ simcomGnss('sim7600'),
};

/** All services of a SIM7500 or SIM7600: those of an A76XX, but for the last five. */
export const sim7600Parts: readonly ProfilePart[] = [
  a7600CallsPart,
  a7600MuxPart,
  a7600PhonebookPart,
  a7600CertificatesPart,
  a7600SocketsPart,
  a7600UssdPart,
  a7600ClockPart,
  a7600MqttPart,
  a7600CheckupPart,
  sim7600HttpPart,
  sim7600FilesPart,
  sim7600FtpPart,
  sim7600MessagesPart,
  sim7600GnssPart,
];
