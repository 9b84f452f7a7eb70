import { InvalidArgumentError, Option, type Command } from 'commander';
import type { EmulatorSettings, Fault } from 'rxmodem/emulator';
import { emulatorPart } from '../modem/emulatorPart';
import { numberOption } from './numberOption';
import { ModemError } from 'rxmodem';

/** Reads another fault: `stall:during=AT+HTTPREAD,after=100`. */
const faultOption = (text: string, before: readonly Fault[] = []): readonly Fault[] => {
  try {
    return [...before, emulatorPart().readFault(text)];
  } catch (error) {
    if (!(error instanceof ModemError) || error.reason.kind !== 'invalid-argument') throw error;
    throw new InvalidArgumentError(`${error.reason.name}: ${error.reason.problem}`);
  }
};

const MAX_MS = 600_000;
const SIMS = ['READY', 'SIM PIN', 'SIM PUK', 'absent'];
const UNKNOWN_RSSI = 99;

const wait = numberOption(0, { max: MAX_MS });
const bars = numberOption(0, { max: 31 });
const rssi = (text: string): number => (text === String(UNKNOWN_RSSI) ? UNKNOWN_RSSI : bars(text));

const pinOption = (text: string): string => {
  if (!/^\d{4,8}$/.test(text)) throw new InvalidArgumentError('it must be 4 to 8 digits');
  return text;
};

const momentOption = (text: string): string => {
  if (text === 'unset') return '';
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('write it like 2026-05-17T09:30:00+02:00, or unset');
  return text;
};

const option = <T>(flags: string, does: string, read?: (text: string, before: T) => T): Option =>
  read ? new Option(flags, does).argParser(read) : new Option(flags, does);

/** The settings of the emulator and its faults, each with its option. */
const OPTIONS: readonly (readonly [keyof EmulatorSettings, () => Option])[] = [
  ['latencyMs', () => option('--latency <ms>', 'delay of each line from the modem', wait)],
  [
    'portBaud',
    () =>
      option(
        '--port-baud <rate>',
        'rate of its port: at another one both sides hear noise; 0: it finds the rate (default: any works)',
        numberOption(0),
      ),
  ],
  [
    'resultDelayMs',
    () => option('--result-delay <ms>', 'time that a request takes in addition to its server', wait),
  ],
  ['bootOnOpen', () => option('--boot', 'boot when the port opens, and send the boot URCs')],
  ['bootMs', () => option('--boot-ms <ms>', 'time between a restart and the boot URCs', wait)],
  ['bootUrcs', () => option('--no-boot-urcs', 'boot without boot URCs, as with automatic baud rate')],
  [
    'restartOk',
    () =>
      option('--restart-ok <when>', 'when the restart command is answered with OK').choices([
        'at-once',
        'after',
        'never',
      ]),
  ],
  ['bearerOpen', () => option('--bearer-open', 'start with an open bearer or context')],
  ['httpOpen', () => option('--http-open', 'start with an open HTTP session')],
  ['muxOpen', () => option('--mux-open', 'start in the multiplexer (CMUX)')],
  [
    'leftIn',
    () =>
      option('--left-in <state>', 'where an earlier program left the port').choices([
        'command',
        'prompt',
        'data',
      ]),
  ],
  ['quiet', () => option('--quiet', 'start without result codes (ATQ1)')],
  ['verbose', () => option('--no-verbose', 'start with result codes in numbers (ATV0)')],
  ['milliVolts', () => option('--milli-volts <n>', 'supply in AT+CBC', numberOption(0, { max: 10_000 }))],
  [
    'apns',
    () =>
      option('--accept-apn <name>', 'the only access point that the network accepts', (text: string) => [
        text,
      ]),
  ],
  ['needsApn', () => option('--needs-apn', 'the network refuses an empty access point')],
  ['sim', () => option('--sim <state>', 'answer to AT+CPIN?').choices(SIMS)],
  [
    'clock',
    () =>
      option(
        '--clock <time>',
        'its clock at start, ISO 8601 with the zone; an empty text is a clock that was never set',
        momentOption,
      ),
  ],
  [
    'networkTime',
    () =>
      option(
        '--network-time <time>',
        'the time that the network sends, likewise; unset for none',
        momentOption,
      ),
  ],
  ['pin', () => option('--pin <pin>', 'PIN of the SIM', pinOption)],
  [
    'registration',
    () =>
      option(
        '--registration <n>',
        'registration: 0 none, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming',
        numberOption(0, { max: 5 }),
      ),
  ],
  [
    'simPlaces',
    () => option('--sim-places <n>', 'places for messages on the SIM', numberOption(1, { max: 255 })),
  ],
  [
    'memoryPlaces',
    () => option('--memory-places <n>', 'places for messages in the modem', numberOption(1, { max: 999 })),
  ],
  ['rssi', () => option('--rssi <n>', 'signal strength, 0 to 31; 99: unknown', rssi)],
  [
    'faults',
    () =>
      option(
        '--fault <name:parameter=value,…>',
        'a fault of the modem; may be repeated, see --list-faults',
        faultOption,
      ),
  ],
];

/** Declares an option for each setting of the emulator, and one for its faults. */
export const emulatorSettingOptions = (verb: Command): Command => {
  for (const [, make] of OPTIONS) verb.addOption(make());
  return verb;
};

/** Reads the settings that were given. */
export const emulatorSettingsOf = (options: Readonly<Record<string, unknown>>): Partial<EmulatorSettings> => {
  const given = OPTIONS.map(([setting, make]) => [setting, options[make().attributeName()]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
};
