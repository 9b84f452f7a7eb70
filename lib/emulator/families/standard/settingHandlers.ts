import type { CommandDefinition } from '../../../grammar/command';
import { parseRequest } from '../../../grammar/parseRequest';
import { writeShape } from '../../../grammar/forms/shape';
import type { Handler } from '../../core/handler';
import { ok } from '../../core/reply';
import { spokenLine } from '../../core/utterance';
import * as reports from '../../../families/standard/reportCommands';
import * as serial from '../../../families/standard/serialCommands';

/** A setting that the modem stores and prints, with no other effect here. */
export interface Setting {
  readonly set: CommandDefinition;
  /** Missing if nothing reads it, or a handler elsewhere prints more. */
  readonly read?: CommandDefinition;
  /** As it is written. */
  readonly initial: string;
}

const nameOf = ({ head }: CommandDefinition): string => parseRequest(head).name;

const writes = (definition: CommandDefinition): Handler => ({
  definition,
  run: (args: Readonly<Record<string, unknown>>, { state }) => {
    state.settings.set(nameOf(definition), writeShape(definition.takes, args as never).join(','));
    return ok();
  },
});

const reads = (definition: CommandDefinition, initial: string): Handler => ({
  definition,
  run: (_, { state }) => {
    const name = nameOf(definition);
    return ok(spokenLine(`${name}: ${state.settings.get(name) ?? initial}`, 'info'));
  },
});

/** Makes the handlers of settings: write and read. A value that does not fit its definition is refused like an unknown command. */
export const settingHandlers = (rows: readonly Setting[]): Handler[] =>
  rows.flatMap(({ set, read, initial }) => [writes(set), ...(read ? [reads(read, initial)] : [])]);

/** Settings of all families, and the factory's values. */
export const sharedSettings: readonly Setting[] = [
  { set: serial.baudRate, read: serial.baudRateState, initial: '115200' },
  { set: serial.flowControl, read: serial.flowControlState, initial: '0,0' },
  { set: serial.framing, read: serial.framingState, initial: '3,3' },
  { set: serial.sleepMode, read: serial.sleepModeState, initial: '0' },
  { set: reports.circuitRegistrationReports, initial: '0' },
  { set: reports.packetRegistrationReports, initial: '0' },
  { set: reports.characterSet, read: reports.characterSetState, initial: '"IRA"' },
  { set: reports.ringTypes, read: reports.ringTypesState, initial: '0' },
  { set: reports.callerIds, read: reports.callerIdsState, initial: '0' },
];
