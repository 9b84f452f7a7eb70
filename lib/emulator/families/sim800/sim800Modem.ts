import { toneHeard } from '../../../families/standard/callUrcs';
import {
  circuitRegistrationChanged,
  packetRegistrationChanged,
} from '../../../families/standard/networkUrcs';
import { basicHandlers } from '../standard/basicHandlers';
import { sim800BearerHandlers } from './sim800BearerHandlers';
import { contextHandlers } from '../standard/contextHandlers';
import { equipmentHandlers } from '../standard/equipmentHandlers';
import { sim800SocketHandlers } from './sockets/sim800SocketHandlers';
import { sim800MessageHandlers } from './sim800MessageHandlers';
import { sim800TlsHandlers } from './sim800TlsHandlers';
import { sim800FilesHandlers } from './sim800FilesHandlers';
import { sim800FtpHandlers } from './ftp/sim800FtpHandlers';
import { generalHandlers } from '../standard/generalHandlers';
import { sim800HttpHandlers } from './sim800HttpHandlers';
import { sim800HttpStateHandlers } from './sim800HttpStateHandlers';
import { muxHandlers } from '../standard/muxHandlers';
import { networkHandlers } from '../standard/networkHandlers';
import { settingHandlers, sharedSettings } from '../standard/settingHandlers';
import { sim800Settings, sim800DeviceHandlers } from './sim800DeviceHandlers';
import { sim800Tests } from './sim800Tests';
import { sim800ClockFacts } from '../../clock/simcomClockFacts';
import { sim800NtpHandlers } from '../../clock/simcomNtpHandlers';
import { pinTriesHandlers } from '../simcom/pinTriesHandlers';
import { gnssHandlers } from '../../gnss/gnssHandlers';
import { makeFamily } from '../../core/makeFamily';

const SIM800_STORES = ['SM', 'ME', 'SM_P', 'ME_P', 'MT'];

/** The SIM800, at a fixed baud rate: SIM800 AT manual V1.09, IP note V1.05, SSL note V1.00. */
export const sim800Modem = makeFamily(
  {
    name: 'sim800',
    identity: {
      manufacturer: 'SIMCOM_Ltd',
      model: 'SIMCOM_SIM800L',
      revision: '1418B05SIM800L24',
      imei: '867564050638581',
      imsi: '460001234567890',
      iccid: '89860112851012345678',
      operator: 'CHINA MOBILE',
      operatorShort: 'CMCC',
      technology: undefined,
      information: ['SIM800 R14.18'],
      productRevision: 'Revision:1418B05SIM800L24',
      address: '10.89.193.1',
    },
    loadsProfile: true,
    savedAtOnce: ['+CFUN'],
    maxContexts: 3,
    maxIndications: { mode: 3, report: 1 },
    // AT manual V1.09 pages 120–126: a text of 1,024 letters takes 7 parts.
    messages: {
      stores: [SIM800_STORES, SIM800_STORES, SIM800_STORES],
      memoryPlaces: 50,
      reportStore: undefined,
      checksMode: false,
      fullLines: [],
      listsUsed: false,
      maxTextParts: 7,
      routes: [0, 1, 2, 3],
      route: 1,
    },
    // AT manual V1.09 pages 100–101.
    refusedLevels: [
      [0, 4],
      [4, 0],
    ],
    levels: [0, 1, 4],
    boot: (card, level) =>
      level === 1
        ? ['RDY', '+CFUN: 1', `+CPIN: ${card}`, 'Call Ready', 'SMS Ready']
        : ['RDY', `+CFUN: ${level}`, `+CPIN: ${card}`],
    noCard: 'NOT INSERTED',
    disk: { drive: 'C:', folders: ['C:/User', 'C:/User/ftp'], foldsCase: true, totalBytes: 186_368 },
    errorReports: 0,
    maxLineChars: 556,
    failureCodes: { dns: 603, connect: 601, network: 601, timeout: 601, tls: 605, closed: 601 },
    registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged],
    spacesUssd: true,
    calls: {
      saysVoiceCall: false,
      missed: 'NO CARRIER',
      withoutCall: 'ERROR',
      ringEveryMs: 5_000,
      callerId: (number, type, name) => `"${number}",${type},"",0,"${name}",0`,
      tones: { asked: '+DDET', urc: toneHeard },
      hangUpControl: '0',
    },
    bearerLost: ['+SAPBR 1: DEACT', '+PDP: DEACT'],
    socketsLost: ['+PDP: DEACT'],
    mux: {
      maxFrameBytes: 127,
      channels: 4,
      takesParameters: false,
      saysStatus: true,
      exit: 'answer',
      urcsOn: () => 'all',
    },
    clock: sim800ClockFacts,
    tests: sim800Tests,
  },
  generalHandlers,
  basicHandlers,
  sim800DeviceHandlers,
  networkHandlers,
  sim800BearerHandlers,
  contextHandlers,
  sim800SocketHandlers,
  sim800TlsHandlers,
  equipmentHandlers,
  sim800MessageHandlers,
  sim800HttpHandlers,
  sim800HttpStateHandlers,
  sim800FilesHandlers,
  sim800FtpHandlers,
  muxHandlers,
  sim800NtpHandlers,
  pinTriesHandlers,
  gnssHandlers.sim800,
  settingHandlers([...sharedSettings, ...sim800Settings]),
);
