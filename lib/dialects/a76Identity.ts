import { cardIdA76, revisionA76 } from '../commands/identityA76';
import { ask } from './ask';
import type { IdentityDialect } from './identityDialect';
import { simcomIdentity } from './simcomIdentity';

/** Who an A76XX or SIM7600 is: its SIM's number by `AT+CICCID` (A76XX AT manual V1.09 pages 63, 154). */
export const a76Identity: IdentityDialect = simcomIdentity({
  revision: ask(revisionA76(), ({ text }) => text),
  iccid: ask(cardIdA76(), ({ iccid }) => iccid),
});
