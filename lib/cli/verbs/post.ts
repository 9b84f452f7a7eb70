import { sendingVerb } from '../sendingVerb';

/** Posts a body: `rxmodem post <url>`. */
export const post = sendingVerb(
  'POST',
  'Posts a text, a file or the standard input, and writes the response’s body.',
);
