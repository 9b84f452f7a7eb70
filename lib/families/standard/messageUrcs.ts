import { count, integer } from '../../grammar/codecs/integer';
import { lineForm, type LineForm } from '../../grammar/forms/lineForm';
import { optional } from '../../grammar/codecs/optional';
import { quoted, remainder, text } from '../../grammar/codecs/text';
import type { Values } from '../../grammar/forms/shape';
import { splitFields } from '../../grammar/codecs/splitFields';
import { urc } from '../../grammar/urc';

/**
 * Messages, broadcasts and status reports. Where AT+CNMI has them delivered directly, their text (AT+CMGF=1) or PDU (AT+CMGF=0) is the
 * line behind, given as `body`: a character is a byte, as it came.
 */

export const incomingSms = urc('+CMTI', {
  tells:
    'Tells that a message came and where it was stored; a push of MMS has a kind, how many parts it has and which one this is.',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126; A76XX AT manual V1.09 pages 228–232',
  gives: {
    storage: text,
    index: integer,
    kind: optional(text),
    total: optional(integer),
    part: optional(integer),
  },
  example: '+CMTI: "SM",3',
});

const pdu = { name: optional(text), length: count };
const pduForm: LineForm<Values<typeof pdu>> = {
  ...lineForm('+CMT', pdu),
  read: (line) => lineForm('+CMT', pdu).read(line) ?? lineForm('+CMT', { length: count }).read(line),
};

export const incomingPdu = urc('+CMT', {
  tells:
    'Brings a message as PDU: hexadecimal digits, of which `length` octets count, the service centre’s address not.',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126',
  gives: pdu,
  form: pduForm,
  followedBy: 'text',
  hides: true,
  example: '+CMT: ,23\r\n07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07',
});

const message = {
  number: quoted,
  name: optional(quoted),
  time: optional(quoted),
  rest: optional(remainder),
};
const messageForm = lineForm('+CMT', message);
const TIME = /^\d\d\/\d\d\/\d\d,/;

/** The name may be left out with its comma (SIM800 AT manual V1.09 page 125). What is no PDU is a text, however odd. */
const readMessage = (line: string): Values<typeof message> | undefined => {
  if (pduForm.read(line)) return undefined;
  const found = messageForm.read(line);
  if (found?.name !== undefined && found.time === undefined && TIME.test(found.name)) {
    return Object.freeze({ number: found.number, time: found.name });
  }
  if (found || !/^\+CMT\s*:/.test(line)) return found;
  const [number = '', ...rest] = splitFields(line.slice(line.indexOf(':') + 1));
  return Object.freeze({ number: text.read(number) ?? number, rest: rest.join(',') });
};

export const incomingText = urc('+CMT', {
  tells:
    'Brings a message as text: its sender and time, then the text. A text of several lines is cut at the first.',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126; A76XX AT manual V1.09 pages 228–232',
  gives: message,
  form: { ...messageForm, read: readMessage },
  followedBy: 'text',
  hides: true,
  example: '+CMT: "+491701234567","","24/05/17,09:30:00+08"\r\nOK',
});

export const statusReport = urc('+CDS', {
  tells:
    'Tells what became of a message that was sent: 0–31 delivered, 32–63 tried again, more failed (23.040 § 9.2.3.15).',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126; A76XX AT manual V1.09 pages 228–232',
  gives: {
    firstOctet: integer,
    reference: integer,
    number: optional(text),
    numberType: optional(integer),
    sentAt: text,
    doneAt: text,
    status: integer,
  },
  hides: true,
  example: '+CDS: 6,42,"+491701234567",145,"24/05/17,09:30:00+08","24/05/17,09:30:04+08",0',
});

export const statusReportPdu = urc('+CDS', {
  tells: 'Brings a status report as PDU: hexadecimal digits, of which `length` octets count.',
  source: '27.005 § 3.4.1; A76XX AT manual V1.09 pages 228–232',
  gives: { length: count },
  followedBy: 'text',
  hides: true,
  example: '+CDS: 25\r\n0006D60B911326880736F4111011719551401110117195714000',
});

export const statusReportStored = urc('+CDSI', {
  tells: 'Tells that a status report came and where it was stored.',
  source: '27.005 § 3.4.1; A76XX AT manual V1.09 pages 228–232',
  gives: { storage: text, index: integer },
  example: '+CDSI: "SR",2',
});

export const broadcast = urc('+CBM', {
  tells: 'Brings a page of a cell broadcast, as text.',
  source: '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 350–354',
  gives: {
    serial: integer,
    message: integer,
    coding: optional(integer),
    page: optional(integer),
    pages: optional(integer),
  },
  followedBy: 'text',
  example: '+CBM: 10,300,15,1,1\r\nRDY',
});

export const broadcastPdu = urc('+CBM', {
  tells: 'Brings a page of a cell broadcast as PDU: hexadecimal digits, of which `length` octets count.',
  source: '27.005 § 3.4.1',
  gives: { length: count },
  followedBy: 'text',
  example: '+CBM: 88\r\n001000DD001133DAED46ABD56AB5186CD668341A8D46',
});
