import * as basic from '../standard/basicCommands';
import * as calls from '../standard/callUrcs';
import * as clock from '../standard/clockCommands';
import * as context from '../standard/contextCommands';
import * as general from '../standard/generalCommands';
import * as identity from '../standard/identityCommands';
import * as messages from '../standard/messageUrcs';
import * as networkCommands from '../standard/networkCommands';
import * as networkUrcs from '../standard/networkUrcs';
import * as power from '../standard/powerCommands';
import * as reports from '../standard/reportCommands';
import * as serial from '../standard/serialCommands';
import { standardTables } from '../standard/standardTables';
import * as gnssQuectel from './gnss/quectelGnssCommands';
import * as callsQuectel from './calls/quectelCallCommands';
import * as clockQuectel from './clock/quectelClockCommands';
import * as device from './device/quectelDeviceCommands';
import * as errorUrcs from './device/quectelErrorUrcs';
import * as powerUrcs from './device/quectelPowerUrcs';
import * as files from './files/quectelFilesCommands';
import * as http from './http/quectelHttpCommands';
import * as tls from './http/quectelTlsCommands';
import * as ftp from './ftp/quectelFtpCommands';
import * as mqtt from './mqtt/quectelMqttCommands';
import * as lookup from './sockets/quectelLookupCommands';
import * as sockets from './sockets/quectelSocketCommands';
import * as tlsSockets from './sockets/quectelTlsSocketCommands';
import * as bearer from './network/quectelBearerCommands';

/** Not of Quectel's: the SIMCom command among 27.007's. */
const { systemInformation: _, ...network } = networkCommands;

/** All that Quectel's LTE modems know. */
export const quectelTables = [
  ...[general, basic, serial, identity, device, clock, power, powerUrcs, errorUrcs],
  ...[network, networkUrcs, calls, messages, reports],
  ...standardTables,
  ...[context, bearer, files, http, tls, ftp],
  ...[callsQuectel, clockQuectel, gnssQuectel, mqtt, sockets, lookup, tlsSockets],
] as const;
