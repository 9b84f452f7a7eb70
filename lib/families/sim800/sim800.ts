import * as basic from '../standard/basicCommands';
import * as bearer from './network/sim800BearerCommands';
import { bearerState } from './network/sim800BearerCommands';
import * as calls from '../standard/callUrcs';
import { simcomGnss } from '../simcom/gnss/simcomGnss';
import * as gnssSimcom from '../simcom/gnss/simcomGnssCommands';
import * as simSimcom from '../simcom/simcomSimCommands';
import { sim800Clock } from './clock/sim800Clock';
import * as clockSim800 from './clock/sim800ClockCommands';
import * as clockSimcom from '../simcom/clock/simcomClockCommands';
import * as clock from '../standard/clockCommands';
import * as context from '../standard/contextCommands';
import * as device from './device/sim800DeviceCommands';
import * as deviceMessages from './device/sim800MessageCommands';
import * as clockUrcs from '../simcom/simcomClockUrcs';
import * as files from '../simcom/simcomFilesCommands';
import * as sim800FilesCommands from './files/sim800FilesCommands';
import * as ftp from './ftp/sim800FtpCommands';
import * as general from '../standard/generalCommands';
import * as http from '../simcom/simcomHttpCommands';
import * as httpSim800 from './http/sim800HttpCommands';
import * as ip from './sockets/sim800SocketCommands';
import * as ipUrcs from './sockets/sim800SocketUrcs';
import * as tls from './http/sim800TlsCommands';
import * as identity from '../standard/identityCommands';
import * as messages from '../standard/messageUrcs';
import * as network from '../standard/networkCommands';
import * as networkUrcs from '../standard/networkUrcs';
import * as power from '../standard/powerCommands';
import * as powerUrcs from '../simcom/simcomPowerUrcs';
import * as reports from '../standard/reportCommands';
import * as serial from '../standard/serialCommands';
import { BEARER_CID, sim800Bearer } from './network/sim800Bearer';
import { sim800Files } from './files/sim800Files';
import { sim800Ftp } from './ftp/sim800Ftp';
import { sim800Device } from './device/sim800Device';
import { sim800Mux } from './device/sim800Mux';
import { sim800Http } from './http/sim800Http';
import { sim800Network } from './network/sim800Network';
import { sim800BearerView } from './network/sim800BearerView';
import { callsView } from '../standard/calls/callsView';
import { hangUp, hangUpAll } from '../standard/callCommands';
import * as callCommands from './calls/sim800CallCommands';
import { sim800Calls } from './calls/sim800Calls';
import { standardPhonebook } from '../standard/phonebook/standardPhonebook';
import { plainUssd } from '../standard/ussd/standardUssd';
import { standardTables } from '../standard/standardTables';
import { stateQuestions } from '../standard/stateQuestions';
import { sim800Sockets } from './sockets/sim800Sockets';
import { simcom } from '../simcom/simcom';
import { simcomViews } from '../simcom/simcomViews';
import { messagesView } from '../standard/messages/messagesView';
import { sim800Messages } from './messages/sim800Messages';
import type { Profile } from '../../dialects/profile';
import { vocabularyOf } from '../../grammar/vocabulary';

/**
 * SIMCom SIM800, SIM800H, SIM800L, SIM800C: GPRS, a bearer profile under HTTP and FTP.
 *
 * Source: SIM800 Series AT Command Manual V1.09, IP Application Note V1.05.
 */
export const sim800: Profile = Object.freeze({
  ...simcom,
  name: 'sim800',
  title: 'SIM800',
  vocabulary: vocabularyOf(
    ...[general, basic, serial, identity, device, clock, clockUrcs],
    ...[power, powerUrcs, network, networkUrcs, calls, messages, reports],
    ...[bearer, context, ip, http, httpSim800, tls],
    deviceMessages,
    ipUrcs,
    ...[clockSimcom, clockSim800, simSimcom, gnssSimcom],
    ...standardTables,
    ...[files, sim800FilesCommands, ftp, callCommands],
  ),
  boot: [powerUrcs.ready],
  maxLineChars: 556,
  ...sim800Device,
  stateQuestions: [...stateQuestions, bearerState({ cid: BEARER_CID }), device.battery()],
  bearer: sim800Bearer,
  network: sim800Network,
  views: {
    ...simcomViews(device),
    bearer: sim800BearerView,
    calls: callsView(hangUpAll, hangUp),
    messages: messagesView(),
  },
  http: sim800Http,
  files: sim800Files,
  ftp: sim800Ftp,
  messages: sim800Messages,
  mux: sim800Mux,
  ussd: plainUssd,
  calls: sim800Calls,
  phonebook: standardPhonebook,
  clock: sim800Clock,
  gnss: simcomGnss.sim800,
  sockets: sim800Sockets,
});
