import { coloursOf } from './coloursOf';
import { printable } from 'rxmodem';
import type { Failure } from '../errors/failure';
import { asJson } from './stdoutSink';

/** A URL's password, which whoever quotes an argument quotes, too: up to the last @, since passwords may hold some. */
const PASSWORD = /(:\/\/[^\s:@/]*):.*@/g;

/** Writes a failure to stderr: one line, or one JSON object on one line; no URL's password shows. */
export const report = ({ exit: _, ...told }: Failure, json: boolean): void => {
  const message = told.message.replace(/\s+/g, ' ').replace(PASSWORD, '$1:***@').trim();
  const shown = printable(message);
  const { bold, red } = coloursOf(process.stderr);
  process.stderr.write(`${json ? asJson({ ...told, message }) : `${bold(red('rxmodem:'))} ${shown}`}\n`);
};
