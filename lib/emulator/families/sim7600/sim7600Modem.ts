import {
  sim7600HttpHead,
  sim7600HttpRead,
  sim7600HttpReadNext,
} from '../../../families/sim7600/sim7600HttpCommands';
import { messageLink, messageLinkSet } from '../../../families/standard/messages/messageServiceCommands';
import { answerLine } from '../../core/utterance';
import { handle } from '../../core/handler';
import {
  httpParameterHandler,
  readBlocks,
  readHead,
  SIM7600_TAGS,
  type BlockHeader,
} from '../a7600/a7600HttpHandlers';
import { A7600_FACTS, A7600_HANDLERS, informationOf } from '../a7600/a7600Modem';
import { settingHandlers } from '../standard/settingHandlers';
import { gnssHandlers } from '../../gnss/gnssHandlers';
import { makeFamily } from '../../core/makeFamily';

const MODEL = 'SIMCOM_SIM7600E';
const REVISION = 'LE20B04SIM7600M22';

const STORES = ['SM', 'ME'];

const headHeader: BlockHeader = (length) => answerLine(sim7600HttpHead, { length }, 'header');
const blockHeader: BlockHeader = (length) => answerLine(sim7600HttpRead, { length }, 'header');

/** The SIM7500/7600: as the A7600, with `DATA,` before each count (SIM7500/7600 AT manual V3.00 page 332). */
export const sim7600Modem = makeFamily(
  {
    ...A7600_FACTS,
    name: 'sim7600',
    // SMS note V3.00 page 9: reports have a storage of their own.
    tests: { ...A7600_FACTS.tests, '+CPMS': ['+CPMS: ("SM","ME","SR"),("SM","ME"),("SM","ME")'] },
    messages: {
      ...A7600_FACTS.messages,
      stores: [['SM', 'ME', 'SR'], STORES, STORES],
      memoryPlaces: 23,
      reportStore: 'SR',
    },
    calls: { ...A7600_FACTS.calls, missed: 'MISSED_CALL' },
    disk: { ...A7600_FACTS.disk, drive: 'F:' },
    identity: {
      ...A7600_FACTS.identity,
      model: MODEL,
      revision: REVISION,
      information: informationOf(MODEL, REVISION),
      productRevision: REVISION,
    },
    boot: (card) => ['RDY', `+CPIN: ${card}`, 'SMS DONE', 'PB DONE'],
  },
  A7600_HANDLERS,
  gnssHandlers.sim7600,
  [
    httpParameterHandler(SIM7600_TAGS),
    // SIM7500/7600 AT manual V3.00; the A76XX has none.
    ...settingHandlers([
      { set: messageLink, read: messageLinkSet, initial: '0', fits: (value) => /^[0-2]$/.test(value) },
    ]),
    handle(sim7600HttpHead, (_, modem) => readHead(modem, headHeader)),
    handle(sim7600HttpRead, ({ offset, size }, modem) => readBlocks(modem, offset, size, blockHeader)),
    handle(sim7600HttpReadNext, ({ size }, modem) => readBlocks(modem, undefined, size, blockHeader)),
  ],
);
