import { type Command, Option } from 'commander';
import type { BasicOptions } from './basicOptions';
import { fileOption } from './fileOption';
import { numberOption, speedOption } from './numberOption';

/** Profiles as `--profile` names them. */
export const PROFILE_NAMES = ['sim800', 'a7600', 'sim7600'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** What every verb takes that speaks with a modem. */
export interface ModemOptions extends BasicOptions {
  readonly port: string;
  readonly profile: ProfileName | 'auto';
  readonly baud?: number;
  /** A file's name; `true` for stderr. */
  readonly trace?: string | true;
  /** A file's name. */
  readonly record?: string;
  /** Whether the recording has the bodies, too. */
  readonly recordBodies?: boolean;
  /** How many times as fast a recording is played. */
  readonly speed?: number;
}

/** Declares them. */
export const modemOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Modem:')
    .addOption(
      new Option('--port <where>', 'a device path, tcp://HOST:PORT, replay:FILE, or emulator').default(
        'emulator',
      ),
    )
    .addOption(
      new Option('--profile <name>', 'the modem’s family; auto asks it')
        .choices([...PROFILE_NAMES, 'auto'])
        .default('auto'),
    )
    .addOption(
      new Option('--baud <rate>', 'line rate (default: 115200; the emulator is not paced)').argParser(
        numberOption(1),
      ),
    )
    .addOption(speedOption())
    .optionsGroup('Diagnosis:')
    .option('--trace [file]', 'write the conversation, secrets masked, to stderr or a file')
    .addOption(
      fileOption(
        '--record <file>',
        'write the session, secrets masked, bodies left out, so that --port replay:FILE plays it',
      ),
    )
    .option('--record-bodies', 'with --record: write the bodies, too');
