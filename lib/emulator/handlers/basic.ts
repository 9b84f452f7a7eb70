import { command } from '../../grammar/command';
import { integer } from '../../grammar/integer';
import { remainder } from '../../grammar/remainder';
import type { Handling } from '../handler';
import { ok, refused } from '../reply';
import { spokenLine } from '../utterance';

/** Basic commands and S registers that do nothing here but are taken and told: SIM800 AT manual V1.09 pages 35–47 */

interface Basic {
  readonly name: string;
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  readonly does: string;
}

const SOURCE = 'SIM800 AT manual V1.09 pages 35–47; V.250 § 6.2–6.3';
const row = (name: string, initial: number, least: number, most: number, does: string): Basic => ({
  name,
  initial,
  least,
  most,
  does,
});

/** S3 and S4 take their own value only (M800 pages 39–40). */
const REGISTERS: readonly Basic[] = [
  row('S0', 0, 0, 255, 'rings before answering'),
  row('S3', 13, 13, 13, 'character that ends a command line'),
  row('S4', 10, 10, 10, 'character that formats a response'),
  row('S5', 8, 0, 127, 'character that edits a command line'),
  row('S6', 2, 0, 255, 'pause before blind dialling'),
  row('S7', 60, 1, 255, 'seconds to wait for a connection'),
  row('S8', 2, 0, 255, 'pause of a comma in dialling'),
  row('S10', 15, 1, 254, 'delay of hanging up after a lost carrier'),
];

const SWITCHES: readonly Basic[] = [
  row('X', 4, 0, 4, 'result codes of calls'),
  row('L', 0, 0, 9, 'speaker loudness'),
  row('M', 0, 0, 9, 'speaker mode'),
  row('&C', 1, 0, 2, 'behaviour of DCD'),
  row('&D', 1, 0, 2, 'behaviour of DTR'),
];

const sets = ({ name, least, most, does }: Basic, sign: '=' | ''): Handling => ({
  definition: command(`${name}${sign}`, {
    does: `Sets the ${does}.`,
    source: SOURCE,
    takes: { value: integer },
    timeoutMs: 1_000,
    example: `\n    > AT${name}${sign}${least}\n    < OK`,
  }),
  run: ({ value }: { value: number }, { state }) => {
    if (value < least || value > most) return refused();
    state.settings.set(name, String(value));
    return ok();
  },
});

/** Registers are told with three digits (A76XX AT manual V1.09 p 51). */
const reads = ({ name, initial, does }: Basic): Handling => ({
  definition: command(`${name}?`, {
    does: `Reads the ${does}.`,
    source: SOURCE,
    answers: { value: remainder },
    answerHeader: '',
    timeoutMs: 1_000,
    example: `\n    > AT${name}?\n    < ${String(initial).padStart(3, '0')}\n    < OK`,
  }),
  run: (_, { state }) =>
    ok(spokenLine((state.settings.get(name) ?? String(initial)).padStart(3, '0'), 'info')),
});

export const basic: readonly Handling[] = [
  ...REGISTERS.flatMap((register) => [sets(register, '='), reads(register)]),
  ...SWITCHES.map((one) => sets(one, '')),
];
