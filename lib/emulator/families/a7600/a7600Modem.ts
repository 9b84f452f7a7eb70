import { toneReceived } from '../../../families/standard/callUrcs';
import { httpHead, httpReadBlocks, httpReadNext } from '../../../families/a7600/http/a7600HttpCommands';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
} from '../../../families/standard/networkUrcs';
import { answerLine } from '../../core/utterance';
import type { FamilyFacts } from '../../core/family';
import { handle, type Handler } from '../../core/handler';
import { a7600DefaultHandlers, a7600DeviceHandlers, a7600Settings } from './a7600DeviceHandlers';
import { basicHandlers } from '../standard/basicHandlers';
import { a7600CertificateHandlers } from './a7600CertificateHandlers';
import { contextHandlers } from '../standard/contextHandlers';
import { equipmentHandlers } from '../standard/equipmentHandlers';
import { a7600FileHandleHandlers } from './a7600FileHandleHandlers';
import { a7600FilesHandlers } from './a7600FilesHandlers';
import { a7600FtpHandlers } from './ftp/a7600FtpHandlers';
import { a7600FtpSessionHandlers } from './ftp/a7600FtpSessionHandlers';
import { a7600FtpTransferHandlers } from './ftp/a7600FtpTransferHandlers';
import { a7600SocketHandlers } from './sockets/a7600SocketHandlers';
import { generalHandlers } from '../standard/generalHandlers';
import {
  a7600HttpHandlers,
  httpParameterHandler,
  readBlocks,
  readHead,
  type BlockHeader,
} from './a7600HttpHandlers';
import { a7600HttpFileHandlers } from './a7600HttpFileHandlers';
import { lteHandlers, networkHandlers, systemModeHandlers } from '../standard/networkHandlers';
import { muxHandlers } from '../standard/muxHandlers';
import { settingHandlers, sharedSettings } from '../standard/settingHandlers';
import { a7600MqttHandlers } from './a7600MqttHandlers';
import { a7600MqttStateHandlers } from './a7600MqttStateHandlers';
import { a7600MessageHandlers } from './a7600MessageHandlers';
import { a7600SystemHandlers } from './a7600SystemHandlers';
import { a7600Tests } from './a7600Tests';
import { a7600ClockFacts } from '../../clock/simcomClockFacts';
import { a7600NtpHandlers } from '../../clock/simcomNtpHandlers';
import { pinTriesHandlers } from '../simcom/pinTriesHandlers';
import { gnssHandlers } from '../../gnss/gnssHandlers';
import { makeFamily } from '../../core/makeFamily';

const A7600_STORES = ['SM', 'ME'];
const IMEI = '861234050012345';

/** The lines of `ATI` (A76XX AT manual V1.09 page 53; SIM7500/7600 AT manual V3.00 page 34). */
export const informationOf = (model: string, revision: string): readonly string[] => [
  'Manufacturer: SIMCOM INCORPORATED',
  `Model: ${model}`,
  `Revision: ${revision}`,
  `IMEI: ${IMEI}`,
  '+GCAP: +CGSM',
];

/** What the A7600 and its relatives share, as data: A76XX AT manual V1.09. */
export const A7600_FACTS: FamilyFacts = {
  name: 'a7600',
  identity: {
    manufacturer: 'SIMCOM INCORPORATED',
    model: 'A7600E',
    revision: 'A35B01A7600E',
    imei: IMEI,
    imsi: '460001234567890',
    iccid: '89860112851012345678',
    operator: 'CHINA MOBILE',
    operatorShort: 'CMCC',
    technology: 7,
    information: informationOf('A7600E', 'A35B01A7600E'),
    productRevision: 'A35B01A7600E',
    address: '10.83.214.110',
  },
  loadsProfile: false,
  savedAtOnce: ['+CMGF', '+CNMI', '+CPMS', '+CTZU', '+CLIP', '+IPREX'],
  maxContexts: 15,
  maxIndications: { mode: 2, report: 2 },
  // Pages 220, 228–232, 242.
  messages: {
    stores: [A7600_STORES, A7600_STORES, A7600_STORES],
    memoryPlaces: 180,
    reportStore: undefined,
    checksMode: true,
    fullLines: ['+SMS FULL'],
    listsUsed: true,
    maxTextParts: 1,
    // 0 and 1 become 2 and 3.
    routes: [2, 3, 2, 3],
    route: 3,
  },
  // After 7 only 6 or a restart helps (pages 67–69).
  refusedLevels: [0, 1, 4, 5, 8].map((to) => [7, to] as const),
  levels: [0, 1, 4, 5, 6, 7, 8],
  boot: (card) => ['*ATREADY: 1', `+CPIN: ${card}`, 'SMS DONE', '+CGEV: EPS PDN ACT 1', 'PB DONE'],
  noCard: 'SIM REMOVED',
  disk: { drive: 'C:', folders: [], foldsCase: false, totalBytes: 11_348_480 },
  errorReports: 2,
  maxLineChars: 3_071,
  failureCodes: { dns: 713, connect: 714, network: 709, timeout: 705, tls: 715, closed: 704 },
  registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged, lteRegistrationChanged],
  spacesUssd: false,
  calls: {
    saysVoiceCall: true,
    missed: 'nothing',
    withoutCall: 'NO CARRIER',
    ringEveryMs: 6_000,
    callerId: (number, type, name) => `"${number}",${type},,,"${name}",0`,
    tones: { urc: toneReceived },
    hangUpControl: '1',
  },
  bearerLost: ['+CGEV: NW PDN DEACT 1', '+HTTP_NONET_EVENT'],
  socketsLost: ['+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY'],
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
  clock: a7600ClockFacts,
  tests: a7600Tests,
};

/** What the A7600 and its relatives do alike. */
export const A7600_HANDLERS: readonly Handler[] = [
  ...generalHandlers,
  ...basicHandlers,
  ...a7600DeviceHandlers,
  ...networkHandlers,
  ...systemModeHandlers,
  ...lteHandlers,
  ...contextHandlers,
  ...a7600SystemHandlers,
  ...a7600DefaultHandlers,
  ...equipmentHandlers,
  ...a7600MessageHandlers,
  ...a7600HttpHandlers,
  ...a7600FilesHandlers,
  ...a7600FileHandleHandlers,
  ...a7600HttpFileHandlers,
  ...a7600FtpSessionHandlers,
  ...a7600FtpHandlers,
  ...a7600FtpTransferHandlers,
  ...a7600CertificateHandlers,
  ...a7600SocketHandlers,
  ...muxHandlers,
  ...a7600NtpHandlers,
  ...a7600MqttHandlers,
  ...a7600MqttStateHandlers,
  ...pinTriesHandlers,
  ...settingHandlers([...sharedSettings, ...a7600Settings]),
];

const headHeader: BlockHeader = (length) => answerLine(httpHead, { length }, 'header');
const blockHeader: BlockHeader = (length) => answerLine(httpReadBlocks, { length }, 'header');

/** The A7600, A7670, A7672: counts stand bare. */
export const a7600Modem = makeFamily(A7600_FACTS, A7600_HANDLERS, gnssHandlers.a7600, [
  httpParameterHandler(),
  handle(httpHead, (_, modem) => readHead(modem, headHeader)),
  handle(httpReadBlocks, ({ offset, size }, modem) => readBlocks(modem, offset, size, blockHeader)),
  handle(httpReadNext, ({ size }, modem) => readBlocks(modem, undefined, size, blockHeader)),
]);
