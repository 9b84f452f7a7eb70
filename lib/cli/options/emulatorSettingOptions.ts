import { InvalidArgumentError, Option, type Command } from 'commander';
import { type EmulatorSettings, type Fault, readFault } from 'rxmodem/emulator';
import { numberOption } from './numberOption';
import { ModemError } from 'rxmodem';

/** Reads one more fault: `stall:during=AT+HTTPREAD,after=100`. */
const faultOption = (text: string, before: readonly Fault[] = []): readonly Fault[] => {
  try {
    return [...before, readFault(text)];
  } catch (error) {
    if (!(error instanceof ModemError) || error.reason.kind !== 'invalid-argument') throw error;
    throw new InvalidArgumentError(`${error.reason.name}: ${error.reason.problem}`);
  }
};

const MAX_MS = 600_000;
const SIMS = ['READY', 'SIM PIN', 'SIM PUK', 'absent'];
const UNKNOWN_RSSI = 99;

const wait = numberOption(0, { most: MAX_MS });
const bars = numberOption(0, { most: 31 });
const rssi = (text: string): number => (text === String(UNKNOWN_RSSI) ? UNKNOWN_RSSI : bars(text));

const pinOption = (text: string): string => {
  if (!/^\d{4,8}$/.test(text)) throw new InvalidArgumentError('it must be 4 to 8 digits');
  return text;
};

const option = <T>(flags: string, does: string, read?: (text: string, before: T) => T): Option =>
  read ? new Option(flags, does).argParser(read) : new Option(flags, does);

/** The circumstances, each with the option that tells it, and what is wrong. */
const OPTIONS: readonly (readonly [keyof EmulatorSettings, () => Option])[] = [
  ['latencyMs', () => option('--latency <ms>', 'time between saying and arrival', wait)],
  [
    'resultDelayMs',
    () => option('--result-delay <ms>', 'time that a request takes, besides its server', wait),
  ],
  ['bootOnOpen', () => option('--boot', 'start when the port opens, with boot URCs')],
  ['bootMs', () => option('--boot-ms <ms>', 'silence between a restart and the boot URCs', wait)],
  ['bootUrcs', () => option('--no-boot-urcs', 'start without a word, as where the baud rate is not fixed')],
  [
    'restartOk',
    () => option('--restart-ok <when>', 'when OK answers a restart').choices(['at-once', 'after', 'never']),
  ],
  ['bearerOpen', () => option('--bearer-open', 'bearer or context open at start')],
  ['httpOpen', () => option('--http-open', 'an HTTP session open at start')],
  ['muxOpen', () => option('--mux-open', 'in the multiplexer at start')],
  ['sim', () => option('--sim <state>', 'what AT+CPIN? tells').choices(SIMS)],
  ['pin', () => option('--pin <pin>', 'the PIN that the SIM takes', pinOption)],
  [
    'registration',
    () =>
      option(
        '--registration <n>',
        '0 none, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming',
        numberOption(0, { most: 5 }),
      ),
  ],
  ['rssi', () => option('--rssi <n>', 'signal, 0 to 31; 99 unknown', rssi)],
  [
    'faults',
    () =>
      option(
        '--fault <name:parameter=value,…>',
        'what is wrong with it; may be repeated, --list-faults tells them',
        faultOption,
      ),
  ],
];

/** Declares an option for each knob of the emulator, and one for its faults. */
export const emulatorSettingOptions = (verb: Command): Command => {
  for (const [, make] of OPTIONS) verb.addOption(make());
  return verb;
};

/** Reads the knobs that were turned. */
export const emulatorSettingsOf = (options: Readonly<Record<string, unknown>>): Partial<EmulatorSettings> => {
  const turned = OPTIONS.map(([knob, make]) => [knob, options[make().attributeName()]] as const);
  return Object.fromEntries(turned.filter(([, value]) => value !== undefined));
};
