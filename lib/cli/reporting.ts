import type { Command, CommanderError } from 'commander';
import { usageError } from './usageError';

/** Sees to it that whoever uses a command wrongly is told of that command, with a call of it that works. */
export const reporting = (command: Command, example?: string): Command =>
  command.exitOverride((error: CommanderError) => {
    throw error.exitCode === 0 ? error : usageError(command, error, example);
  });
