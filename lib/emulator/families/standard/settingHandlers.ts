import type { CommandDefinition } from '../../../grammar/command';
import { parseRequest } from '../../../grammar/parseRequest';
import { flag } from '../../../grammar/codecs/integer';
import { splitFields } from '../../../grammar/codecs/splitFields';
import { writeShape } from '../../../grammar/forms/shape';
import { emulatedForm } from '../../core/emulatedForm';
import type { Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';
import { spokenLine } from '../../core/utterance';
import * as reports from '../../../families/standard/reportCommands';
import * as calls from '../../../families/standard/callCommands';
import * as serial from '../../../families/standard/serialCommands';

/** A setting that the modem stores and prints, with no other effect here. */
export interface Setting {
  readonly set: CommandDefinition;
  /** Missing if nothing reads it, or a handler elsewhere prints more. */
  readonly read?: CommandDefinition;
  /** Its initial value, as printed. Fields that a command omits keep these values. */
  readonly initial: string;
  /** Which values it takes, beyond what the definition allows. */
  readonly fits?: (value: string) => boolean;
  /** What stands between the name and the value. Default: a colon and a space. */
  readonly mark?: string;
}

const nameOf = ({ head }: CommandDefinition): string => parseRequest(head).name;

/** The value with the fields that were omitted. */
const completed = (value: string, initial: string): string => {
  const given = splitFields(value);
  return splitFields(initial)
    .map((field, at) => (given[at] === undefined || given[at] === '' ? field : given[at]))
    .join(',');
};

const writes = ({ set, initial, fits = () => true }: Setting): Handler => ({
  definition: set,
  run: (args: Readonly<Record<string, unknown>>, { state }) => {
    const value = completed(writeShape(set.takes, args as never).join(','), initial);
    if (!fits(value)) return refused();
    state.settings.set(nameOf(set), value);
    return ok();
  },
});

const reads = (definition: CommandDefinition, { initial, mark = ': ' }: Setting): Handler => ({
  definition,
  run: (_, { state }) => {
    const name = nameOf(definition);
    return ok(spokenLine(`${name}${mark}${state.settings.get(name) ?? initial}`, 'info'));
  },
});

/** Makes the handlers of settings: write and read. A value that does not fit its definition is refused like an unknown command. */
export const settingHandlers = (rows: readonly Setting[]): Handler[] =>
  rows.flatMap((row) => [writes(row), ...(row.read ? [reads(row.read, row)] : [])]);

/** Makes the execution forms of settings, which set the default: A76XX AT manual V1.09, M7600 V3.00; the SIM800 has none. */
export const executeDefaults = (names: readonly string[]): Handler[] =>
  names.map((name) => ({
    definition: emulatedForm(name),
    run: (_, { state }) => {
      state.settings.delete(name);
      return ok();
    },
  }));

/** The rates of all families (SIM800 AT manual V1.09 page 54, A76XX page 258). */
export const RATES =
  /^(?:0|300|600|1200|2400|4800|9600|19200|38400|57600|115200|230400|460800|921600|3[02]00000|3686400)$/;

/** The character sets of a family: `AT+CSCS` refuses others (27.007 § 5.5). */
export const characterSets = (...names: readonly string[]): Setting => ({
  set: reports.characterSet,
  read: reports.characterSetState,
  initial: '"IRA"',
  fits: (value) => names.includes(value.replaceAll('"', '').toUpperCase()),
});

/** Settings of all families, and the factory's values. */
export const sharedSettings: readonly Setting[] = [
  {
    set: serial.baudRate,
    read: serial.baudRateState,
    initial: '115200',
    fits: (value) => RATES.test(value),
  },
  { set: serial.flowControl, read: serial.flowControlState, initial: '0,0' },
  {
    set: serial.framing,
    read: serial.framingState,
    initial: '3,3',
    fits: (value) => /^[1-6],[0-3]$/.test(value),
  },
  { set: serial.sleepMode, read: serial.sleepModeState, initial: '0' },
  { set: reports.circuitRegistrationReports, initial: '0' },
  { set: reports.packetRegistrationReports, initial: '0' },
  { set: reports.ringTypes, read: reports.ringTypesState, initial: '0' },
  { set: reports.callerIds, initial: '0' },
  // 1 makes each change of a call a URC (SIM800 page 72, A76XX pages 185–187).
  { set: emulatedForm('+CLCC=', { on: flag }), read: emulatedForm('+CLCC?'), initial: '0' },
  { set: calls.callWaiting, initial: '0,2,1' },
  { set: calls.connectedNumbers, initial: '0' },
];
