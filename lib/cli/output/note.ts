import { printable } from 'rxmodem';

/** Writes a line for people to the standard error, while the work goes on. Control characters are shown, not sent. */
export const note = (text: string): void => {
  process.stderr.write(`rxmodem: ${printable(text)}\n`);
};
