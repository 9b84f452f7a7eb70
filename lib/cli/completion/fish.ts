import {
  PORT_GLOBS,
  PORT_PREFIXES,
  PORT_WORDS,
  type Kind,
  type OptionShape,
  type VerbShape,
} from './verbShape';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const word = (text: string): string => text.replace(/[^\w./@+-]/g, '\\$&');

const kindFlags = (kind: Kind): string => {
  if (kind === 'files') return '-r -F';
  if (kind === 'port') return "-x -a '(__rxmodem_ports)'";
  return kind === 'free' ? '-x' : `-x -a ${quoted(kind.map(word).join(' '))}`;
};

const flagOf = (flag: string): string =>
  flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;

const lines = ({ words, verbs, options, args }: VerbShape): readonly string[] => {
  const at = `complete -c rxmodem -n "__rxmodem_at ${quoted(words)}"`;
  const option = ({ flags, does, value }: OptionShape): string =>
    [
      at,
      ...flags.map(flagOf),
      ...(value && !value.optional ? [kindFlags(value.kind)] : []),
      `-d ${quoted(does)}`,
    ].join(' ');
  return [
    ...verbs.map(({ name, does }) => `${at} -a ${name} -d ${quoted(does)}`),
    ...options.map(option),
    ...args
      .filter(({ kind }) => kind !== 'free')
      .map(({ kind }) => `${at} ${kind === 'files' ? '-F' : kindFlags(kind).replace('-x ', '')}`),
  ];
};

/** Makes the completion script for fish. */
export const fish = (shapes: readonly VerbShape[]): string => {
  const groups = shapes.filter(({ words, verbs }) => words !== '' && verbs.length > 0);
  return [
    '# Completion of rxmodem for fish. Load it with: rxmodem completion fish | source',
    '',
    'function __rxmodem_at',
    '    set -l words (commandline -opc)',
    '    set -e words[1]',
    `    if contains -- "$words[1]" ${groups.map(({ words }) => words).join(' ')}`,
    '        test "$argv[1]" = "$(string join " " -- $words[1..2])"',
    '    else',
    '        test "$argv[1]" = "$words[1]"',
    '    end',
    'end',
    '',
    'function __rxmodem_ports',
    `    printf '%s\\n' ${[...PORT_WORDS, ...PORT_PREFIXES].join(' ')}`,
    ...PORT_GLOBS.map((glob) => `    for port in ${glob}; echo $port; end`),
    '    __fish_complete_path (commandline -ct)',
    'end',
    '',
    'complete -c rxmodem -f',
    ...shapes.flatMap(lines),
    '',
  ].join('\n');
};
