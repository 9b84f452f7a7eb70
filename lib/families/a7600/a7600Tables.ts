import * as basic from '../standard/basicCommands';
import * as calls from '../standard/callUrcs';
import * as clock from '../standard/clockCommands';
import * as device from './device/a7600DeviceCommands';
import * as clockUrcs from '../simcom/simcomClockUrcs';
import * as gnssSimcom from '../simcom/gnss/simcomGnssCommands';
import * as mqttA76 from './mqtt/a7600MqttCommands';
import * as simSimcom from '../simcom/simcomSimCommands';
import * as clockSimcom from '../simcom/clock/simcomClockCommands';
import * as context from '../standard/contextCommands';
import * as files from '../simcom/simcomFilesCommands';
import * as filesA76 from './files/a7600FilesCommands';
import * as ftpA76 from './ftp/a7600FtpCommands';
import * as general from '../standard/generalCommands';
import * as http from '../simcom/simcomHttpCommands';
import * as identity from '../standard/identityCommands';
import * as messages from '../standard/messageUrcs';
import * as messagesA76 from './messages/a7600MessageCommands';
import * as network from '../standard/networkCommands';
import * as networkUrcs from '../standard/networkUrcs';
import * as power from '../standard/powerCommands';
import * as powerUrcs from '../simcom/simcomPowerUrcs';
import * as reports from '../standard/reportCommands';
import * as serial from '../standard/serialCommands';
import * as sockets from './sockets/a7600SocketCommands';
import * as socketUrcs from './sockets/a7600SocketUrcs';
import * as ussd from './ussd/a7600UssdCommands';
import * as callsA76 from './calls/a7600CallCommands';
import * as tls from './http/a7600TlsCommands';
import * as tlsSockets from './sockets/a7600TlsSocketCommands';
import { standardTables } from '../standard/standardTables';

/** The tables that the A7600 shares with its relatives: all but how HTTP marks its counts. */
export const a7600Tables = [
  ...[general, basic, serial, identity, device, clock, clockUrcs],
  ...[power, powerUrcs, network, networkUrcs, calls, messages, reports],
  ...standardTables,
  ...[context, http, tls, files, filesA76, ftpA76, messagesA76],
  ...[sockets, socketUrcs, tlsSockets],
  ...[ussd, callsA76],
  ...[clockSimcom, simSimcom, gnssSimcom, mqttA76],
] as const;
