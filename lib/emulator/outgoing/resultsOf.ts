import { occasions, type Often } from '../faults/occasions';
import type { Utterance } from '../utterance';

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
