import { replay as played } from 'rxmodem';
import { readRecording } from '../modem/knownProfile';
import { served, servingOptions, type ServingOptions } from '../modem/serving';
import { speedOption } from '../options/numberOption';
import type { Verb } from '../options/verb';

interface ReplayOptions extends ServingOptions {
  readonly speed?: number;
}

/** Serves the modem of a recording: `rxmodem replay session.txt --listen 127.0.0.1:7000`. It says what it said, to a host that says the same. */
export const replay: Verb<ReplayOptions> = {
  usage: 'replay <file>',
  does: 'Serves the modem of a recording (--record) on a pseudo-terminal or TCP, until Ctrl-C, and prints where.',
  takes: { file: 'what --record wrote' },
  examples: [
    ['rxmodem replay session.txt --link /tmp/modem', 'after: rxmodem info --record session.txt'],
    ['rxmodem replay session.txt --listen 127.0.0.1:7000 --speed max', 'on TCP, without waiting'],
  ],
  endless: true,
  declare: (command) => servingOptions(command).optionsGroup('Modem:').addOption(speedOption()),
  run: ({ args: [file = ''], options }) =>
    served(options, () => {
      const { speed = 1 } = options;
      return { transport: played(readRecording(file), { name: file, speed }) };
    }),
};
