import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Knobs, Stretch } from 'rxmodem/emulator';
import { numberOption } from './numberOption';

const count = numberOption(0);
const lineOption = (line: string, before: readonly string[] = []): readonly string[] => [...before, line];
const codeOption = (code: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  count(code),
];

/** `7` or `1-7`. */
const piecesOption = (text: string): Knobs['pieces'] => {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [least, most] = [Number(from), Number(to)];
  if (from === undefined || least < 1 || most < least)
    throw new InvalidArgumentError('write it like 7 or 1-7');
  return { least, most };
};

/** `AT+HTTPREAD,100` */
const stretchOption = (text: string): Stretch => {
  const [, command, bytes] = /^(AT.*),(\d+)$/.exec(text) ?? [];
  if (command === undefined) throw new InvalidArgumentError('write it like AT+HTTPREAD,100');
  return { command, bytes: Number(bytes) };
};

/** `AT+HTTPREAD,100,3` */
const harmOption = (text: string): Stretch & { readonly count: number } => {
  const [, stretch, harmed] = /^(.*),(\d+)$/.exec(text) ?? [];
  if (stretch === undefined || !/^AT.*,\d+$/.test(stretch)) {
    throw new InvalidArgumentError('write it like AT+HTTPREAD,100,3');
  }
  return { ...stretchOption(stretch), count: Number(harmed) };
};

const option = <T>(flags: string, does: string, read?: (text: string, before: T) => T): Option =>
  read ? new Option(flags, does).argParser(read) : new Option(flags, does);

/** The knobs, each with the option that turns it. */
const OPTIONS: readonly (readonly [keyof Knobs | 'urc', () => Option])[] = [
  [
    'pieces',
    () => option('--pieces <n or least-most>', 'cut the output into pieces of so many bytes', piecesOption),
  ],
  ['latencyMs', () => option('--latency <ms>', 'time between saying and arrival', count)],
  [
    'resultDelayMs',
    () => option('--result-delay <ms>', 'time that a request takes, besides its server', count),
  ],
  ['lateFinalMs', () => option('--late-final <ms>', 'hold back every final result code', count)],
  ['urc', () => option('--urc <line>', 'put this URC between all lines; may be repeated', lineOption)],
  ['echo', () => option('--no-echo', 'echo off at start')],
  ['errorReports', () => option('--error-reports <0|1|2>', 'AT+CMEE at start').choices(['0', '1', '2'])],
  ['noise', () => option('--noise <text>', 'send this on opening, before anything else')],
  ['bootOnOpen', () => option('--boot', 'start when the port opens, with boot URCs')],
  ['bootMs', () => option('--boot-ms <ms>', 'silence between a restart and the boot URCs', count)],
  ['bootUrcs', () => option('--no-boot-urcs', 'start without a word, as where the baud rate is not fixed')],
  [
    'restartOk',
    () => option('--restart-ok <when>', 'when OK answers a restart').choices(['at-once', 'after', 'never']),
  ],
  ['deaf', () => option('--deaf <n>', 'ignore the first n lines: autobaud', count)],
  ['silent', () => option('--silent', 'never say anything')],
  ['tightColon', () => option('--tight-colon', '+HTTPACTION:0,200,5, without the blank')],
  ['blockBytes', () => option('--block-bytes <n>', 'longest block of an A76XX HTTPREAD', numberOption(1))],
  ['blockBreaks', () => option('--no-block-breaks', 'no CR LF between A76XX blocks')],
  ['strayOkAfterRead', () => option('--stray-ok', 'a stray OK behind an A76XX HTTPREAD')],
  ['peerClosed', () => option('--no-peer-closed', 'no +HTTP_PEER_CLOSED behind an A76XX result')],
  ['bearerOpen', () => option('--bearer-open', 'bearer or context open at start')],
  ['httpOpen', () => option('--http-open', 'an HTTP session open at start')],
  ['results', () => option('--result <code>', 'end a request with this code; may be repeated', codeOption)],
  [
    'stallAfter',
    () => option('--stall <command,bytes>', 'stop an answer after so many bytes', stretchOption),
  ],
  ['loseBytes', () => option('--lose <command,bytes,n>', 'lose n bytes of an answer', harmOption)],
  ['flipBytes', () => option('--flip <command,bytes,n>', 'flip a bit in n bytes of an answer', harmOption)],
  ['restartAfter', () => option('--restart <command,bytes>', 'restart within an answer', stretchOption)],
  ['sim', () => option('--sim <state>', 'READY, "SIM PIN", "SIM PUK", or absent')],
  ['pin', () => option('--pin <pin>', 'the PIN that the SIM takes')],
  ['registration', () => option('--registration <n>', '1 home, 2 searching, 5 roaming', count)],
  ['rssi', () => option('--rssi <n>', 'signal, 0 to 31; 99 unknown', count)],
];

/** Declares an option for each knob of the emulator. */
export const knobOptions = (verb: Command): Command => {
  for (const [, make] of OPTIONS) verb.addOption(make());
  return verb;
};

/** Reads the knobs that were turned. */
export const knobsOf = (options: Readonly<Record<string, unknown>>): Partial<Knobs> => {
  const turned = OPTIONS.map(([knob, make]) => [knob, options[make().attributeName()]] as const);
  const given = Object.fromEntries(turned.filter(([, value]) => value !== undefined));
  const { urc, noise, errorReports, ...rest } = given;
  return {
    ...rest,
    ...(urc === undefined ? {} : { urcs: { lines: urc as readonly string[], where: 'everywhere' } }),
    ...(noise === undefined ? {} : { noise: Buffer.from(noise as string, 'latin1') }),
    ...(errorReports === undefined ? {} : { errorReports: Number(errorReports) as 0 | 1 | 2 }),
  };
};
