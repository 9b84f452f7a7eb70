import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { flag } from '../../../grammar/codecs/integer';
import { parameter } from '../../../grammar/codecs/text';

/** What the SIM800 adds to the messages of 27.005. */

export const messageDeleteAll = command('+CMGDA=', {
  does: 'Deletes messages by kind: "DEL READ", "DEL UNREAD", "DEL SENT", "DEL UNSENT", "DEL INBOX", "DEL ALL"; in PDU mode 1 to 6.',
  source: 'SIM800 AT manual V1.09 page 165',
  takes: { which: parameter },
  timeoutMs: 25_000,
  example: `
    > AT+CMGDA="DEL ALL"
    < OK`,
});

export const messageControlCharacters = command('+CMGHEX=', {
  does: 'Sets whether a text in the GSM alphabet may hold the characters 0x00 to 0x7F other than Ctrl-Z and ESC.',
  source: 'SIM800 AT manual V1.09 page 170',
  takes: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+CMGHEX=1
    < OK`,
});

export const messageControlCharactersState = command('+CMGHEX?', {
  does: 'Reads whether a text in the GSM alphabet may hold control characters.',
  source: 'SIM800 AT manual V1.09 page 170',
  answers: { on: unlisted(flag) },
  timeoutMs: 5_000,
  example: `
    > AT+CMGHEX?
    < +CMGHEX: 0
    < OK`,
});
