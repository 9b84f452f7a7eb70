import { sendingVerb } from '../requests/sendingVerb';

/** Puts a body to be kept under the URL: `rxmodem put <url>`. A SIM800 has no PUT. */
export const put = sendingVerb('PUT', 'Puts a text, a file or the standard input there; not on SIM800.', [
  ['rxmodem put --profile a7600 -d on http://example.com/lamp', 'a text'],
  ['rxmodem put --profile a7600 --data-file notes.txt http://example.com/notes', 'a file'],
]);
