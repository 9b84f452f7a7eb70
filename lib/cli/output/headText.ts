import { STATUS_CODES } from 'node:http';
import { type HttpHead, printable } from 'rxmodem';
import { asJson } from './stdoutSink';

/**
 * The head of a response as it precedes a body: status line, header fields, an empty line.
 *
 * The modem reports neither the HTTP version nor the server's reason phrase, so the line has no version and the standard phrase.
 */
export const headText = ({ status, headers }: HttpHead): string => {
  const line = ['HTTP', status, STATUS_CODES[status]].filter((part) => part !== undefined).join(' ');
  const fields = Object.entries(headers).map(([name, value]) => printable(`${name}: ${value}`));
  return [line, ...fields, '', ''].join('\r\n');
};

/** The head of a response: as JSON on one line, or as it precedes a body. */
export const headShown = (head: HttpHead, json: boolean | undefined): string =>
  json ? `${asJson({ status: head.status, headers: head.headers })}\n` : headText(head);
