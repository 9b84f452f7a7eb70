import { integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { urc } from '../../grammar/urc';

/** Start-up, voltage and power: boot URCs say that the modem restarted, or that its start goes on. */

const SIM800 = 'SIM800 AT manual V1.09 pages 350–354';

export const ready = urc('RDY', {
  tells: 'Tells that the modem has started.',
  source: SIM800,
  example: 'RDY',
});

export const atReady = urc('*ATREADY', {
  tells: 'Tells that the modem has started.',
  source: 'observed on A76XX modules',
  gives: { on: optional(integer) },
  example: '*ATREADY: 1',
});

export const qcReady = urc('QCRDY', {
  tells: 'Tells that the modem has started.',
  source: 'observed on SIM767X modules',
  example: 'QCRDY',
});

const words = (line: string, tells: string, source = SIM800) => urc(line, { tells, source, example: line });

export const callReady = words('Call Ready', 'Tells that calls can be made; part of the start-up.');
export const smsReady = words('SMS Ready', 'Tells that messages can be sent; part of the start-up.');
export const smsDone = words(
  'SMS DONE',
  'Tells that messages can be sent; part of the start-up.',
  'observed on A76XX',
);
export const phonebookDone = words(
  'PB DONE',
  'Tells that the phone book is read; part of the start-up.',
  'observed on A76XX',
);
export const underVoltage = words(
  'UNDER-VOLTAGE WARNNING',
  'Warns that the voltage is low (spelt so by the firmware).',
);
export const underVoltageWarning = words('UNDER-VOLTAGE WARNING', 'Warns that the voltage is low.');
export const underVoltageOff = words(
  'UNDER-VOLTAGE POWER DOWN',
  'Tells that the modem switches off: the voltage is too low.',
);
export const overVoltage = words(
  'OVER-VOLTAGE WARNNING',
  'Warns that the voltage is high (spelt so by the firmware).',
);
export const overVoltageWarning = words('OVER-VOLTAGE WARNING', 'Warns that the voltage is high.');
export const overVoltageOff = words(
  'OVER-VOLTAGE POWER DOWN',
  'Tells that the modem switches off: the voltage is too high.',
);
export const poweredDown = words('NORMAL POWER DOWN', 'Tells that the modem was switched off.');
export const powerDownDone = words(
  'POWERED DOWN',
  'Tells that the modem was switched off.',
  'observed on modems of other makers',
);
export const chargeOnly = words('CHARGE-ONLY MODE', 'Tells that the modem only charges.');

export const temperature = urc('+CMTE', {
  tells: 'Tells that the temperature left its range.',
  source: SIM800,
  gives: { level: integer },
  example: '+CMTE: 1',
});
