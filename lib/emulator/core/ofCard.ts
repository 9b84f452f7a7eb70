import { ok, refused, type Reply } from './reply';
import type { ModemState } from './state';
import type { Utterance } from './utterance';

/** CME codes (27.007 § 9.2). */
export const SIM_NOT_INSERTED = 10;
const SIM_PIN_REQUIRED = 11;

/** Answers from the SIM, if there is one; `behindPin` also needs the PIN to be entered. */
export const ofCard = ({ sim }: ModemState, answer: Utterance, behindPin = false): Reply => {
  if (sim === 'absent') return refused(SIM_NOT_INSERTED);
  return behindPin && sim !== 'READY' ? refused(SIM_PIN_REQUIRED) : ok(answer);
};
