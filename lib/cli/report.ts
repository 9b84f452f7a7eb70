import type { Failure } from './failure';

/** Writes a failure to stderr: one line, or one JSON object on one line. */
export const report = ({ exit: _, ...told }: Failure, json: boolean): void => {
  const message = told.message.replace(/\s+/g, ' ').trim();
  if (message === '') return;
  process.stderr.write(`${json ? JSON.stringify({ ...told, message }) : `rxmodem: ${message}`}\n`);
};
