import { command } from '../../../grammar/command';
import { flag, integer } from '../../../grammar/codecs/integer';
import { parameter, remainder } from '../../../grammar/codecs/text';

/** What the SIM800 adds to the messages of 27.005. */

export const messageListKeeping = command('+CMGL=', {
  does: 'Lists messages as PDUs, 4 all and 0 unread ones; those that are unread stay so if the second number is 1.',
  source: 'SIM800 AT manual V1.09 pages 114–117',
  takes: { which: integer, keepsUnread: flag },
  answers: { line: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  hidesAnswer: true,
  timeoutMs: 20_000,
  example: `
    > AT+CMGL=4,1
    < +CMGL: 1,0,,30
    < 07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07
    < OK`,
});

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
  answers: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+CMGHEX?
    < +CMGHEX: 0
    < OK`,
});
