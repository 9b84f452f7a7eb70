import { command } from '../../../grammar/command';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { flag, integer } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, remainder } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** What the A7600 and its relatives add to the messages of 27.005. */

export const messageReadDelete = command('+CMGRD=', {
  does: 'Reads a message as AT+CMGR does, then deletes it.',
  source: 'A76XX AT manual V1.09',
  takes: { index: integer },
  answers: { line: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  hidesAnswer: true,
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+CMGRD=1
    < +CMGRD: 1,,30
    < 07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07
    < OK`,
});

export const messageMark = command('+CMGMT=', {
  does: 'Marks a message as read.',
  source: 'A76XX AT manual V1.09',
  takes: { index: integer },
  timeoutMs: 9_000,
  example: `
    > AT+CMGMT=1
    < OK`,
});

const VALIDITY = 'A76XX AT manual V1.09';

export const messageValidity = command('+CMVP=', {
  does: 'Sets how long a message that is sent as text stays valid, as the relative period of 23.040 (167 is a day).',
  source: VALIDITY,
  takes: { validity: integer },
  timeoutMs: 9_000,
  example: `
    > AT+CMVP=167
    < OK`,
});

export const messageValiditySet = command('+CMVP?', {
  does: 'Reads how long a message that is sent as text stays valid.',
  source: VALIDITY,
  answers: { validity: unlisted(integer) },
  timeoutMs: 9_000,
  example: `
    > AT+CMVP?
    < +CMVP: 167
    < OK`,
});

export const messageSendPart = command('+CMGSEX=', {
  does: 'Sends a part of a long message as text: `segment` of `total`, at most 15; a part that is not the last answers OK alone.',
  source: 'A76XX AT manual V1.09',
  takes: {
    number: quoted,
    type: optional(integer),
    messageReference: optional(integer),
    segment: optional(integer),
    total: optional(integer),
  },
  answers: { reference: integer },
  mayBeEmpty: true,
  secret: () => ['number'],
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, cancelledBy: '\x1b' },
  hidesData: true,
  holdsTexts: true,
  timeoutMs: 40_000,
  example: `
    > AT+CMGSEX="+491701234567",145,190,1,1
    < >
    >> hello\\x1a
    < +CMGSEX: 190
    < OK`,
});

/** Numbers with commas between them. */
const numbers: typeof remainder = {
  ...remainder,
  shows: 'numbers',
  read: (field) => (NUMBERS.test(field) ? field : undefined),
  write: (value, name) =>
    NUMBERS.test(value) ? value : invalidArgument(name, `${value} is no list of numbers like 0,1`),
};
const NUMBERS = /^\d+(?:,\d+)*$/;

export const messageSendSeveral = command('+CMSSEX=', {
  does: 'Sends several messages that were stored, at most 13.',
  source: 'A76XX AT manual V1.09',
  takes: { indexes: numbers },
  answers: { references: remainder },
  timeoutMs: 40_000,
  example: `
    > AT+CMSSEX=0,1
    < +CMSSEX: 239,240
    < OK`,
});

const JOINED = 'A76XX AT manual V1.09';

export const joinedPlacesReport = command('+CCONCINDEX=', {
  does: 'Turns reports of the places that hold the parts of one long message on or off.',
  source: JOINED,
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CCONCINDEX=1
    < OK`,
});

export const joinedPlacesReportSet = command('+CCONCINDEX?', {
  does: 'Reads whether the places of the parts of one long message are reported.',
  source: JOINED,
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CCONCINDEX?
    < +CCONCINDEX: 0
    < OK`,
});

export const messagesFull = urc('+SMS FULL', {
  tells: 'Tells that the storage for messages is full: the network keeps further ones until places are free.',
  source: 'seen on SIM7600 and A7670; no manual has it',
  example: '+SMS FULL',
});
