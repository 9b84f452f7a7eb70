import { coloursOf } from './coloursOf';
import { printable } from 'rxmodem';
import type { Failure } from '../errors/failure';
import { asJson } from './stdoutSink';

/** The password in a quoted URL: up to the last @, since passwords may contain @. */
const PASSWORD = /(:\/\/[^\s:@/]*):.*@/g;

/**
 * Writes a failure to stderr: one line, or one JSON object on one line. Passwords in URLs are masked, and control characters are
 * shown, not sent.
 */
export const report = ({ exit: _, ...reported }: Failure, json: boolean): void => {
  const message = reported.message.replace(/\s+/g, ' ').replace(PASSWORD, '$1:***@').trim();
  const { bold, red } = coloursOf(process.stderr);
  const text = `${bold(red('rxmodem:'))} ${printable(message)}`;
  process.stderr.write(`${json ? asJson({ ...reported, message }) : text}\n`);
};
