import { simAccess } from '../../../families/standard/capabilityCommands';
import { answerLine } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';

/** Files of the SIM (27.007 § 8.18; 31.102 § 4.2): its number, and how many digits of the IMSI name the network. */

const SIM_NOT_INSERTED = 10;
const READ_BINARY = 176;
const DONE = { status: 0x90, detail: 0x00 };
const NO_FILE = { status: 0x6a, detail: 0x82 };
const NO_SUCH_COMMAND = { status: 0x6d, detail: 0x00 };

const swapped = (digits: string): string => digits.replace(/(.)(.)/g, '$2$1');

const FILES: ReadonlyMap<number, (modem: HandlerContext) => string> = new Map([
  [0x2fe2, ({ family }: HandlerContext) => swapped(family.identity.iccid)],
  [0x6fad, () => '00000002'],
]);

export const simFileHandlers: readonly Handler[] = [
  handle(simAccess, ({ command, file = 0, first = 0, second = 0, length = 0 }, modem) => {
    if (modem.state.sim === 'absent') return refused(SIM_NOT_INSERTED);
    if (command !== READ_BINARY) return ok(answerLine(simAccess, NO_SUCH_COMMAND));
    const content = FILES.get(file)?.(modem);
    if (content === undefined) return ok(answerLine(simAccess, NO_FILE));
    const from = 2 * (first * 256 + second);
    const response = content.slice(from, length === 0 ? undefined : from + 2 * length);
    return ok(answerLine(simAccess, { ...DONE, response }));
  }),
];
