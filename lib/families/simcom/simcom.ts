import { attention, echo, errorReports, resultsInWords } from '../standard/generalCommands';
import { powerOffUrcs } from './powerEnds';
import type { Profile } from '../../dialects/profile';

/** What all SIMCom modems share: how they are brought up (attention, no echo, errors as numbers), and how they say that they go off. */
export const simcom: Pick<Profile, 'attention' | 'attentionInWords' | 'bringUp' | 'off'> = {
  attention: attention(),
  attentionInWords: resultsInWords(),
  off: powerOffUrcs,
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
};
