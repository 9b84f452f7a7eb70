import { replay } from '../recording/replay';
import type { Transport } from '../wire/transport';

/**
 * Makes a transport of a conversation that a spec writes: `replay` by another name. For marble tests of a user's
 * own, in virtual time.
 *
 *     openModem(scripted(`
 *       > AT
 *       < OK
 *       > ATE0
 *       < OK
 *       …`), sim800)
 *
 * A host that says something else meets an error `off-script` that shows both.
 */
export const scripted = (script: string): Transport => replay(script, { name: 'scripted' });
