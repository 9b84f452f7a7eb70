import {
  circuitRegistrationChanged,
  packetRegistrationChanged,
} from '../../../families/standard/networkUrcs';
import { basic } from '../standard/basicHandlers';
import { bearer } from './sim800BearerHandlers';
import { equipment } from '../standard/equipmentHandlers';
import { sim800FilesHandlers } from './sim800FilesHandlers';
import { ftpSim800 } from './ftp/sim800FtpHandlers';
import { general } from '../standard/generalHandlers';
import { httpSim800 } from './sim800HttpHandlers';
import { sim800HttpMoreHandlers } from './sim800HttpMoreHandlers';
import { mux } from '../standard/muxHandlers';
import { network } from '../standard/networkHandlers';
import { settings, sharedSettings } from '../standard/settings';
import { sim800Settings, sim800DeviceHandlers } from './sim800DeviceHandlers';
import { sim800Equipment } from '../simcom/equipmentTests';
import { makeFamily } from '../../core/makeFamily';

/** The SIM800, at a fixed baud rate: SIM800 AT manual V1.09, IP note V1.05, SSL note V1.00. */
export const sim800 = makeFamily(
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
      address: '10.89.193.1',
    },
    levels: [0, 1, 4],
    boot: (card) => ['RDY', '+CFUN: 1', `+CPIN: ${card}`, 'Call Ready', 'SMS Ready'],
    noCard: 'NOT INSERTED',
    disk: { drive: 'C:', folders: ['C:/User', 'C:/User/ftp'], foldsCase: true, totalBytes: 186_368 },
    errorReports: 0,
    maxLineChars: 556,
    failureCodes: { dns: 603, connect: 601, network: 601, timeout: 601, tls: 605, closed: 601 },
    registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged],
    bearerLost: ['+SAPBR 1: DEACT', '+PDP: DEACT'],
    mux: {
      maxFrameBytes: 127,
      channels: 4,
      takesParameters: false,
      saysStatus: true,
      exit: 'answer',
      urcsOn: () => 'all',
    },
    tests: {
      ...sim800Equipment,
      '+SAPBR': ['+SAPBR: (0-4),(1-3), "ConParamTag","ConParamValue"'],
      '+HTTPPARA': ['+HTTPPARA: "HTTPParamTag","HTTPParmValue"'],
      '+HTTPACTION': ['+HTTPACTION: (0-2)'],
      '+HTTPSSL': ['+HTTPSSL: (0-1)'],
      '+CIURC': ['+CIURC: (0,1)'],
      '+CMUX': ['+CMUX: (0)'],
    },
  },
  general,
  basic,
  sim800DeviceHandlers,
  network,
  bearer,
  equipment,
  httpSim800,
  sim800HttpMoreHandlers,
  sim800FilesHandlers,
  ftpSim800,
  mux,
  settings([...sharedSettings, ...sim800Settings]),
);
