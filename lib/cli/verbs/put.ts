import { sendingVerb } from '../requests/sendingVerb';

/** Sends a PUT request: `rxmodem put <url>`. A SIM800 has no PUT. */
export const put = sendingVerb(
  'PUT',
  'Sends a PUT request with a text, a file or the standard input; not on SIM800.',
  [
    ['rxmodem put --profile a7600 -d on http://example.com/lamp', 'a text'],
    ['rxmodem put --profile a7600 --data-file notes.txt http://example.com/notes', 'a file'],
  ],
);
