import { attention, echo, errorReports, resultsInWords } from '../commands/general';
import type { Profile } from './profile';

/** How any SIMCom modem is brought up: its attention, no echo, errors as numbers. */
export const simcom: Pick<Profile, 'attention' | 'attentionInWords' | 'bringUp'> = {
  attention: attention(),
  attentionInWords: resultsInWords(),
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
};
