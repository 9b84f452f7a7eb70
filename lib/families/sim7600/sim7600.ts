import type { Profile } from '../../dialects/profile';
import { profileWith } from '../../dialects/profilePart';
import * as capabilities from '../standard/capabilityCommands';
import { sim7600Base } from './sim7600Base';
import { sim7600Parts } from './sim7600Parts';

/**
 * SIMCom SIM7500 and SIM7600: as the A7600, but counts are marked `DATA,`.
 *
 * Source: SIM7500_SIM7600 Series AT Command Manual V3.00, HTTP(S) Application Note V3.00.
 */
export const sim7600: Profile = /* @__PURE__ */ profileWith(sim7600Base, ...sim7600Parts, {
  words: [capabilities],
});
