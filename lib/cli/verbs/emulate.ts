import { Option } from 'commander';
import { emulator, type Emulator } from 'rxmodem/emulator';
import { ftpOrigin, httpOrigin } from 'rxmodem/node';
import { PROFILE_NAMES, type ProfileName } from '../profileName';
import { knobOptions, knobsOf } from '../knobOptions';
import { numberOption } from '../numberOption';
import { served, servingOptions, type ServingOptions } from '../serving';
import type { Call, Verb } from '../verb';

interface EmulateOptions extends ServingOptions {
  readonly family: ProfileName;
  readonly baud?: number;
}

const modemOf = ({ options }: Call<EmulateOptions>): Emulator => {
  const { family, baud } = options;
  return emulator({
    family,
    origin: httpOrigin(),
    ftp: ftpOrigin(),
    ...knobsOf({ ...options }),
    ...(baud === undefined ? {} : { baud }),
  });
};

/** Serves a virtual modem: `rxmodem emulate`. Its network is the machine's own. */
export const emulate: Verb<EmulateOptions> = {
  usage: 'emulate',
  does: 'Serves a virtual modem on a pseudo-terminal or TCP, until Ctrl-C, and prints where.',
  examples: [
    ['rxmodem emulate --link /tmp/modem', 'then, elsewhere: rxmodem info --port /tmp/modem'],
    [
      'rxmodem emulate --family a7600 --listen 127.0.0.1:7000',
      'then: rxmodem info --port tcp://127.0.0.1:7000',
    ],
    ['rxmodem emulate --link /tmp/modem --registration 2 --rssi 3', 'a modem that finds no network'],
  ],
  endless: true,
  declare: (command) =>
    knobOptions(
      servingOptions(command)
        .optionsGroup('Modem:')
        .addOption(new Option('--family <name>', 'which modem').choices(PROFILE_NAMES).default('sim800'))
        .addOption(
          new Option('--baud <rate>', 'pace it like a line of this rate (default: not at all)').argParser(
            numberOption(1),
          ),
        )
        .optionsGroup('Circumstances:'),
    ),
  run: (call) => served(call.options, () => ({ emulator: modemOf(call) })),
};
