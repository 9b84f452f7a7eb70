import { type Command, Option } from 'commander';
import { profileNames } from 'rxmodem';
import type { BasicOptions } from './basicOptions';
import { fileOption } from './fileOption';
import { baudOption, speedOption } from './numberOption';

/** Profiles as `--profile` names them: the library's, those that `--load` registered, and `auto`. */
export type ProfileName = string;

/** Options of every verb that uses a modem. */
export interface ModemOptions extends BasicOptions {
  readonly port: string;
  readonly profile: ProfileName;
  readonly baud?: number | 'auto';
  /** Hardware flow control. */
  readonly flow?: 'none' | 'rtscts';
  /** A file name; `true` for stderr. */
  readonly trace?: string | true;
  /** A file name. */
  readonly record?: string;
  /** Whether the recording has the bodies, too. */
  readonly recordBodies?: boolean;
  readonly traceTexts?: boolean;
  /** Speed factor of a replay. */
  readonly speed?: number;
}

/** Declares those that say where the modem is. `port` is what is used where none is named; `null`: the verb looks for one. */
export const portOptions = (verb: Command, port: string | null = 'emulator'): Command =>
  verb
    .optionsGroup('Modem:')
    .addOption(
      new Option(
        '--port <where>',
        'port of the modem: a device path, tcp://HOST:PORT, replay:FILE, emulator, or mqtt://BROKER/GATEWAY/MODEM',
      ).default(port ?? undefined),
    )
    .addOption(
      new Option('--profile <name>', 'family of the modem; auto asks the modem')
        .choices([...profileNames(), 'auto'])
        .default('auto'),
    )
    .addOption(baudOption('line rate, or auto, which finds it (default: 115200; the emulator is not paced)'))
    .addOption(
      new Option('--flow <kind>', 'flow control of the line: none, or RTS and CTS (default: none)').choices([
        'none',
        'rtscts',
      ]),
    )
    .addOption(speedOption());

/** Declares all of them. */
export const modemOptions = (verb: Command, port?: string | null): Command =>
  portOptions(verb, port)
    .optionsGroup('Diagnosis:')
    .option('--trace [file]', 'write the conversation with masked secrets to stderr or a file')
    .option('--trace-texts', 'show numbers and texts of messages, calls and phonebooks in the trace')
    .addOption(
      fileOption(
        '--record <file>',
        'record the session with masked secrets and without bodies; --port replay:FILE plays it',
      ),
    )
    .option('--record-bodies', 'record the bodies, too');
