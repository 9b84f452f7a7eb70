import { attention, echo, errorReports, resultsInWords } from '../standard/generalCommands';
import type { Profile } from '../../dialects/profile';

/** How any SIMCom modem is brought up: its attention, no echo, errors as numbers. */
export const simcom: Pick<Profile, 'attention' | 'attentionInWords' | 'bringUp'> = {
  attention: attention(),
  attentionInWords: resultsInWords(),
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
};
