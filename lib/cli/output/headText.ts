import { STATUS_CODES } from 'node:http';
import { type HttpHead, printable } from 'rxmodem';
import { asJson } from './stdoutSink';

/**
 * Shows a response's start as it stands before a body: status line, header fields, an empty line.
 *
 * The modem tells neither the HTTP version nor the server's own words, so the line has no version, and the standard's words.
 */
export const headText = ({ status, headers }: HttpHead): string => {
  const line = ['HTTP', status, STATUS_CODES[status]].filter((part) => part !== undefined).join(' ');
  const fields = Object.entries(headers).map(([name, value]) => printable(`${name}: ${value}`));
  return [line, ...fields, '', ''].join('\r\n');
};

/** Shows a response's start: as JSON on one line, or as it stands before a body. */
export const headShown = (head: HttpHead, json: boolean | undefined): string =>
  json ? `${asJson({ status: head.status, headers: head.headers })}\n` : headText(head);
