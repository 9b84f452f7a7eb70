import { coloursOf } from './coloursOf';
import { printable } from 'rxmodem';
import type { Failure } from '../errors/failure';
import { asJson } from './stdoutSink';

const BEFORE_PASSWORD = /:\/\/[^\s:@/]*:/;

/** Masks the password in a quoted URL: up to the last @, since passwords may contain @. */
const withoutPassword = (message: string): string => {
  const end = message.lastIndexOf('@');
  const found = BEFORE_PASSWORD.exec(message.slice(0, Math.max(0, end)));
  if (!found) return message;
  return `${message.slice(0, found.index)}${found[0]}***${message.slice(end)}`;
};

/**
 * Writes a failure to stderr: one line, or one JSON object on one line. Passwords in URLs are masked, and control characters are
 * shown, not sent.
 */
export const report = ({ exit: _, ...reported }: Failure, json: boolean): void => {
  const message = withoutPassword(reported.message.replace(/\s+/g, ' ')).trim();
  const { bold, red } = coloursOf(process.stderr);
  const text = `${bold(red('rxmodem:'))} ${printable(message)}`;
  process.stderr.write(`${json ? asJson({ ...reported, message }) : text}\n`);
};
