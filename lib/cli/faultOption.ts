import { InvalidArgumentError } from 'commander';
import { ModemError } from 'rxmodem';
import { type Fault, readFault } from 'rxmodem/emulator';

/** Reads one more fault: `stall:during=AT+HTTPREAD,after=100`. */
export const faultOption = (text: string, before: readonly Fault[] = []): readonly Fault[] => {
  try {
    return [...before, readFault(text)];
  } catch (error) {
    if (!(error instanceof ModemError) || error.reason.kind !== 'invalid-argument') throw error;
    throw new InvalidArgumentError(`${error.reason.name}: ${error.reason.problem}`);
  }
};
