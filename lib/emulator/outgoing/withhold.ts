import type { FaultNamed } from '../faults/catalogue';
import type { Utterance } from '../utterance';
import { finalsOf } from './finalsOf';
import { resultsOf } from './resultsOf';

/** Says a final result code, or a late result, not at all. Holds state: one a fault. */
export const withhold = (
  fault: FaultNamed<'missingFinal' | 'missingResult'>,
): ((utterance: Utterance) => readonly Utterance[]) => {
  const isMissing = fault.name === 'missingFinal' ? finalsOf(fault) : resultsOf(fault);
  return (utterance) => (isMissing(utterance) ? [] : [utterance]);
};
