import { attention, echo, errorReports } from '../commands/general';
import type { Profile } from './profile';

/** How any SIMCom modem is brought up: its attention, no echo, errors as numbers. */
export const simcom: Pick<Profile, 'attention' | 'bringUp'> = {
  attention: attention(),
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
};
