import { sendingVerb } from '../requests/sendingVerb';

/** Sends a POST request: `rxmodem post <url>`. */
export const post = sendingVerb(
  'POST',
  'Sends a POST request with a text, a file or the standard input, and writes the response body.',
  [
    ['rxmodem post -d name=value -d other=2 http://example.com/form', 'as a form: name=value&other=2'],
    [
      'rxmodem post -d \'{"temperature":21.5}\' --content-type application/json http://example.com/log',
      'JSON',
    ],
    ['rxmodem post -d @form.txt http://example.com/form', 'the text of a file, without its line ends'],
    ['date | rxmodem post --data-file - http://example.com/log', 'the output of another command'],
  ],
);
