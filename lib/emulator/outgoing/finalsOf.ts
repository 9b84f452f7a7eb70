import { occasions, type Often } from '../faults/occasions';
import type { Utterance } from '../utterance';

/** Finds the final result codes that a fault means. Holds state: one a fault. */
export const finalsOf = (fault: Often): ((utterance: Utterance) => boolean) => {
  const strikes = occasions(fault);
  let line = '';
  return (utterance) => {
    if (utterance.kind === 'begin') line = utterance.command;
    return utterance.kind === 'line' && utterance.role === 'final' && strikes(line);
  };
};
