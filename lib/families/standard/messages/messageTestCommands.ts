import { command } from '../../../grammar/command';
import { remainder } from '../../../grammar/codecs/text';

/** What a modem offers for messages, asked before it is set: firmware without messages refuses the first one. */

const test = (name: string, does: string, source: string, shown: string) =>
  command(`${name}=?`, {
    does,
    source,
    answers: { offered: remainder },
    answerHeader: name,
    mayBeEmpty: true,
    timeoutMs: 9_000,
    example: `\n    > AT${name}=?\n    < ${name}: ${shown}\n    < OK`,
  });

export const messageFormatsOffered = test(
  '+CMGF',
  'Asks which forms of messages the modem knows: 0 PDU, 1 text. Firmware without messages answers ERROR.',
  '27.005 § 3.2.3; SIM800 AT manual V1.09 page 113; A76XX AT manual V1.09 pages 222–227',
  '(0,1)',
);

export const messageServicesOffered = test(
  '+CSMS',
  'Asks which message services the modem knows: 1 is that of 27.005 phase 2+, which acknowledges by AT+CNMA.',
  '27.005 § 3.2.1',
  '(0,1)',
);

export const messageStoresOffered = test(
  '+CPMS',
  'Asks which storages the modem has to read, to write and to receive.',
  '27.005 § 3.2.2; SIM800 AT manual V1.09 page 126; A76XX AT manual V1.09 page 220',
  '("SM","ME"),("SM","ME"),("SM","ME")',
);

export const messageIndicationsOffered = test(
  '+CNMI',
  'Asks which reports of new messages the modem offers: a list for mode, message, broadcast, report and buffer.',
  '27.005 § 3.4.1; SIM800 AT manual V1.09 pages 124–126; A76XX AT manual V1.09 pages 228–232',
  '(0-2),(0-3),(0,2),(0-2),(0,1)',
);

export const messageRoutesOffered = test(
  '+CGSMS',
  'Asks which routes for messages the modem offers: 0 packet, 1 circuit, 2 packet preferred, 3 circuit preferred.',
  '27.007 § 10.1.21',
  '(0-3)',
);

export const messagePlaces = test(
  '+CMGD',
  'Asks which places hold messages, and which flags AT+CMGD takes.',
  '27.005 § 3.5.4; SIM800 AT manual V1.09 page 112; A76XX AT manual V1.09 page 246',
  '(1,2,7),(0-4)',
);
