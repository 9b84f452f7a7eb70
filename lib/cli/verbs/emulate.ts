import { Option } from 'commander';
import { emulatedFamilies, emulator, type Emulator, faultList } from 'rxmodem/emulator';
import { ftpOrigin, httpOrigin } from 'rxmodem/node';
import { faultLines } from '../output/faultLines';
import { emulatorSettingOptions, emulatorSettingsOf } from '../options/emulatorSettingOptions';
import { numberOption } from '../options/numberOption';
import { printed } from '../output/stdoutSink';
import type { ProfileName } from '../options/modemOptions';
import { served, servingOptions, type ServingOptions } from '../modem/serving';
import type { Call, Verb } from '../options/verb';

interface EmulateOptions extends ServingOptions {
  readonly family?: ProfileName;
  /** A synonym of `family`, as the other verbs have it. */
  readonly profile?: ProfileName | 'auto';
  readonly baud?: number;
  readonly listFaults?: boolean;
}

const modemOf = ({ options }: Call<EmulateOptions>): Emulator => {
  const { profile, baud } = options;
  const { family = profile === 'auto' ? undefined : profile } = options;
  return emulator({
    family: family ?? 'sim800',
    origin: httpOrigin(),
    ftp: ftpOrigin(),
    ...emulatorSettingsOf({ ...options }),
    ...(baud === undefined ? {} : { baud }),
  });
};

/** Serves a virtual modem: `rxmodem emulate`. It uses the network of this machine. */
export const emulate: Verb<EmulateOptions> = {
  usage: 'emulate',
  does: 'Serves a virtual modem on a pseudo-terminal or TCP until Ctrl-C, and prints its address.',
  examples: [
    ['rxmodem emulate --link /tmp/modem', 'then, elsewhere: rxmodem info --port /tmp/modem'],
    [
      'rxmodem emulate --family a7600 --listen 127.0.0.1:7000',
      'then: rxmodem info --port tcp://127.0.0.1:7000',
    ],
    [
      'rxmodem emulate --link /tmp/modem --registration 2 --rssi 3',
      'a modem that searches a network with a weak signal',
    ],
  ],
  endless: true,
  declare: (command) =>
    emulatorSettingOptions(
      servingOptions(command)
        .optionsGroup('Modem:')
        .addOption(
          new Option('--family <name>', 'family of the virtual modem (default: sim800)').choices(
            emulatedFamilies(),
          ),
        )
        .option('--list-faults', 'list the faults for --fault and their parameters')
        .addOption(
          new Option('--baud <rate>', 'simulate this line rate (default: no limit)').argParser(
            numberOption(1),
          ),
        )
        .optionsGroup('Settings:'),
    ),
  run: (call) =>
    call.options.listFaults
      ? printed(call.options.json ? faultList : faultLines())
      : served(call.options, () => ({ emulator: modemOf(call) })),
};
