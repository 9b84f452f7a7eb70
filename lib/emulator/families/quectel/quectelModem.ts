import { quectelCallChanged, quectelToneHeard } from '../../../families/quectel/calls/quectelCallCommands';
import { sleepMode } from '../../../families/standard/serialCommands';
import type { FamilyFacts } from '../../core/family';
import type { Handler } from '../../core/handler';
import { makeFamily } from '../../core/makeFamily';
import { basicHandlers } from '../standard/basicHandlers';
import { contextHandlers } from '../standard/contextHandlers';
import { equipmentHandlers } from '../standard/equipmentHandlers';
import { generalHandlers } from '../standard/generalHandlers';
import { muxHandlers } from '../standard/muxHandlers';
import { lteHandlers, networkHandlers } from '../standard/networkHandlers';
import { settingHandlers, sharedSettings } from '../standard/settingHandlers';
import { standardFacts } from '../standard/standardFacts';
import { quectelNtpHandlers } from '../../clock/quectelNtpHandlers';
import { gnssHandlers } from '../../gnss/gnssHandlers';
import { quectelBearerHandlers } from './quectelBearerHandlers';
import { quectelHttpHandlers, quectelPutHandlers, quectelStopHandlers } from './quectelHttpHandlers';
import { quectelFtpHandlers } from './quectelFtpHandlers';
import { quectelCountedMqttHandlers, quectelMqttHandlers } from './quectelMqttHandlers';
import { quectelMqttReceiving, quectelMqttSettingHandlers } from './quectelMqttSettings';
import { quectelFilesHandlers } from './quectelFilesHandlers';
import { quectelQueryHandlers } from './quectelQueryHandlers';
import { quectelTests } from './quectelTests';
import { quectelSocketHandlers } from './sockets/quectelSocketHandlers';
import { quectelDeviceHandlers, quectelSettings, quectelSleepHandlers } from './quectelDeviceHandlers';

const identityOf = (model: string, revision: string): FamilyFacts['identity'] => ({
  manufacturer: 'Quectel',
  model,
  revision,
  imei: '866834040012345',
  imsi: '460011234567890',
  iccid: '89860025128306012474',
  operator: 'CHN-UNICOM',
  operatorShort: 'UNICOM',
  technology: 7,
  information: ['Quectel', model, `Revision: ${revision}`],
  productRevision: revision,
  address: '10.7.157.1',
});

/** The states of `+CLCC` as `^DSCI` counts them: active, held, dialing, alerting, incoming, waiting, ended. */
const CHANGED = [3, 1, 2, 7, 4, 5, 6] as const;

const STORES = ['SM', 'ME', 'MT'];

/** What Quectel's LTE modems share, as data: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0; boot lines observed on an EG25. */
const EC25_FACTS: FamilyFacts = {
  ...standardFacts,
  name: 'quectel',
  quotesAddresses: true,
  tests: quectelTests,
  identity: identityOf('EC25', 'EC25EFAR06A06M4G'),
  savedAtOnce: ['+QURCCFG'],
  // EC25 AT manual § 9: messages go to ME from the factory, and reports where messages go.
  messages: { ...standardFacts.messages, stores: [STORES, STORES, STORES], checksMode: false },
  calls: {
    ...standardFacts.calls,
    tones: { asked: '+QTONEDET', urc: quectelToneHeard },
    changes: {
      asked: '^DSCI',
      line: ({ id, direction, number }, state) =>
        quectelCallChanged.form.write({
          ...{ id, direction, state: CHANGED[state] ?? CHANGED[6], type: 0, number },
          numberType: number.startsWith('+') ? 145 : 129,
        }),
    },
  },
  socketsLost: ['+QIURC: "pdpdeact",1'],
  boot: (card, level) => [
    ...['RDY', `+CFUN: ${level}`, `+CPIN: ${card}`],
    ...(card === 'READY' ? ['+QUSIM: 1', '+QIND: SMS DONE', '+QIND: PB DONE'] : []),
  ],
  disk: { drive: 'UFS:', folders: ['RAM:'], foldsCase: false, totalBytes: 14_400_000 },
  failureCodes: { dns: 714, connect: 716, network: 709, timeout: 702, tls: 716, closed: 719 },
  bearerLost: ['+QIURC: "pdpdeact",1'],
  clock: {
    unset: '04/01/01,00:00:40+12',
    // CTZU=1, as from the factory, keeps UTC (observed on BG96).
    isUtc: (settings) => (settings.get('+CTZU') ?? '1') === '1',
    takesNetworkTime: (settings) => (settings.get('+CTZU') ?? '1') !== '0',
    reports: () => [],
  },
};

const EC25_HANDLERS: readonly Handler[] = [
  ...generalHandlers,
  ...basicHandlers,
  ...quectelDeviceHandlers,
  ...networkHandlers,
  ...lteHandlers,
  ...contextHandlers,
  ...quectelBearerHandlers,
  ...quectelFilesHandlers,
  ...quectelHttpHandlers,
  ...quectelFtpHandlers,
  ...quectelMqttSettingHandlers,
  ...quectelMqttHandlers,
  ...quectelSocketHandlers,
  ...equipmentHandlers,
  ...muxHandlers,
  ...quectelNtpHandlers,
  ...gnssHandlers.quectel,
  ...quectelQueryHandlers,
  ...settingHandlers([...sharedSettings.filter(({ set }) => set !== sleepMode), ...quectelSettings]),
  ...quectelSleepHandlers,
];

/** MQTT with lengths, which the manual of the BG96 has not. */
const countedMqtt = [quectelMqttReceiving.counted, ...quectelCountedMqttHandlers];

/** The EC25, and the EC21, EG21 and EG25-G, which do the same. */
export const ec25Modem = makeFamily(
  EC25_FACTS,
  EC25_HANDLERS,
  countedMqtt,
  quectelPutHandlers,
  quectelStopHandlers,
);

/** The EG91: its firmware has no QHTTPSTOP (observed), and no RAM drive is known of it. */
export const eg91Modem = makeFamily(
  {
    ...EC25_FACTS,
    identity: identityOf('EG91', 'EG91EXGAR08A03M1G'),
    disk: { ...EC25_FACTS.disk, folders: [] },
  },
  EC25_HANDLERS,
  countedMqtt,
  quectelPutHandlers,
);

/** The BG96 of newer firmware: says APP RDY behind its boot lines, and has no RAM drive. */
export const bg96Modem = makeFamily(
  {
    ...EC25_FACTS,
    identity: identityOf('BG96', 'BG96MAR02A07M1G'),
    boot: (card, level) => [...EC25_FACTS.boot(card, level), 'APP RDY'],
    disk: { ...EC25_FACTS.disk, folders: [] },
  },
  EC25_HANDLERS,
  [quectelMqttReceiving.plain],
);
