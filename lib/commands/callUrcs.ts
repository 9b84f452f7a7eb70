import { integer } from '../grammar/integer';
import { optional } from '../grammar/optional';
import { remainder } from '../grammar/remainder';
import { text } from '../grammar/text';
import { urc } from '../grammar/urc';

/** Calls, messages and USSD, as far as the modem tells of them on its own. */

export const ring = urc('RING', {
  tells: 'Tells that somebody calls.',
  source: 'V.250 § 5.7.1',
  example: 'RING',
});

export const ringType = urc('+CRING', {
  tells: 'Tells that somebody calls, and the kind of call.',
  source: '27.007 § 6.11',
  gives: { type: remainder },
  example: '+CRING: VOICE',
});

export const callerId = urc('+CLIP', {
  tells: 'Tells who calls.',
  source: '27.007 § 7.6',
  gives: { number: text, type: integer, rest: optional(remainder) },
  example: '+CLIP: "+491701234567",145,"",0,"",0',
});

export const carrierLost = urc('NO CARRIER', {
  tells: 'Tells that the call has ended.',
  source: 'V.250 § 5.7.1',
  example: 'NO CARRIER',
});

export const incomingSms = urc('+CMTI', {
  tells: 'Tells that a message came and where it was stored.',
  source: '27.005 § 3.4.1',
  gives: { storage: text, index: integer, kind: optional(text) },
  example: '+CMTI: "SM",3',
});

export const ussd = urc('+CUSD', {
  tells: 'Tells the network’s answer to a USSD code.',
  source: '27.007 § 7.15',
  gives: { status: integer, text: optional(text), coding: optional(integer) },
  example: '+CUSD: 0,"Balance: 5.00",15',
});
