import { replay as played } from 'rxmodem';
import { readRecording } from '../modem/knownProfile';
import { served, servingOptions, type ServingOptions } from '../modem/serving';
import { speedOption } from '../options/numberOption';
import type { Verb } from '../options/verb';

interface ReplayOptions extends ServingOptions {
  readonly speed?: number;
}

/** Serves the modem of a recording: `rxmodem replay session.txt --listen 127.0.0.1:7000`. It repeats its part of the session to a host that repeats the other part. */
export const replay: Verb<ReplayOptions> = {
  usage: 'replay <file>',
  does: 'Serves the modem of a recording (--record) on a pseudo-terminal or TCP until Ctrl-C, and prints its address.',
  takes: { file: 'a file that --record wrote' },
  examples: [
    ['rxmodem replay session.txt --link /tmp/modem', 'for a file of rxmodem info --record session.txt'],
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
