import { toneHeard } from '../../../families/standard/callUrcs';
import type { FamilyFacts } from '../../core/family';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
} from '../../../families/standard/networkUrcs';
import { standardTests } from './standardTests';

/**
 * The facts of a modem of no maker: an LTE modem as 27.007 describes it. A family of another package begins with a spread.
 *
 *     const facts: FamilyFacts = { ...standardFacts, name: 'acme', identity: { ...standardFacts.identity, model: 'ACME-1' } };
 */
export const standardFacts: FamilyFacts = {
  name: 'standard',
  identity: {
    manufacturer: 'Example',
    model: 'EXAMPLE',
    revision: 'R1',
    imei: '490154203237518',
    imsi: '001010123456789',
    iccid: '89000000000000000001',
    operator: 'Example',
    operatorShort: 'Ex',
    technology: 7,
    information: ['Example', 'EXAMPLE', 'R1'],
    productRevision: 'R1',
    address: '10.0.0.1',
  },
  maxContexts: 16,
  maxIndications: { mode: 2, report: 2 },
  messages: {
    stores: [
      ['SM', 'ME'],
      ['SM', 'ME'],
      ['SM', 'ME'],
    ],
    memoryPlaces: 255,
    reportStore: undefined,
    checksMode: true,
    fullLines: [],
    listsUsed: true,
    maxTextParts: 1,
    routes: [2, 3, 2, 3],
    route: 3,
  },
  spacesUssd: false,
  calls: {
    saysVoiceCall: false,
    missed: 'NO CARRIER',
    withoutCall: 'NO CARRIER',
    ringEveryMs: 5_000,
    callerId: (number, type) => `"${number}",${type},,,,0`,
    tones: { asked: '+DDET', urc: toneHeard },
    hangUpControl: '0',
  },
  socketsLost: [],
  refusedLevels: [],
  levels: [0, 1, 4],
  boot: (card) => ['RDY', `+CPIN: ${card}`],
  noCard: 'NOT INSERTED',
  loadsProfile: true,
  savedAtOnce: [],
  disk: { drive: 'C:', folders: [], foldsCase: false, totalBytes: 1_000_000 },
  errorReports: 1,
  maxLineChars: 1_024,
  failureCodes: { dns: 1, connect: 2, network: 3, timeout: 4, tls: 5, closed: 6 },
  registrationUrcs: [circuitRegistrationChanged, packetRegistrationChanged, lteRegistrationChanged],
  bearerLost: [],
  mux: {
    maxFrameBytes: 127,
    channels: 4,
    takesParameters: true,
    saysStatus: false,
    exit: 'answer',
    urcsOn: () => 'all',
  },
  clock: {
    unset: '80/01/06,00:00:00+00',
    isUtc: () => false,
    takesNetworkTime: () => false,
    reports: () => [],
  },
  tests: standardTests,
};
