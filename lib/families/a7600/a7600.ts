import * as httpA76 from './http/a7600HttpCommands';
import { atReady, qcReady, ready } from '../simcom/simcomPowerUrcs';
import { a7600Bearer, CONTEXT_CID } from './network/a7600Bearer';
import { a7600Battery, a7600PowerOff } from './device/a7600DeviceCommands';
import { contextActive, contextAddress } from '../standard/contextCommands';
import { stateQuestions } from '../standard/stateQuestions';
import { a7600Certificates } from './http/a7600Certificates';
import { a7600Files } from './files/a7600Files';
import { a7600Ftp } from './ftp/a7600Ftp';
import { simcomGnss } from '../simcom/gnss/simcomGnss';
import { a7600Mqtt } from './mqtt/a7600Mqtt';
import { a7600Clock } from './clock/a7600Clock';
import { a7600Device } from './device/a7600Device';
import { a7600Checkup } from './device/a7600Checkup';
import { a7600Mux } from './device/a7600Mux';
import { a7600Http } from './http/a7600Http';
import { a7600Network } from './network/a7600Network';
import { a7600BearerView } from './network/a7600BearerView';
import { callsView } from '../standard/calls/callsView';
import { standardCalls } from '../standard/calls/standardCalls';
import { hangUpAll } from '../standard/callCommands';
import { standardPhonebook } from '../standard/phonebook/standardPhonebook';
import { a7600Ussd } from './ussd/a7600Ussd';
import { a7600Tables } from './a7600Tables';
import { a7600Sockets } from './sockets/a7600Sockets';
import { simcom } from '../simcom/simcom';
import { simcomViews } from '../simcom/simcomViews';
import { messagesView } from '../standard/messages/messagesView';
import { messagesFull } from './messages/a7600MessageCommands';
import { a7600Messages } from './messages/a7600Messages';
import type { Profile } from '../../dialects/profile';
import { vocabularyOf } from '../../grammar/vocabulary';

const modemFiles = a7600Files('C:');

/**
 * SIMCom A7600, A7670, A7672, A7608: LTE, a PDP context under HTTP(S).
 *
 * Source: A76XX Series AT Command Manual V1.09, A7600 Series HTTP(S) Application Note V1.00.
 */
export const a7600: Profile = Object.freeze({
  ...simcom,
  name: 'a7600',
  title: 'A7600',
  vocabulary: vocabularyOf(...a7600Tables, httpA76),
  boot: [atReady, ready, qcReady],
  maxLineChars: 3_071,
  ...a7600Device,
  checkup: a7600Checkup,
  stateQuestions: [...stateQuestions, contextActive(), contextAddress({ cid: CONTEXT_CID }), a7600Battery()],
  bearer: a7600Bearer,
  network: a7600Network,
  views: {
    ...simcomViews({ battery: a7600Battery, powerOff: a7600PowerOff }),
    bearer: a7600BearerView,
    calls: callsView(hangUpAll),
    messages: messagesView(messagesFull),
  },
  http: a7600Http({ head: httpA76.httpHead, read: httpA76.httpReadBlocks }),
  files: modemFiles,
  ftp: a7600Ftp(modemFiles, { maxPathChars: 112, maxLoginChars: 128 }),
  certificates: a7600Certificates,
  messages: a7600Messages,
  mux: a7600Mux,
  ussd: a7600Ussd,
  calls: standardCalls,
  phonebook: standardPhonebook,
  clock: a7600Clock,
  mqtt: a7600Mqtt,
  gnss: simcomGnss('a7600'),
  sockets: a7600Sockets,
});
