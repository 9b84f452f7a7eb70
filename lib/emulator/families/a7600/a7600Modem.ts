import { httpHead, httpReadBlocks, httpReadNext } from '../../../families/a7600/http/a7600HttpCommands';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
} from '../../../families/standard/networkUrcs';
import { answerLine } from '../../core/utterance';
import type { FamilyFacts } from '../../core/family';
import { handle, type Handler } from '../../core/handler';
import { a7600DeviceHandlers, a7600Settings } from './a7600DeviceHandlers';
import { basic } from '../standard/basicHandlers';
import { certificates } from './a7600CertificateHandlers';
import { contexts } from '../standard/contextHandlers';
import { equipment } from '../standard/equipmentHandlers';
import { a7600FileHandleHandlers } from './a7600FileHandleHandlers';
import { filesA76 } from './a7600FilesHandlers';
import { ftpA76 } from './ftp/a7600FtpHandlers';
import { a7600FtpSession } from './ftp/a7600FtpSession';
import { a7600FtpTests } from './ftp/a7600FtpTests';
import { a7600FtpTransfers } from './ftp/a7600FtpTransfers';
import { general } from '../standard/generalHandlers';
import { httpA76, readBlocks, readHead, type BlockHeader } from './a7600HttpHandlers';
import { a7600HttpFilesHandlers } from './a7600HttpFilesHandlers';
import { lte, network } from '../standard/networkHandlers';
import { mux } from '../standard/muxHandlers';
import { settings, sharedSettings } from '../standard/settings';
import { a7600Equipment } from '../simcom/equipmentTests';
import { makeFamily } from '../../core/makeFamily';

/** What the A7600 and its relatives share, as data: A76XX AT manual V1.09. */
export const A7600_FACTS: FamilyFacts = {
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
  maxLineChars: 3_071,
  failureCodes: { dns: 713, connect: 714, network: 709, timeout: 705, tls: 715, closed: 704 },
  registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged, lteRegistrationChanged],
  bearerLost: ['+CGEV: NW PDN DEACT 1', '+HTTP_NONET_EVENT'],
  mux: {
    maxFrameBytes: 1_500,
    channels: 4,
    takesParameters: true,
    saysStatus: false,
    exit: 'header',
    // Ports: 0 all, 1 to 3 none of the channels, 4 to 7 channels 1 to 4 (A76XX AT manual V1.09 page 266).
    urcsOn: (settings) => {
      const port = Number(settings.get('+CATR') ?? 0);
      return port === 0 ? 'all' : port - 3;
    },
  },
  tests: {
    ...a7600Equipment,
    ...a7600FtpTests,
    '+FSLS': ['+FSLS: (0-2)'],
    '+FSOPEN': ['+FSOPEN: <filename>[,(0-2)]'],
    '+CFTRANRX': ['+CFTRANRX: [{non-ascii}]"FILEPATH"'],
    '+CCERTDOWN': ['+CCERTDOWN: (5-108),(1-10240)'],
    '+CCERTMOVE': ['+CCERTMOVE: "FILENAME"'],
    '+HTTPPOSTFILE': ['+HTTPPOSTFILE: <filename>[,(1-2)[,(0-4)[,(0-1)]]]'],
    '+HTTPACTION': ['+HTTPACTION: (0-4)'],
    '+CMUX': ['+CMUX: (0),(0),(1-8),(1-1500),(0),(0),(2-1000)'],
  },
};

/** What the A7600 and its relatives do alike. */
export const A7600_HANDLINGS: readonly Handler[] = [
  ...general,
  ...basic,
  ...a7600DeviceHandlers,
  ...network,
  ...lte,
  ...contexts,
  ...equipment,
  ...httpA76,
  ...filesA76,
  ...a7600FileHandleHandlers,
  ...a7600HttpFilesHandlers,
  ...a7600FtpSession,
  ...ftpA76,
  ...a7600FtpTransfers,
  ...certificates,
  ...mux,
  ...settings([...sharedSettings, ...a7600Settings]),
];

const headHeader: BlockHeader = (length) => answerLine(httpHead, { length }, 'header');
const blockHeader: BlockHeader = (length) => answerLine(httpReadBlocks, { length }, 'header');

/** The A7600, A7670, A7672: counts stand bare. */
export const a7600 = makeFamily(A7600_FACTS, A7600_HANDLINGS, [
  handle(httpHead, (_, modem) => readHead(modem, headHeader)),
  handle(httpReadBlocks, ({ offset, size }, modem) => readBlocks(modem, offset, size, blockHeader)),
  handle(httpReadNext, ({ size }, modem) => readBlocks(modem, undefined, size, blockHeader)),
]);
