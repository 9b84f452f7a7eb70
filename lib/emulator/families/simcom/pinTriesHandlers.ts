import { pinTries } from '../../../families/simcom/simcomSimCommands';
import { handle, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';
import { answerLine } from '../../core/utterance';

/** CME 10: no SIM. */
const NO_SIM = 10;
/** PIN2 and its PUK: the emulator has none of them entered. */
const OTHERS = '0,10';

/** How many tries are left for the PIN and the PUK. */
export const pinTriesHandlers: readonly Handler[] = [
  handle(pinTries, (_, { environment, state }) => {
    if (state.sim === 'absent') return refused(NO_SIM);
    const { pinTriesLeft, pukTriesLeft } = environment;
    return ok(answerLine(pinTries, { pin: pinTriesLeft, more: `${pukTriesLeft},${OTHERS}` }));
  }),
];
