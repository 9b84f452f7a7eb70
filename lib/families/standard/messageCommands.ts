import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { count, flag, integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { numberOrText, quoted, remainder, text } from '../../grammar/codecs/text';
import type { Prompt } from '../../grammar/command';

/**
 * Short messages (SMS). What a message says can look like any line, `OK` included: PDU mode (`AT+CMGF=0`), where a message
 * is one line of hexadecimal digits, is the safe way to read.
 */

export const messageFormat = command('+CMGF=', {
  does: 'Chooses how messages are written: as text, or as PDUs in hexadecimal digits.',
  source: '27.005 § 3.2.3; SIM800 AT manual V1.09 page 113; A76XX AT manual V1.09 pages 222–227',
  takes: { asText: flag },
  timeoutMs: 5_000,
  example: `
    > AT+CMGF=1
    < OK`,
});

export const messageFormatSet = command('+CMGF?', {
  does: 'Reads how messages are written.',
  source: '27.005 § 3.2.3; SIM800 AT manual V1.09 page 113; A76XX AT manual V1.09 pages 222–227',
  answers: { asText: unlisted(flag) },
  timeoutMs: 5_000,
  example: `
    > AT+CMGF?
    < +CMGF: 0
    < OK`,
});

const store = { used: count, total: count };
const stores = {
  readUsed: store.used,
  readTotal: store.total,
  writeUsed: store.used,
  writeTotal: store.total,
  receiveUsed: store.used,
  receiveTotal: store.total,
};

export const messageStores = command('+CPMS=', {
  does: 'Chooses where messages are read, written and received, and answers how full that storage is.',
  source: '27.005 § 3.2.2; SIM800 AT manual V1.09 page 126; A76XX AT manual V1.09 page 220',
  takes: { read: text, write: optional(text), receive: optional(text) },
  answers: stores,
  timeoutMs: 9_000,
  example: `
    > AT+CPMS="SM","SM","SM"
    < +CPMS: 1,50,1,50,1,50
    < OK`,
});

export const messageStoresSet = command('+CPMS?', {
  does: 'Reads where messages are read, written and received, and how full that is.',
  source: '27.005 § 3.2.2; SIM800 AT manual V1.09 page 126; A76XX AT manual V1.09 page 220',
  answers: {
    read: text,
    readUsed: count,
    readTotal: count,
    write: text,
    writeUsed: count,
    writeTotal: count,
    receive: text,
    receiveUsed: count,
    receiveTotal: count,
  },
  timeoutMs: 9_000,
  example: `
    > AT+CPMS?
    < +CPMS: "SM",1,50,"SM",1,50,"SM",1,50
    < OK`,
});

const indications = {
  mode: integer,
  message: optional(integer),
  broadcast: optional(integer),
  report: optional(integer),
  buffer: optional(integer),
};

export const messageIndications = command('+CNMI=', {
  does: 'Chooses how the modem reports a new message: 2,1 by +CMTI, 2,2 by the message itself, 0,0 not at all.',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126; A76XX AT manual V1.09 pages 228–232',
  takes: indications,
  timeoutMs: 9_000,
  example: `
    > AT+CNMI=2,1,0,0,0
    < OK`,
});

export const messageIndicationsSet = command('+CNMI?', {
  does: 'Reads how the modem reports a new message.',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126; A76XX AT manual V1.09 pages 228–232',
  answers: indications,
  timeoutMs: 9_000,
  example: `
    > AT+CNMI?
    < +CNMI: 2,1,0,0,0
    < OK`,
});

export const messageRead = command('+CMGR=', {
  does: 'Reads a message: a header line, then what it says.',
  source: '27.005 § 3.4.3, § 4.2; SIM800 AT manual V1.09 pages 114–117; A76XX AT manual V1.09 pages 234–237',
  takes: { index: integer, keepsUnread: optional(flag) },
  answers: { line: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  hidesAnswer: true,
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+CMGR=1
    < +CMGR: 1,,30
    < 07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07
    < OK`,
});

export const messageList = command('+CMGL=', {
  does: 'Lists messages: 4 or "ALL", 0 or "REC UNREAD"; a header line for each, then what it says. SIM800: 1 behind it leaves unread ones unread.',
  source: '27.005 § 3.4.2, § 4.1; SIM800 AT manual V1.09 pages 114–117; A76XX AT manual V1.09 pages 234–237',
  takes: { which: numberOrText, keepsUnread: optional(flag) },
  answers: { line: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  hidesAnswer: true,
  holdsTexts: true,
  timeoutMs: 20_000,
  example: `
    > AT+CMGL="ALL"
    < +CMGL: 1,"REC READ","+491701234567",,"24/02/01,12:00:00+04"
    < hello
    < OK`,
});

export const messageDelete = command('+CMGD=', {
  does: 'Deletes a message; a flag of 1 to 4 deletes all that were read, … all.',
  source: '27.005 § 3.5.4; SIM800 AT manual V1.09 page 112; A76XX AT manual V1.09 page 246',
  takes: { index: optional(integer), flag: optional(integer) },
  timeoutMs: 25_000,
  example: `
    > AT+CMGD=1
    < OK`,
});

const SENDING = 'SIM800 AT manual V1.09 pages 120–123; A76XX AT manual V1.09 pages 242–246';
const reference = { reference: integer, time: optional(text) };

/** ESC ends the text, and nothing is sent. */
const textPrompt: Prompt = { by: 'mark', mark: '>', withinMs: 10_000, cancelledBy: '\x1b' };

export const messageSend = command('+CMGS=', {
  does: 'Sends a message as text: behind the prompt the text, then Ctrl-Z; ESC cancels.',
  source: `27.005 § 3.5.1; ${SENDING}`,
  takes: { number: quoted, type: optional(integer) },
  secret: () => ['number'],
  answers: reference,
  prompt: textPrompt,
  hidesData: true,
  holdsTexts: true,
  timeoutMs: 60_000,
  example: `
    > AT+CMGS="+491701234567"
    < >
    >> hello\\x1a
    < +CMGS: 12
    < OK`,
});

export const messageSendPdu = command('+CMGS=', {
  does: 'Sends a message as a PDU; `octets` is its length without the service centre: behind the prompt its digits, then Ctrl-Z.',
  source: `27.005 § 4.3; ${SENDING}`,
  takes: { octets: integer },
  answers: reference,
  prompt: textPrompt,
  hidesData: true,
  holdsTexts: true,
  timeoutMs: 60_000,
  example: `
    > AT+CMGS=19
    < >
    >> 0011000C919471103254760000AA05E8329BFD06\\x1a
    < +CMGS: 13
    < OK`,
});

export const messageWrite = command('+CMGW=', {
  does: 'Stores a message to be sent later, as text.',
  source: `27.005 § 3.5.3; ${SENDING}`,
  takes: { number: quoted, type: optional(integer), status: optional(text) },
  secret: () => ['number'],
  answers: { index: integer },
  prompt: textPrompt,
  hidesData: true,
  holdsTexts: true,
  timeoutMs: 40_000,
  example: `
    > AT+CMGW="+491701234567"
    < >
    >> hello\\x1a
    < +CMGW: 4
    < OK`,
});

export const messageWritePdu = command('+CMGW=', {
  does: 'Stores a message as a PDU; `octets` is its length without the service centre.',
  source: `27.005 § 4.4; ${SENDING}`,
  takes: { octets: integer, status: optional(integer) },
  answers: { index: integer },
  prompt: textPrompt,
  hidesData: true,
  holdsTexts: true,
  timeoutMs: 40_000,
  example: `
    > AT+CMGW=19
    < >
    >> 0011000C919471103254760000AA05E8329BFD06\\x1a
    < +CMGW: 5
    < OK`,
});

export const messageSendStored = command('+CMSS=', {
  does: 'Sends a message that was stored.',
  source: `27.005 § 3.5.2; ${SENDING}`,
  takes: { index: integer, number: optional(text), type: optional(integer) },
  secret: ({ number }) => (number === undefined ? [] : ['number']),
  answers: reference,
  holdsTexts: true,
  timeoutMs: 60_000,
  example: `
    > AT+CMSS=4
    < +CMSS: 14
    < OK`,
});

export const messageCommandPdu = command('+CMGC=', {
  does: 'Sends a command to the service centre, as a PDU of so many octets: to ask for a message that was sent, or to delete it there.',
  source: '27.005 § 3.5.5, § 4.6',
  takes: { octets: integer },
  answers: reference,
  prompt: textPrompt,
  hidesData: true,
  holdsTexts: true,
  timeoutMs: 60_000,
  example: `
    > AT+CMGC=14
    < >
    >> 001F010000000C9194711032547600\\x1a
    < +CMGC: 15
    < OK`,
});

const centre = { number: text, type: optional(integer) };

export const serviceCentre = command('+CSCA=', {
  does: 'Sets the number of the service centre that messages are sent through.',
  source: '27.005 § 3.3.1',
  takes: centre,
  timeoutMs: 9_000,
  example: `
    > AT+CSCA="+8613800100500",145
    < OK`,
});

export const serviceCentreSet = command('+CSCA?', {
  does: 'Reads the number of the service centre.',
  source: '27.005 § 3.3.1',
  answers: centre,
  timeoutMs: 9_000,
  example: `
    > AT+CSCA?
    < +CSCA: "+8613800100500",145
    < OK`,
});

const parameters = {
  firstOctet: optional(integer),
  validity: optional(integer),
  protocol: optional(integer),
  coding: optional(integer),
};

export const messageParameters = command('+CSMP=', {
  does: 'Sets what goes with a message that is sent as text: first octet, validity, protocol, coding.',
  source: '27.005 § 3.3.2; SIM800 AT manual V1.09 page 132',
  takes: parameters,
  timeoutMs: 5_000,
  example: `
    > AT+CSMP=17,167,0,0
    < OK`,
});

export const messageParametersSet = command('+CSMP?', {
  does: 'Reads what goes with a message that is sent as text.',
  source: '27.005 § 3.3.2; SIM800 AT manual V1.09 page 132',
  answers: parameters,
  timeoutMs: 5_000,
  example: `
    > AT+CSMP?
    < +CSMP: 17,167,0,0
    < OK`,
});

export const messageDetails = command('+CSDH=', {
  does: 'Shows or hides the details of a message that is read as text, its length among them.',
  source: '27.005 § 3.3.3',
  takes: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+CSDH=1
    < OK`,
});

export const messageDetailsSet = command('+CSDH?', {
  does: 'Reads whether the details of a message are shown.',
  source: '27.005 § 3.3.3',
  answers: { on: unlisted(flag) },
  timeoutMs: 5_000,
  example: `
    > AT+CSDH?
    < +CSDH: 0
    < OK`,
});

export const messageService = command('+CSMS=', {
  does: 'Chooses the message service; answers whether messages are received, sent and broadcast.',
  source: '27.005 § 3.2.1',
  takes: { service: integer },
  answers: { receives: unlisted(flag), sends: unlisted(flag), broadcasts: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CSMS=0
    < +CSMS: 1,1,1
    < OK`,
});

export const messageServiceSet = command('+CSMS?', {
  does: 'Reads the message service.',
  source: '27.005 § 3.2.1',
  answers: {
    service: unlisted(integer),
    receives: unlisted(flag),
    sends: unlisted(flag),
    broadcasts: unlisted(flag),
  },
  timeoutMs: 9_000,
  example: `
    > AT+CSMS?
    < +CSMS: 0,1,1,1
    < OK`,
});
