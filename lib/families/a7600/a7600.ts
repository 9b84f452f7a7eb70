import type { Profile } from '../../dialects/profile';
import { profileWith } from '../../dialects/profilePart';
import * as capabilities from '../standard/capabilityCommands';
import { a7600Base } from './a7600Base';
import { a7600Parts } from './a7600Parts';

/**
 * SIMCom A7600, A7670, A7672, A7608: LTE, a PDP context under HTTP(S).
 *
 * Source: A76XX Series AT Command Manual V1.09, A7600 Series HTTP(S) Application Note V1.00.
 */
export const a7600: Profile = /* @__PURE__ */ profileWith(a7600Base, ...a7600Parts, {
  words: [capabilities],
});
