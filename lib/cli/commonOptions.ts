import { Option, type Command } from 'commander';
import { numberOption } from './numberOption';

/** Profiles as `--profile` names them. */
export const PROFILE_NAMES = ['sim800', 'a7600', 'sim7600'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** What every verb takes. */
export interface CommonOptions {
  readonly port: string;
  readonly profile: ProfileName | 'auto';
  readonly baud?: number;
  readonly apn?: string;
  readonly apnUser?: string;
  readonly apnPassword?: string;
  readonly retries: number;
  /** Seconds. */
  readonly timeout?: number;
  /** Seconds. */
  readonly readyTimeout: number;
  readonly progress?: boolean;
  /** A file's name; `true` for stderr. */
  readonly trace?: string | true;
  /** A file's name. */
  readonly record?: string;
  /** How many times as fast a recording is played. */
  readonly speed?: number;
  readonly json?: boolean;
  readonly fail?: boolean;
}

const seconds = numberOption(0.001, { fraction: true });
const anySpeed = numberOption(0.001, { fraction: true });
const speed = (text: string): number => (text === 'max' ? Infinity : anySpeed(text));
const option = (flags: string, does: string): Option => new Option(flags, does);

const OPTIONS: readonly (() => Option)[] = [
  () =>
    option('--port <where>', 'a device path, tcp://HOST:PORT, replay:FILE, or emulator').default('emulator'),
  () =>
    option('--profile <name>', 'the modem’s family; auto asks it')
      .choices([...PROFILE_NAMES, 'auto'])
      .default('auto'),
  () =>
    option('--baud <rate>', 'line rate (default: 115200; the emulator is not paced)').argParser(
      numberOption(1),
    ),
  () => option('--apn <name>', 'access point (default: the modem’s own)'),
  () => option('--apn-user <user>', 'user at the access point'),
  () => option('--apn-password <password>', 'its password').env('RXMODEM_APN_PASSWORD'),
  () =>
    option('--retries <n>', 'how often a transient failure is tried again')
      .argParser(numberOption(0))
      .default(2),
  () =>
    option('--timeout <seconds>', 'for all of it (default: 300; monitor and emulate have none)').argParser(
      seconds,
    ),
  () =>
    option('--ready-timeout <seconds>', 'for SIM and network')
      .argParser(numberOption(0, { fraction: true }))
      .default(60),
  () => option('--progress', 'show a progress bar (default: on a terminal)'),
  () => option('--no-progress', 'show none'),
  () => option('--trace [file]', 'write the conversation, secrets masked, to stderr or a file'),
  () => option('--record <file>', 'write the session, secrets masked, so that --port replay:FILE plays it'),
  () =>
    option(
      '--speed <n>',
      'how many times as fast a recording is played; max: without waiting (default: 1)',
    ).argParser(speed),
  () => option('--json', 'results and errors as JSON'),
  () => option('-f, --fail', 'HTTP status 400 or more: no body, exit 22'),
];

/** Declares on a verb what every verb takes. */
export const commonOptions = (verb: Command): Command => {
  for (const make of OPTIONS) verb.addOption(make());
  return verb;
};
