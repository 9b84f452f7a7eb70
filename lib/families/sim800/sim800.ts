import { profileWith } from '../../dialects/profilePart';
import type { Profile } from '../../dialects/profile';
import * as capabilities from '../standard/capabilityCommands';
import { sim800Base } from './sim800Base';
import * as parts from './sim800Parts';

/**
 * SIMCom SIM800, SIM800H, SIM800L, SIM800C: GPRS, a bearer profile under HTTP and FTP.
 *
 * Source: SIM800 Series AT Command Manual V1.09, IP Application Note V1.05.
 */
export const sim800: Profile = /* @__PURE__ */ profileWith(
  sim800Base,
  parts.sim800SocketsPart,
  parts.sim800HttpPart,
  parts.sim800MessagesPart,
  parts.sim800CallsPart,
  parts.sim800UssdPart,
  parts.sim800PhonebookPart,
  parts.sim800MuxPart,
  parts.sim800FilesPart,
  parts.sim800FtpPart,
  parts.sim800ClockPart,
  parts.sim800CheckupPart,
  parts.sim800GnssPart,
  { words: [capabilities] },
);
