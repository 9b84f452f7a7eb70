import type { Command, Option } from 'commander';
import { ENVIRONMENT } from '../../lib/cli/help/topics';
import { EXIT_CODES } from '../../lib/cli/errors/exitCode';
import { program } from '../../lib/cli/program';
import { verbs } from '../../lib/cli/verbs';

/** The date of the last change to the text in this file. */
const DATE = '2026-11-28';

/** Text with the special characters of roff escaped. */
const plain = (text: string): string =>
  text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/'/g, '\\(aq')
    .replace(/"/g, '\\(dq')
    .replace(
      /[^\0-\x7e]/g,
      (mark) => `\\[u${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^\./gm, '\\&.');

const bold = (text: string): string => `\\fB${plain(text)}\\fR`;
const section = (title: string): string => `.SH ${title.toUpperCase()}`;
const entry = (title: string, text: string): readonly string[] => ['.TP', title, plain(text)];

const leaves = (command: Command): readonly Command[] => {
  const below = command.createHelp().visibleCommands(command);
  return below.length === 0 ? [command] : below.flatMap(leaves);
};

const optionsOf = (command: Command): readonly Option[] => command.createHelp().visibleOptions(command);

const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

const usageOf = (command: Command): string =>
  [
    ...command.registeredArguments.map((argument) => {
      const name = `\\fI${plain(argument.name())}\\fR${argument.variadic ? ' ...' : ''}`;
      return argument.required ? name : `[${name}]`;
    }),
  ].join(' ');

const EXAMPLES = new Map(
  verbs
    .flatMap(([, members]) => members)
    .map(({ usage, examples }) => [usage.split(/\s+[<[]/)[0] ?? '', examples]),
);

const verb = (command: Command): readonly string[] => {
  const groups = new Set(optionsOf(command).map((option) => option.helpGroupHeading ?? 'Options:'));
  const examples = EXAMPLES.get(nameOf(command)) ?? [];
  return [
    `.SS ${bold(`rxmodem ${nameOf(command)}`)} ${usageOf(command)}`,
    plain(command.description()),
    ...(examples.length > 0
      ? [`Its options: ${plain([...groups].map((group) => group.replace(':', '')).join(', '))}.`]
      : []),
    ...command.registeredArguments.flatMap((argument) =>
      argument.description === '' ? [] : entry(`\\fI${plain(argument.name())}\\fR`, argument.description),
    ),
    ...examples.flatMap(([line, does]) => [
      '.PP',
      `${plain(does)}:`,
      '.PP',
      '.RS 4',
      '.nf',
      plain(line),
      '.fi',
      '.RE',
    ]),
  ];
};

/** Every option once. If not all verbs with its group take it, the verbs that do are listed. */
const options = (commands: readonly Command[]): readonly string[] => {
  const groups = new Map<string, Map<string, readonly [Option, readonly string[]]>>();
  for (const command of commands)
    for (const option of optionsOf(command)) {
      const heading = option.helpGroupHeading ?? 'Options:';
      const group = groups.get(heading) ?? new Map<string, readonly [Option, readonly string[]]>();
      const key = `${option.flags} ${option.description}`;
      group.set(key, [option, [...(group.get(key)?.[1] ?? []), nameOf(command)]]);
      groups.set(heading, group);
    }
  return [...groups].flatMap(([heading, members]) => [
    `.SS ${plain(heading.replace(':', ''))}`,
    ...[...members.values()].flatMap(([option, takers]) => {
      const text = commands[0]?.createHelp().optionDescription(option) ?? '';
      const all = Math.max(...[...members.values()].map(([, some]) => some.length));
      const only = takers.length < all ? ` Only: ${takers.join(', ')}.` : '';
      return entry(bold(option.flags), `${text}.${only}`);
    }),
  ]);
};

/** The manual page of the command, made from its declarations. */
export const manPage = (): string => {
  const root = program();
  const all = leaves(root);
  return [
    '.\\" Printed by `npm run man` from the declarations in lib/cli; change them there.',
    `.TH RXMODEM 1 "${DATE}" "rxmodem ${root.version() ?? ''}" "User Commands"`,
    section('Name'),
    'rxmodem \\- HTTP and FTP over AT modems, for the shell',
    section('Synopsis'),
    ...all
      .flatMap((command) => [
        `.B rxmodem ${plain(nameOf(command))}`,
        `[\\fIoptions\\fR] ${usageOf(command)}`.trim(),
        '.br',
      ])
      .slice(0, -1),
    section('Description'),
    plain(
      'Transfers data by HTTP and FTP through a cellular modem of the families SIM800, A7600 and SIM7600, shows its state, connects modems to an MQTT broker, and serves virtual modems.',
    ),
    plain('Results go to the standard output, everything else to the standard error.'),
    plain('Without --port the command uses an embedded emulator, which has the network of this machine.'),
    section('Verbs'),
    ...all.flatMap(verb),
    section('Options'),
    ...options(all.filter((command) => EXAMPLES.has(nameOf(command)))),
    section('Environment'),
    ...ENVIRONMENT.flatMap(([name, does]) => entry(bold(name), `${does}.`)),
    section('Exit status'),
    ...EXIT_CODES.flatMap(([code, when]) => entry(bold(String(code)), `${when}.`)),
    section('See also'),
    '.BR curl (1),',
    '.BR chat (8)',
    '',
  ].join('\n');
};
