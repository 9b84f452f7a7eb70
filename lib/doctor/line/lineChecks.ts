import { type Check, failed, passed } from '../doctorEvent';
import type { LineFinding, LineState } from './lineFinding';

/** What each state of a line means, and what to do; `heard` stands for what was heard. */
const TROUBLES: Readonly<Record<Exclude<LineState, 'words'>, readonly [seen: string, advice: string]>> = {
  numbers: [
    'the modem answers in numbers (ATV0), which other programs may not read',
    'set words with ATV1 and AT&W, or run the doctor with --fix',
  ],
  quiet: [
    'the modem gives no result codes (ATQ1): most programs take it for dead',
    'switch them on with ATQ0 and AT&W, or run the doctor with --fix',
  ],
  prompt: [
    'the modem waited for the text of a message that a program did not finish; it answers after ESC',
    'find the program that left it there; nothing is left to do on the modem',
  ],
  mux: [
    'the modem is in the multiplexer (CMUX): another program uses it, or left it so',
    'end that program, use rxmodem mux, or leave the multiplexer with doctor --fix',
  ],
  data: [
    'the modem is in data mode: a connection was left open, and what is written goes to its peer',
    'end the connection with +++ and ATH, or run the doctor with --fix',
  ],
  loopback: [
    'every byte comes back as it was written, and no modem answers: this is a loopback plug, or RX and TX are joined',
    'remove the plug or the bridge, and connect RX to the modem’s TX and TX to its RX',
  ],
  echo: [
    'what is written comes back with other line ends, and no modem answers: a terminal or a login echoes it',
    'end the program at the other end of this port (a getty, a console), or choose another port',
  ],
  nmea: [
    'this port sends positions (NMEA) and answers no AT: it is the port of a satellite receiver',
    'choose another port of the same modem; rxmodem doctor without --port lists them',
  ],
  printer: ['a printer answers, and no modem', 'choose another port'],
  other: [
    'something answers that is no modem: “heard”',
    'choose another port; rxmodem doctor without --port lists them',
  ],
  noise: [
    'bytes come that make no sense at any common rate: “heard”',
    'check that the levels fit (3.3 V or RS-232), that ground is connected, and the rate of the modem, with --baud',
  ],
  silent: [
    'nothing answers at any common rate',
    'check that the modem has power and was switched on (PWRKEY), that RX and TX are crossed, that DTR and flow control do not hold it, and that this is its AT port',
  ],
};

/** The check `line` of what was found. */
export const lineCheck = ({ state, evidence, echo }: LineFinding): Check => {
  if (state === 'words') return passed('line', `the modem answers AT${echo ? ', with echo' : ''}`);
  const [seen, advice] = TROUBLES[state];
  return failed('line', seen.replace('heard', evidence), advice);
};

/** The check `rate`: whether the modem answers at the rate that the user expects. */
export const rateCheck = ({ baudRate }: LineFinding, wanted: number, any: boolean): Check => {
  if (baudRate === wanted || any) return passed('rate', `the modem answers at ${baudRate} baud`);
  return failed(
    'rate',
    `the modem answers at ${baudRate} baud, not at ${wanted}`,
    `use --baud ${baudRate} or --baud auto, or set and store ${wanted} with doctor --fix`,
  );
};
