import type { Command } from './command';

/**
 * A question: a read or test command, one that takes nothing and answers with a value (`AT+CSQ`), or one that is declared as such. It
 * may be asked again.
 */
export const changesNothing = ({ definition, text }: Command): boolean => {
  const { answer, payload, prompt, ending, asks } = definition;
  if (payload || prompt || ending.by === 'last-answer') return false;
  return asks || text.endsWith('?') || (answer !== undefined && !text.includes('='));
};
