import {
  httpHeadMarked,
  httpReadMarked,
  httpReadNextMarked,
} from '../../../families/sim7600/sim7600HttpCommands';
import { answerLine } from '../../core/utterance';
import { handle } from '../../core/handler';
import { readBlocks, readHead, type BlockHeader } from '../a7600/a7600HttpHandlers';
import { A76_FACTS, A76_HANDLINGS } from '../a7600/a7600Modem';
import { makeFamily } from '../../core/makeFamily';

const headHeader: BlockHeader = (length) => answerLine(httpHeadMarked, { length }, 'header');
const blockHeader: BlockHeader = (length) => answerLine(httpReadMarked, { length }, 'header');

/** The SIM7500/7600: as the A7600, with `DATA,` before each count (SIM7500/7600 AT manual V3.00 page 332). */
export const sim7600 = makeFamily(
  {
    ...A76_FACTS,
    name: 'sim7600',
    disk: { ...A76_FACTS.disk, drive: 'F:' },
    identity: { ...A76_FACTS.identity, model: 'SIMCOM_SIM7600E', revision: 'LE20B04SIM7600M22' },
    boot: (card) => ['RDY', `+CPIN: ${card}`, 'SMS DONE', 'PB DONE'],
  },
  A76_HANDLINGS,
  [
    handle(httpHeadMarked, (_, bench) => readHead(bench, headHeader)),
    handle(httpReadMarked, ({ offset, size }, bench) => readBlocks(bench, offset, size, blockHeader)),
    handle(httpReadNextMarked, ({ size }, bench) => readBlocks(bench, undefined, size, blockHeader)),
  ],
);
