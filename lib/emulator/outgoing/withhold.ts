import type { FaultNamed } from '../faults/catalogue';
import type { Utterance } from '../core/utterance';
import { occasions, type Often } from '../faults/occasions';

/** Selects late results by their command. */
type OfResults = Omit<Often, 'during'> & { readonly of: string };

/** Matches the late results that a fault affects, including the line that ends a stream. Holds state: one instance per fault. */
export const resultsOf = ({ of: during, ...often }: OfResults): ((utterance: Utterance) => boolean) => {
  const strikes = occasions({ ...often, during });
  return (utterance) =>
    utterance.kind === 'line' &&
    (utterance.role === 'result' || utterance.role === 'last') &&
    strikes(`AT${utterance.text}`);
};

/** Matches the final result codes that a fault affects. Holds state: one instance per fault. */
export const finalsOf = (fault: Often): ((utterance: Utterance) => boolean) => {
  const strikes = occasions(fault);
  let line = '';
  return (utterance) => {
    if (utterance.kind === 'begin') line = utterance.command;
    return utterance.kind === 'line' && utterance.role === 'final' && strikes(line);
  };
};

/** Drops a final result code or a late result. Holds state: one instance per fault. */
export const withhold = (
  fault: FaultNamed<'missingFinal' | 'missingResult'>,
): ((utterance: Utterance) => readonly Utterance[]) => {
  const isMissing = fault.name === 'missingFinal' ? finalsOf(fault) : resultsOf(fault);
  return (utterance) => (isMissing(utterance) ? [] : [utterance]);
};
