import { readFileSync } from 'node:fs';
import { CliError } from './cliError';

const REPLAY = /^replay:(.*)$/is;

/** Reads a recording. Fails with `input`. */
export const readRecording = (file: string): string => {
  if (file === '')
    throw new CliError({ kind: 'usage', message: 'no recording is named; write it like replay:session.txt' });
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CliError({ kind: 'input', where: file, problem });
  }
};

/** Reads the recording that `--port replay:FILE` names; nothing where it names something else. Fails with `input`. */
export const recordingOf = (port: string): string | undefined => {
  const file = REPLAY.exec(port)?.[1];
  return file === undefined ? undefined : readRecording(file);
};
