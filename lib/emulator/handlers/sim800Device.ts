import { cardId, revision } from '../../commands/identitySim800';
import { battery, powerOff } from '../../commands/powerSim800';
import { poweredDown } from '../../commands/powerUrcs';
import { answerLine } from '../answerLine';
import { handle, type Handling } from '../handler';
import { ok } from '../reply';
import { spokenLine } from '../utterance';
import { ofCard } from './ofCard';

/** What the SIM800 spells in its own way: revision, SIM number, battery, power (SIM800 AT manual V1.09 p 68, 108, 146, 164). */
export const sim800Device: readonly Handling[] = [
  handle(revision, (_, { family }) =>
    ok(answerLine(revision, { text: `Revision:${family.identity.revision}` })),
  ),
  handle(cardId, (_, { family, state }) =>
    ofCard(state, answerLine(cardId, { iccid: family.identity.iccid })),
  ),
  handle(battery, () => ok(answerLine(battery, { charging: 0, percent: 87, milliVolts: 4_012 }))),
  handle(powerOff, ({ normally }, { powerDown }) => ({
    ...ok(...(normally ? [spokenLine(poweredDown.form.write({}), 'urc')] : [])),
    mute: true,
    later: powerDown,
  })),
];
