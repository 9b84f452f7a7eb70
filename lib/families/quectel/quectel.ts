import type { Profile } from '../../dialects/profile';
import { profileWith } from '../../dialects/profilePart';
import * as capabilities from '../standard/capabilityCommands';
import { quectelBase } from './quectelBase';
import { quectelParts } from './quectelParts';

/**
 * Quectel EC21, EC25, EG21, EG25-G, EG91, EG95, BG95, BG96: LTE, PDP context 1 under all services.
 *
 * Source: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0; BG96 HTTP(S), FILE, FTP(S), SSL and TCP/IP manuals V1.0, whose
 * commands the EC2x shares.
 */
export const quectel: Profile = /* @__PURE__ */ profileWith(quectelBase, ...quectelParts, {
  words: [capabilities],
});
