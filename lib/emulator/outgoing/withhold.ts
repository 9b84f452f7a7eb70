import type { FaultNamed } from '../faults/catalogue';
import type { Utterance } from '../core/utterance';
import { occasions, type Often } from '../faults/occasions';

/** Which late results are meant, by the command that they are of. */
type OfResults = Omit<Often, 'during'> & { readonly of: string };

/** Finds the late results that a fault means, an answer that ends a stream among them. Holds state: one a fault. */
export const resultsOf = ({ of: during, ...often }: OfResults): ((utterance: Utterance) => boolean) => {
  const strikes = occasions({ ...often, during });
  return (utterance) =>
    utterance.kind === 'line' &&
    (utterance.role === 'result' || utterance.role === 'last') &&
    strikes(`AT${utterance.text}`);
};

/** Finds the final result codes that a fault means. Holds state: one a fault. */
export const finalsOf = (fault: Often): ((utterance: Utterance) => boolean) => {
  const strikes = occasions(fault);
  let line = '';
  return (utterance) => {
    if (utterance.kind === 'begin') line = utterance.command;
    return utterance.kind === 'line' && utterance.role === 'final' && strikes(line);
  };
};

/** Says a final result code, or a late result, not at all. Holds state: one a fault. */
export const withhold = (
  fault: FaultNamed<'missingFinal' | 'missingResult'>,
): ((utterance: Utterance) => readonly Utterance[]) => {
  const isMissing = fault.name === 'missingFinal' ? finalsOf(fault) : resultsOf(fault);
  return (utterance) => (isMissing(utterance) ? [] : [utterance]);
};
