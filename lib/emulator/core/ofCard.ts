import { ok, refused, type Reply } from './reply';
import type { ModemState } from './state';
import type { Utterance } from './utterance';

/** CME codes (27.007 § 9.2). */
export const SIM_NOT_INSERTED = 10;
const SIM_PIN_REQUIRED = 11;

/** What the card tells, where there is one; what lies behind its PIN, where that was entered. */
export const ofCard = ({ sim }: ModemState, told: Utterance, behindPin = false): Reply => {
  if (sim === 'absent') return refused(SIM_NOT_INSERTED);
  return behindPin && sim !== 'READY' ? refused(SIM_PIN_REQUIRED) : ok(told);
};
