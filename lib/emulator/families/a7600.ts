import { httpHead, httpReadBlocks, httpReadNext } from '../../commands/httpA76';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
} from '../../commands/networkUrcs';
import { answerLine } from '../answerLine';
import type { FamilyFacts } from '../family';
import { handle, type Handling } from '../handler';
import { a76Device } from '../handlers/a76Device';
import { basic } from '../handlers/basic';
import { certificates } from '../handlers/certificates';
import { contexts } from '../handlers/contexts';
import { equipment } from '../handlers/equipment';
import { fileHandlesA76 } from '../handlers/fileHandlesA76';
import { filesA76 } from '../handlers/filesA76';
import { ftpA76 } from '../handlers/ftpA76';
import { ftpA76Session } from '../handlers/ftpA76Session';
import { ftpA76Tests } from '../handlers/ftpA76Tests';
import { ftpA76Transfers } from '../handlers/ftpA76Transfers';
import { general } from '../handlers/general';
import { httpA76, readBlocks, readHead, type BlockHeader } from '../handlers/httpA76';
import { httpFilesA76 } from '../handlers/httpFilesA76';
import { lte, network } from '../handlers/network';
import { settings } from '../handlers/settings';
import { sharedSettings } from '../handlers/sharedSettings';
import { a76Settings } from '../handlers/a76Settings';
import { a76Equipment } from './equipmentTests';
import { makeFamily } from './makeFamily';

/** What the A7600 and its relatives share, as data: A76XX AT manual V1.09. */
export const A76_FACTS: FamilyFacts = {
  name: 'a7600',
  identity: {
    manufacturer: 'SIMCOM INCORPORATED',
    model: 'A7600E',
    revision: 'A35B01A7600E',
    imei: '861234050012345',
    imsi: '460001234567890',
    iccid: '89860112851012345678',
    operator: 'CHINA MOBILE',
    operatorShort: 'CMCC',
    technology: 7,
    address: '10.83.214.110',
  },
  levels: [0, 1, 4, 5, 6, 7, 8],
  boot: (card) => ['*ATREADY: 1', `+CPIN: ${card}`, 'SMS DONE', '+CGEV: EPS PDN ACT 1', 'PB DONE'],
  noCard: 'SIM REMOVED',
  disk: { drive: 'C:', folders: [], foldsCase: false, totalBytes: 11_348_480 },
  errorReports: 2,
  mostLineChars: 3_071,
  failureCodes: { dns: 713, connect: 714, network: 709, timeout: 705, tls: 715, closed: 704 },
  registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged, lteRegistrationChanged],
  bearerLost: ['+CGEV: NW PDN DEACT 1', '+HTTP_NONET_EVENT'],
  tests: {
    ...a76Equipment,
    ...ftpA76Tests,
    '+FSLS': ['+FSLS: (0-2)'],
    '+FSOPEN': ['+FSOPEN: <filename>[,(0-2)]'],
    '+CFTRANRX': ['+CFTRANRX: [{non-ascii}]"FILEPATH"'],
    '+CCERTDOWN': ['+CCERTDOWN: (5-108),(1-10240)'],
    '+CCERTMOVE': ['+CCERTMOVE: "FILENAME"'],
    '+HTTPPOSTFILE': ['+HTTPPOSTFILE: <filename>[,(1-2)[,(0-4)[,(0-1)]]]'],
    '+HTTPACTION': ['+HTTPACTION: (0-4)'],
  },
};

/** What the A7600 and its relatives do alike. */
export const A76_HANDLINGS: readonly Handling[] = [
  ...general,
  ...basic,
  ...a76Device,
  ...network,
  ...lte,
  ...contexts,
  ...equipment,
  ...httpA76,
  ...filesA76,
  ...fileHandlesA76,
  ...httpFilesA76,
  ...ftpA76Session,
  ...ftpA76,
  ...ftpA76Transfers,
  ...certificates,
  ...settings([...sharedSettings, ...a76Settings]),
];

const headHeader: BlockHeader = (length) => answerLine(httpHead, { length }, 'header');
const blockHeader: BlockHeader = (length) => answerLine(httpReadBlocks, { length }, 'header');

/** The A7600, A7670, A7672: counts stand bare. */
export const a7600 = makeFamily(A76_FACTS, A76_HANDLINGS, [
  handle(httpHead, (_, bench) => readHead(bench, headHeader)),
  handle(httpReadBlocks, ({ offset, size }, bench) => readBlocks(bench, offset, size, blockHeader)),
  handle(httpReadNext, ({ size }, bench) => readBlocks(bench, undefined, size, blockHeader)),
]);
