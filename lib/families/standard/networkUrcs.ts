import type { Codec } from '../../grammar/codecs/codec';
import { integer } from '../../grammar/codecs/integer';
import { oneOf } from '../../grammar/codecs/choice';
import { optional } from '../../grammar/codecs/optional';
import { patternForm } from '../../grammar/forms/patternForm';
import { quoted, remainder, text } from '../../grammar/codecs/text';
import { urc } from '../../grammar/urc';
import { simWords } from './simWords';

/** What the modem says on its own about SIM, signal, registration and packet contexts. */

export const simChanged = urc('+CPIN', {
  isEnd: (line) => /NOT READY|NOT INSERTED|REMOVED/i.test(line),
  tells: 'Tells that the SIM became ready, was removed, or waits for a PIN.',
  source: 'SIM800 AT manual V1.09 pages 350–354; A76XX AT manual V1.09',
  gives: { state: simWords },
  example: '+CPIN: READY',
});

export const functionality = urc('+CFUN', {
  tells: 'Tells the level of functionality after start-up.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { level: integer },
  example: '+CFUN: 1',
});

/**
 * An area's or a cell's number in hexadecimal: in quotes, or as A76XX prints it, four and more digits that stand bare. A word in quotes
 * is none: `+CREG: 0,"WORD"` is an answer.
 */
const place: Codec<string> = {
  ...quoted,
  shows: '"hexadecimal"',
  read: (field) =>
    /^"[0-9A-F]*"$/i.test(field) ? quoted.read(field) : /^[0-9A-F]{4,8}$/i.test(field) ? field : undefined,
};

const registration = {
  status: integer,
  area: optional(place),
  cell: optional(place),
  technology: optional(integer),
};

export const circuitRegistrationChanged = urc('+CREG', {
  tells: 'Tells that the registration for calls and SMS changed: one field less than the answer to AT+CREG?.',
  source: '27.007 § 7.2; SIM800 AT manual V1.09 pages 90–91; A76XX AT manual V1.09 pages 83–85',
  gives: registration,
  example: '+CREG: 1,"28B4","9DC1"',
});

export const packetRegistrationChanged = urc('+CGREG', {
  tells: 'Tells that the registration for GPRS changed.',
  source: '27.007 § 10.1.20; SIM800 AT manual V1.09 pages 217–218; A76XX AT manual V1.09 pages 106–108',
  gives: registration,
  example: '+CGREG: 5',
});

export const lteRegistrationChanged = urc('+CEREG', {
  tells: 'Tells that the registration for LTE changed.',
  source: '27.007 § 10.1.22; A76XX AT manual V1.09 pages 108–110',
  gives: registration,
  example: '+CEREG: 1',
});

export const signalChanged = urc('+CSQN', {
  tells: 'Tells the signal, where AT+EXUNSOL="SQ",1 asked for it.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { rssi: integer, ber: optional(integer) },
  example: '+CSQN: 20,0',
});

export const signalReported = urc('+CSQ', {
  tells: 'Tells the signal, where AT+AUTOCSQ asked for it.',
  source: 'A76XX AT manual V1.09 page 70',
  gives: { rssi: integer, ber: optional(integer) },
  example: '+CSQ: 23,0',
});

export const systemModeChanged = urc('+CNSMOD', {
  tells: 'Tells the system that the modem camps on: 0 none, 1 GSM, 2 GPRS, 3 EDGE, 4 WCDMA, 5–7 HSPA, 8 LTE.',
  source: 'A76XX AT manual V1.09 page 101',
  gives: { mode: integer },
  example: '+CNSMOD: 8',
});

export const networkName = urc('*PSNWID', {
  tells: 'Tells the network’s codes and names, where AT+CLTS=1 asked for it.',
  source: 'SIM800 AT manual V1.09 pages 152–154, 350–354',
  gives: {
    country: text,
    network: text,
    name: text,
    nameInitials: optional(integer),
    shortName: optional(text),
    shortNameInitials: optional(integer),
  },
  example: '*PSNWID: "460","00","CMCC",0,"CMCC",0',
});

const packet = {
  by: optional(oneOf('NW', 'ME', 'EPS')),
  event: oneOf('DETACH', 'CLASS', 'PDN ACT', 'PDN DEACT', 'ACT', 'DEACT', 'MODIFY', 'REJECT', 'REACT'),
  details: optional(remainder),
};

export const packetEvent = urc('+CGEV', {
  tells:
    'Tells that a PDP context was activated, changed or lost, and whether the network (NW) or the modem (ME) did it.',
  source: '27.007 § 10.1.19; SIM800 AT manual V1.09 page 216; A76XX AT manual V1.09 pages 142–147',
  gives: packet,
  form: patternForm(packet, {
    shows: '+CGEV: [<by> ]<event>[ <details>]',
    pattern:
      /^\+CGEV\s*:\s*(?:(NW|ME|EPS)\s+)?((?:PDN )?(?:DE)?ACT|DETACH|CLASS|MODIFY|REJECT|REACT)(?:\s+(.*))?$/i,
    loosely:
      /^\+CGEV\s*:\s*(?:(NW|ME|EPS)\s+)?((?:PDN )?(?:DE)?ACT|DETACH|CLASS|MODIFY|REJECT|REACT)(?:\s+(.*))?$/i,
    write: ({ by, event, details }) => `+CGEV: ${[by, event, details].filter(Boolean).join(' ')}`,
  }),
  isEnd: (line) => /^\+CGEV\s*:\s*NW (?:DETACH|(?:PDN )?DEACT)/i.test(line),
  example: '+CGEV: ME PDN ACT 8,1',
});

export const indicator = urc('+CIEV', {
  tells: 'Tells that an indicator changed; the SIM800 tells the network’s name so, as indicator 10.',
  source: '27.007 § 8.10; observed on SIM800',
  gives: { index: integer, value: remainder },
  example: '+CIEV: 10,"45202","VinaPhone","", 0, 0',
});

export const cellInformation = urc('+CENG', {
  tells: 'Tells the cells around, where AT+CENG asked for it.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { cell: remainder },
  example: '+CENG: 0,"0013,57,99,460,00,26,2710,9b2a,05,05,279d,255"',
});
