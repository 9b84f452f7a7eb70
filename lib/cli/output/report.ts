import { coloursOf } from './coloursOf';
import type { Failure } from '../errors/failure';

/** The password in a quoted URL: up to the last @, since passwords may contain @. */
const PASSWORD = /(:\/\/[^\s:@/]*):.*@/g;

/** Writes a failure to stderr: one line, or one JSON object on one line. Passwords in URLs are masked. */
export const report = ({ exit: _, ...reported }: Failure, json: boolean): void => {
  const message = reported.message.replace(/\s+/g, ' ').replace(PASSWORD, '$1:***@').trim();
  const { bold, red } = coloursOf(process.stderr);
  process.stderr.write(
    `${json ? JSON.stringify({ ...reported, message }) : `${bold(red('rxmodem:'))} ${message}`}\n`,
  );
};
