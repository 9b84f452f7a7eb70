import type { Profile } from '../../dialects/profile';
import { vocabularyOf } from '../../grammar/vocabulary';
import { familyFor } from '../familyFor';
import { attention, echo, errorReports, resultsInWords } from '../standard/generalCommands';
import { quectelCalls } from './calls/quectelCalls';
import { standardPhonebook } from '../standard/phonebook/standardPhonebook';
import { plainUssd } from '../standard/ussd/standardUssd';
import { stateQuestions } from '../standard/stateQuestions';
import { quectelBattery } from './device/quectelDeviceCommands';
import { quectelClockUpdateState } from './clock/quectelClockCommands';
import { quectelClock } from './clock/quectelClock';
import { quectelCheckup } from './device/quectelCheckup';
import { quectelGnss } from './gnss/quectelGnss';
import { quectelDevice } from './device/quectelDevice';
import { quectelMux } from './device/quectelMux';
import { quectelOff } from './device/quectelEnds';
import { quectelAppReady, quectelReady, quectelSmsDone } from './device/quectelPowerUrcs';
import { quectelViews } from './quectelViews';
import { quectelCertificates } from './files/quectelCertificates';
import { quectelFiles } from './files/quectelFiles';
import { quectelHttp } from './http/quectelHttp';
import { quectelFtp } from './ftp/quectelFtp';
import { standardMessages } from '../standard/messages/standardMessages';
import { quectelBearer } from './network/quectelBearer';
import { quectelActive } from './network/quectelBearerCommands';
import { quectelNetwork } from './network/quectelNetwork';
import { quectelMqtt } from './mqtt/quectelMqtt';
import { quectelCodes } from './device/quectelCodes';
import { quectelSockets } from './sockets/quectelSockets';
import { quectelTables } from './quectelTables';

/** Short messages by 27.005: EC2x AT Commands Manual V2.0 chapter 9. Reports come directly: `+CDSI` names a storage in which they do not lie (seen on EC25). */
const quectelMessages = standardMessages({
  title: 'Quectel',
  reports: [1],
  ready: [quectelSmsDone],
});

/**
 * Quectel EC21, EC25, EG21, EG25-G, EG91, EG95, BG95, BG96: LTE, PDP context 1 under all services.
 *
 * Source: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0; BG96 HTTP(S), FILE, FTP(S), SSL and TCP/IP manuals V1.0, whose
 * commands the EC2x shares.
 */
export const quectel: Profile = Object.freeze({
  name: 'quectel',
  title: 'Quectel',
  vocabulary: vocabularyOf(...quectelTables),
  boot: [quectelReady, quectelAppReady],
  off: quectelOff,
  attention: attention(),
  attentionInWords: resultsInWords(),
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
  maxLineChars: 1_024,
  ...quectelDevice,
  checkup: quectelCheckup,
  profileFor: familyFor,
  // What the clock shows depends on who sets it: that is asked first.
  stateQuestions: [quectelClockUpdateState(), ...stateQuestions, quectelActive(), quectelBattery()],
  cmeCodes: quectelCodes,
  bearer: quectelBearer,
  network: quectelNetwork,
  views: quectelViews,
  http: quectelHttp,
  files: quectelFiles,
  ftp: quectelFtp,
  certificates: quectelCertificates,
  messages: quectelMessages,
  ussd: plainUssd,
  calls: quectelCalls,
  phonebook: standardPhonebook,
  clock: quectelClock,
  health: { ...quectelDevice.health, clock: quectelClock.read },
  mux: quectelMux,
  mqtt: quectelMqtt,
  sockets: quectelSockets,
  gnss: quectelGnss,
});
