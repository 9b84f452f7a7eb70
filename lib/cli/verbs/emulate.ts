import { Option } from 'commander';
import { ftpOrigin, httpOrigin, socketOrigin } from 'rxmodem/node';
import { faultLines } from '../output/faultLines';
import { emulatorSettingOptions, emulatorSettingsOf } from '../options/emulatorSettingOptions';
import { numberOption } from '../options/numberOption';
import { printed } from '../output/stdoutSink';
import type { ProfileName } from '../options/modemOptions';
import { type EmulatedModems, servedModems } from '../modem/emulatedModems';
import { servingOptions, type ServingOptions } from '../modem/serving';
import { smsOption, type TypedSms } from '../options/smsOption';
import { demoNetwork } from '../modem/demoNetwork';
import { emulatorPart } from '../modem/emulatorPart';
import type { Call, Verb } from '../options/verb';

interface EmulateOptions extends ServingOptions {
  readonly family?: ProfileName;
  /** A synonym of `family`, as the other verbs have it. */
  readonly profile?: ProfileName;
  readonly baud?: number;
  readonly listFaults?: boolean;
  readonly number?: string;
  readonly count?: number;
  readonly sms?: readonly TypedSms[];
  readonly smsAfter?: number;
}

const modemsOf = ({ options }: Call<EmulateOptions>): EmulatedModems => {
  const { DEFAULT_SETTINGS } = emulatorPart();
  const { profile, baud, number = DEFAULT_SETTINGS.number, count = 1, sms = [], smsAfter = 0 } = options;
  const { family = profile === 'auto' ? undefined : profile } = options;
  return {
    ...{ number, count, sms, smsAfterMs: smsAfter },
    settings: {
      family: family ?? 'sim800',
      origin: httpOrigin(),
      ftp: ftpOrigin(),
      sockets: socketOrigin(),
      ...demoNetwork,
      ...emulatorSettingsOf({ ...options }),
      ...(baud === undefined ? {} : { baud }),
    },
  };
};

const MAX_MODEMS = 100;

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
    [
      'rxmodem emulate --count 2 --link /tmp/modem --number +491700000001',
      'two modems, /tmp/modem-1 and /tmp/modem-2, that can message each other; each with its number',
    ],
    ['rxmodem emulate --link /tmp/modem --sms "+491701234567:hello"', 'a message waits on the SIM'],
  ],
  endless: true,
  declare: (command) =>
    emulatorSettingOptions(
      servingOptions(command)
        .optionsGroup('Modem:')
        .addOption(
          new Option('--family <name>', 'family of the virtual modem (default: sim800)').choices(
            emulatorPart().emulatedFamilies(),
          ),
        )
        .option('--list-faults', 'list the faults for --fault and their parameters')
        .addOption(
          new Option('--baud <rate>', 'simulate this line rate (default: no limit)').argParser(
            numberOption(1),
          ),
        )
        .optionsGroup('Mobile network:')
        .option('--number <number>', 'number of the SIM (default: +8613900000000)')
        .addOption(
          new Option(
            '--count <n>',
            'serve this many modems, which can message each other (default: 1)',
          ).argParser(numberOption(1, { max: MAX_MODEMS })),
        )
        .addOption(smsOption())
        .addOption(
          new Option('--sms-after <ms>', 'when these messages come (default: 0, at once)').argParser(
            numberOption(0),
          ),
        )
        .optionsGroup('Settings:'),
    ),
  run: (call) =>
    call.options.listFaults
      ? printed(call.options.json ? emulatorPart().faultList : faultLines())
      : servedModems(call.options, modemsOf(call)),
};
