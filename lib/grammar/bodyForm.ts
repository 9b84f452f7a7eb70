import type { LineForm } from './lineForm';
import { invalidArgument } from './invalidArgument';

/** What stands between the two lines. */
const BREAK = '\r\n';

/**
 * The form of a URC of two lines: the first as `form` has it, the second somebody else's text, whatever it holds. The first
 * line alone reads with an empty text.
 *
 *     +CMT: "+491701234567",,"24/05/17,09:30:00+08"\r\nOK    ⇄  { number, time, body: 'OK' }
 *
 * Writing refuses a CR: the modem would have ended the text there.
 */
export const bodyForm = <V extends object>(form: LineForm<V>): LineForm<V & { readonly body: string }> => ({
  key: form.key,
  shows: `${form.shows}<CR><LF><body>`,
  read: (lines) => {
    const at = lines.indexOf(BREAK);
    const values = form.read(at < 0 ? lines : lines.slice(0, at));
    return values && Object.freeze({ ...values, body: at < 0 ? '' : lines.slice(at + BREAK.length) });
  },
  write: (values) =>
    values.body.includes('\r')
      ? invalidArgument('body', 'it holds a CR, which ends it; a text of several lines can’t be told')
      : `${form.write(values)}${BREAK}${values.body}`,
});
