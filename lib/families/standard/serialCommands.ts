import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { count, integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';

/** The serial port: rate, flow control, framing, sleep. */

export const baudRate = command('+IPR=', {
  does: 'Sets the port’s rate in baud, from the result code on; 0 finds it by itself.',
  source: 'SIM800 AT manual V1.09 pages 54–55; A76XX AT manual V1.09 page 258',
  takes: { rate: integer },
  timeoutMs: 9_000,
  example: `
    > AT+IPR=115200
    < OK`,
});

export const baudRateState = command('+IPR?', {
  does: 'Reads the port’s rate in baud, from the result code on; 0 finds it by itself.',
  source: 'SIM800 AT manual V1.09 pages 54–55; A76XX AT manual V1.09 page 258',
  answers: { rate: integer },
  timeoutMs: 9_000,
  example: `
    > AT+IPR?
    < +IPR: 115200
    < OK`,
});

export const flowControl = command('+IFC=', {
  does: 'Sets flow control each way: 0 none, 1 XON and XOFF, 2 RTS and CTS.',
  source: 'SIM800 AT manual V1.09 page 52; A76XX AT manual V1.09 page 262',
  takes: { dceByDte: integerBetween(0, 2), dteByDce: optional(integerBetween(0, 2)) },
  timeoutMs: 9_000,
  example: `
    > AT+IFC=0,0
    < OK`,
});

export const flowControlState = command('+IFC?', {
  does: 'Reads flow control each way: 0 none, 1 XON and XOFF, 2 RTS and CTS.',
  source: 'SIM800 AT manual V1.09 page 52; A76XX AT manual V1.09 page 262',
  answers: { dceByDte: unlisted(count), dteByDce: optional(integerBetween(0, 2)) },
  timeoutMs: 9_000,
  example: `
    > AT+IFC?
    < +IFC: 0,0
    < OK`,
});

export const framing = command('+ICF=', {
  does: 'Sets data bits, stop bits and parity; 3,3 is 8N1.',
  source: 'SIM800 AT manual V1.09 page 51',
  takes: { format: integerBetween(0, 9), parity: optional(integerBetween(0, 9)) },
  timeoutMs: 9_000,
  example: `
    > AT+ICF=3,3
    < OK`,
});

export const framingState = command('+ICF?', {
  does: 'Reads data bits, stop bits and parity; 3,3 is 8N1.',
  source: 'SIM800 AT manual V1.09 page 51',
  answers: { format: unlisted(count), parity: optional(integerBetween(0, 9)) },
  timeoutMs: 9_000,
  example: `
    > AT+ICF?
    < +ICF: 3,3
    < OK`,
});

export const sleepMode = command('+CSCLK=', {
  does: 'Sets whether the modem may sleep: 0 no, 1 as DTR says, 2 by itself.',
  source: 'SIM800 AT manual V1.09 page 160; A76XX AT manual V1.09 page 263',
  takes: { mode: integerBetween(0, 2) },
  timeoutMs: 9_000,
  example: `
    > AT+CSCLK=0
    < OK`,
});

export const sleepModeState = command('+CSCLK?', {
  does: 'Reads whether the modem may sleep: 0 no, 1 as DTR says, 2 by itself.',
  source: 'SIM800 AT manual V1.09 page 160; A76XX AT manual V1.09 page 263',
  answers: { mode: unlisted(count) },
  timeoutMs: 9_000,
  example: `
    > AT+CSCLK?
    < +CSCLK: 0
    < OK`,
});
