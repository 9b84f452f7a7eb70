import { profileWith } from '../../dialects/profilePart';
import type { Profile } from '../../dialects/profile';
import * as capabilities from '../standard/capabilityCommands';
import { sim800Base } from './sim800Base';
import { sim800Parts } from './sim800Parts';

/**
 * SIMCom SIM800, SIM800H, SIM800L, SIM800C: GPRS, a bearer profile under HTTP and FTP.
 *
 * Source: SIM800 Series AT Command Manual V1.09, IP Application Note V1.05.
 */
export const sim800: Profile = /* @__PURE__ */ profileWith(sim800Base, ...sim800Parts, {
  words: [capabilities],
});
