import { integer } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** How a Quectel modem starts, and how it goes off. */

const BOOT = 'observed on EG25 and BG95; EC2x AT Commands Manual V2.0 chapter 2.26';

const words = (line: string, tells: string, source = BOOT) => urc(line, { tells, source, example: line });

export const quectelReady = words('RDY', 'Tells that the modem has started; not sent after autobaud.');
export const quectelAppReady = words(
  'APP RDY',
  'Tells that a BG95, or a BG96 of newer firmware, takes commands.',
);
export const quectelPoweredDown = words('POWERED DOWN', 'Tells that the modem is off.');
export const quectelPowerDown = words('NORMAL POWER DOWN', 'Tells that the modem goes off.');

export const quectelSimStarted = urc('+QUSIM', {
  tells:
    'Tells that a USIM (1) or SIM (0) has started; in the middle of work, that another profile of an eSIM is used.',
  source: BOOT,
  gives: { type: integer },
  example: '+QUSIM: 1',
});

export const quectelSmsDone = urc('+QIND: SMS DONE', {
  tells: 'Tells that messages can be used; part of the start.',
  source: BOOT,
  example: '+QIND: SMS DONE',
});

export const quectelPhonebookDone = urc('+QIND: PB DONE', {
  tells: 'Tells that the phonebook is read; part of the start. It may never come.',
  source: BOOT,
  example: '+QIND: PB DONE',
});

export const quectelTechnology = urc('+QIND: "act",', {
  tells: 'Tells that the access technology changed.',
  source: 'EC2x AT Commands Manual V2.0 chapter 4.3',
  gives: { technology: text },
  example: '+QIND: "act","LTE"',
});

export const quectelSignalChanged = urc('+QIND: "csq",', {
  tells: 'Tells that the signal changed.',
  source: 'EC2x AT Commands Manual V2.0 chapter 4.3',
  gives: { rssi: integer, ber: optional(integer) },
  example: '+QIND: "csq",20,99',
});

export const quectelZoneChanged = urc('+CTZE', {
  tells: 'Tells that the time zone changed: zone, daylight saving, local time.',
  source: 'EC2x AT Commands Manual V2.0 chapter 6',
  gives: { zone: text, dst: optional(integer), time: text },
  example: '+CTZE: "+32",0,"2017/11/04,06:51:13"',
});
