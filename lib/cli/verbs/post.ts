import { sendingVerb } from '../requests/sendingVerb';

/** Posts a body: `rxmodem post <url>`. */
export const post = sendingVerb(
  'POST',
  'Posts a text, a file or the standard input, and writes the response’s body.',
  [
    ['rxmodem post -d name=value -d other=2 http://example.com/form', 'as a form: name=value&other=2'],
    [
      'rxmodem post -d \'{"temperature":21.5}\' --content-type application/json http://example.com/log',
      'JSON',
    ],
    ['date | rxmodem post --data-file - http://example.com/log', 'what another command prints'],
  ],
);
