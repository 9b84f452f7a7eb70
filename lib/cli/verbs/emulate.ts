import { Option } from 'commander';
import { emulator, type Emulator } from 'rxmodem/emulator';
import { ftpOrigin, httpOrigin } from 'rxmodem/node';
import { PROFILE_NAMES, type ProfileName } from '../commonOptions';
import { knobOptions, knobsOf } from '../knobOptions';
import { served, servingOptions, type ServingOptions } from '../serving';
import type { Call, Verb } from '../verb';

interface EmulateOptions extends ServingOptions {
  readonly family?: ProfileName;
}

const modemOf = ({ options }: Call<EmulateOptions>): Emulator => {
  const { family, profile, baud } = options;
  return emulator({
    family: family ?? (profile === 'auto' ? 'sim800' : profile),
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
  endless: true,
  declare: (command) =>
    knobOptions(
      servingOptions(
        command.addOption(
          new Option('--family <name>', 'which modem (default: sim800)').choices(PROFILE_NAMES),
        ),
      ),
    ),
  run: (call) => served(call.options, () => ({ emulator: modemOf(call) })),
};
