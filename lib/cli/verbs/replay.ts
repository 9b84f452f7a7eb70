import { replay as played } from 'rxmodem';
import { readRecording } from '../recordingOf';
import { served, servingOptions, type ServingOptions } from '../serving';
import type { Verb } from '../verb';

/** Serves the modem of a recording: `rxmodem replay session.txt --listen 127.0.0.1:7000`. It says what it said, to a host that says the same. */
export const replay: Verb<ServingOptions> = {
  usage: 'replay <file>',
  does: 'Serves the modem of a recording (--record) on a pseudo-terminal or TCP, until Ctrl-C, and prints where.',
  endless: true,
  declare: servingOptions,
  run: ({ args: [file = ''], options }) =>
    served(options, () => {
      const { speed = 1 } = options;
      return { transport: played(readRecording(file), { name: file, speed }) };
    }),
};
