import { command } from '../../../grammar/command';
import { parameter, text } from '../../../grammar/codecs/text';

/** What the A7600 adds to USSD. */

export const imsSwitch = command('*IMSRCFG="switch"', {
  does: 'Reads whether IMS (voice and messages over LTE) is on; USSD is refused while it is.',
  source: 'A76XX AT manual V1.09 pages 86–89',
  answers: { item: text, state: parameter },
  timeoutMs: 9_000,
  example: `
    > AT*IMSRCFG="switch"
    < *IMSRCFG: "switch","off"
    < OK`,
});
