import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { flag } from '../../../grammar/codecs/integer';

/** What the A7600 adds to calls. */

export const hangUpControl = command('+CVHU=', {
  does: 'Sets whether ATH ends a voice call: 0 yes; 1 no, ATH is answered with OK and does nothing.',
  source: '27.007 § 6.20; A76XX AT manual V1.09 page 50',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CVHU=0
    < OK`,
});

export const hangUpControlState = command('+CVHU?', {
  does: 'Reads whether ATH ends a voice call.',
  source: '27.007 § 6.20; A76XX AT manual V1.09 page 50',
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CVHU?
    < +CVHU: 1
    < OK`,
});
