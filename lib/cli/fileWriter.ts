import { openSync, writeSync } from 'node:fs';
import { CliError } from './cliError';

/** Opens a file anew and makes what writes text to it at once. Fails with `output`, at the opening or by writing. */
export const fileWriter = (file: string): ((text: string) => void) => {
  const asOutput = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new CliError({ kind: 'output', where: file, problem });
    }
  };
  const fd = asOutput(() => openSync(file, 'w'));
  // It stays open to the end of the process: winding up is part of the conversation.
  return (text) => asOutput(() => void writeSync(fd, text));
};
