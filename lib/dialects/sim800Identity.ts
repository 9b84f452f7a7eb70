import { cardId, revision } from '../commands/identitySim800';
import { ask } from './ask';
import type { IdentityDialect } from './identityDialect';
import { simcomIdentity } from './simcomIdentity';

/** `Revision:1418B05SIM800L24` (SIM800 AT manual V1.09 page 68). */
const HEADER = /^Revision\s*:\s*/i;

/** Who a SIM800 is: its revision behind a word, its SIM's number by `AT+CCID` (pages 68, 164). */
export const sim800Identity: IdentityDialect = simcomIdentity({
  revision: ask(revision(), ({ text }) => text.replace(HEADER, '')),
  iccid: ask(cardId(), ({ iccid }) => iccid),
});
