import { command } from '../../../grammar/command';
import { flag } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { remainder, text } from '../../../grammar/codecs/text';
import { unheaded } from '../../../grammar/forms/unheaded';

/** Bringing up the SIM800’s own TCP/IP stack; HTTP and FTP use a bearer profile (`SAPBR`) instead. */

const SOURCE = 'SIM800 AT manual V1.09 pages 221–248; TCPIP note V1.00 pages 6–29';

export const ipShut = command('+CIPSHUT', {
  does: 'Deactivates the context of the IP stack and resets it.',
  source: SOURCE,
  ending: { by: 'final', words: ['SHUT OK'] },
  timeoutMs: 65_000,
  example: `
    > AT+CIPSHUT
    < SHUT OK`,
});

export const ipTask = command('+CSTT=', {
  does: 'Sets APN, user and password of the IP stack and starts its task; only after CIPSHUT.',
  source: SOURCE,
  takes: { apn: text, user: optional(text), password: optional(text) },
  secret: () => ['user', 'password'],
  timeoutMs: 9_000,
  example: `
    > AT+CSTT="CMNET"
    < OK`,
});

export const ipTaskState = command('+CSTT?', {
  does: 'Reads APN, user and password of the IP stack.',
  source: SOURCE,
  answers: { apn: text, user: text, password: text },
  hidesAnswer: true,
  timeoutMs: 9_000,
  example: `
    > AT+CSTT?
    < +CSTT: "CMNET","",""
    < OK`,
});

export const ipBringUp = command('+CIICR', {
  does: 'Activates the context of the IP stack; only after CSTT.',
  source: SOURCE,
  timeoutMs: 85_000,
  example: `
    > AT+CIICR
    < OK`,
});

export const ipAddress = command('+CIFSR', {
  does: 'Reads the address of the IP stack, with no result code after it; only after CIICR.',
  source: SOURCE,
  answers: { address: unheaded('+CIFSR') },
  answerHeader: '',
  ending: { by: 'answer' },
  timeoutMs: 9_000,
  example: `
    > AT+CIFSR
    < 10.89.193.1`,
});

export const ipMultiple = command('+CIPMUX=', {
  does: 'Sets whether the IP stack has several connections; only while it is shut.',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CIPMUX=1
    < OK`,
});

export const ipMultipleState = command('+CIPMUX?', {
  does: 'Reads whether the IP stack has several connections.',
  source: SOURCE,
  answers: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CIPMUX?
    < +CIPMUX: 0
    < OK`,
});

export const ipState = command('+CIPSTATUS', {
  does: 'Reads the state of the IP stack: OK first, then the state.',
  source: SOURCE,
  answers: { state: remainder },
  answerHeader: 'STATE',
  ending: { by: 'last-answer', isLast: () => true },
  timeoutMs: 9_000,
  example: `
    > AT+CIPSTATUS
    < OK
    < STATE: IP INITIAL`,
});
