import { InvalidArgumentError, Option } from 'commander';
import { concat, concatMap, defer, identity, type Observable } from 'rxjs';
import { clock as modemClock, type ClockReading, type Modem } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { withModem } from '../modem/withModem';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, networkOptions } from '../options/networkOptions';
import type { Verb } from '../options/verb';
import { afterDone } from '../output/afterDone';
import { printed, stdoutIsOpen } from '../output/stdoutSink';
import { withNetwork } from '../requests/withNetwork';

type Source = 'network' | { readonly ntp: string };

interface ClockOptions extends NetworkOptions {
  readonly sync?: Source;
  readonly fix?: boolean;
}

const sourceOf = (text: string): Source => {
  if (text === 'network') return text;
  const [, ntp] = /^ntp:(.+)$/.exec(text) ?? [];
  if (ntp === undefined) throw new InvalidArgumentError('write network or ntp:HOST');
  return { ntp };
};

/** Reads or sets the clock of a modem: `rxmodem clock`. */
export const clock: Verb<ClockOptions> = {
  usage: 'clock',
  does: 'Shows the time of the modem, or sets it by the network or a time server.',
  examples: [
    ['rxmodem clock --port /dev/ttyUSB0', 'the time of the modem, ISO 8601 with its zone'],
    ['rxmodem clock --sync ntp:pool.ntp.org --json', 'set it by a time server; {"at":"…","source":"ntp"}'],
    [
      'rxmodem clock --sync network --fix --port /dev/ttyUSB0',
      'switch the network’s time on; restarts the modem',
    ],
  ],
  declare: (command) =>
    networkOptions(
      command
        .optionsGroup('Clock:')
        .addOption(new Option('--sync <source>', 'set the clock: network or ntp:HOST').argParser(sourceOf))
        .option(
          '--fix',
          'with --sync network: switch the network’s time on, store it and restart the modem (default: change nothing)',
        ),
    ),
  run: ({ options }) =>
    defer(() => {
      if (options.fix === true && options.sync !== 'network')
        throw new CliError({
          kind: 'usage',
          message: '--fix has no effect here; use it with --sync network',
        });
      return shownTime(options);
    }).pipe(
      concatMap((reading) => printed(asText(reading, options))),
      options.sync === undefined ? identity : afterDone('the clock was set'),
    ),
};

const shownTime = (options: ClockOptions): Observable<ClockReading> => {
  const { sync, fix = false } = options;
  if (sync === undefined)
    return concat(
      stdoutIsOpen,
      withModem(options, (modem) => modemClock.read(modem)),
    );
  const access = accessOf(options);
  return withNetwork(options, (modem: Modem) =>
    sync === 'network'
      ? modemClock.sync(modem, { from: sync, fix })
      : modemClock.sync(modem, { from: sync, access }),
  );
};

const asText = (reading: ClockReading, { json = false }: ClockOptions): string | object => {
  if (!reading.isSet) throw new CliError({ kind: 'clock-not-set' });
  const { at, source } = reading;
  return json ? { at, source } : at;
};
