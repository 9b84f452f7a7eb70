import { STATUS_CODES } from 'node:http';
import type { HttpHead } from 'rxmodem';

/**
 * The head of a response as it precedes a body: status line, header fields, an empty line.
 *
 * The modem reports neither the HTTP version nor the server's reason phrase, so the line has no version and the standard phrase.
 */
export const headText = ({ status, headers }: HttpHead): string => {
  const line = ['HTTP', status, STATUS_CODES[status]].filter((part) => part !== undefined).join(' ');
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [line, ...fields, '', ''].join('\r\n');
};

/** The head of a response: as JSON on one line, or as it precedes a body. */
export const headShown = (head: HttpHead, json: boolean | undefined): string =>
  json ? `${JSON.stringify({ status: head.status, headers: head.headers })}\n` : headText(head);
