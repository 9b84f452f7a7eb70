import { attention, echo, errorReports, resultsInWords } from '../standard/generalCommands';
import { powerOffUrcs } from './powerEnds';
import { familyFor } from '../familyFor';
import type { Profile } from '../../dialects/profile';

/** What all SIMCom modems share: how they are brought up (attention, no echo, errors as numbers), and how they say that they go off. */
export const simcom: Pick<Profile, 'attention' | 'attentionInWords' | 'bringUp' | 'off' | 'profileFor'> = {
  attention: attention(),
  attentionInWords: resultsInWords(),
  off: powerOffUrcs,
  profileFor: familyFor,
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
};
