import type { HttpHead } from 'rxmodem';
import { headText } from './headText';

/** Shows a response's start: as JSON on one line, or as it stands before a body. */
export const headShown = (head: HttpHead, json: boolean | undefined): string =>
  json ? `${JSON.stringify({ status: head.status, headers: head.headers })}\n` : headText(head);
