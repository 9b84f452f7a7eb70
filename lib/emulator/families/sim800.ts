import { circuitRegistrationChanged, packetRegistrationChanged } from '../../commands/networkUrcs';
import { basic } from '../handlers/basic';
import { bearer } from '../handlers/bearer';
import { equipment } from '../handlers/equipment';
import { filesSim800 } from '../handlers/filesSim800';
import { ftpSim800 } from '../handlers/ftpSim800';
import { general } from '../handlers/general';
import { httpSim800 } from '../handlers/httpSim800';
import { httpSim800More } from '../handlers/httpSim800More';
import { network } from '../handlers/network';
import { settings } from '../handlers/settings';
import { sharedSettings } from '../handlers/sharedSettings';
import { sim800Settings } from '../handlers/sim800Settings';
import { sim800Device } from '../handlers/sim800Device';
import { sim800Equipment } from './equipmentTests';
import { makeFamily } from './makeFamily';

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
    mostLineChars: 556,
    failureCodes: { dns: 603, connect: 601, network: 601, timeout: 601, tls: 605, closed: 601 },
    registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged],
    bearerLost: ['+SAPBR 1: DEACT', '+PDP: DEACT'],
    tests: {
      ...sim800Equipment,
      '+SAPBR': ['+SAPBR: (0-4),(1-3), "ConParamTag","ConParamValue"'],
      '+HTTPPARA': ['+HTTPPARA: "HTTPParamTag","HTTPParmValue"'],
      '+HTTPACTION': ['+HTTPACTION: (0-2)'],
      '+HTTPSSL': ['+HTTPSSL: (0-1)'],
      '+CIURC': ['+CIURC: (0,1)'],
    },
  },
  general,
  basic,
  sim800Device,
  network,
  bearer,
  equipment,
  httpSim800,
  httpSim800More,
  filesSim800,
  ftpSim800,
  settings([...sharedSettings, ...sim800Settings]),
);
