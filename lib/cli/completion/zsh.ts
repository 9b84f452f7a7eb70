import {
  PORT_GLOBS,
  PORT_PREFIXES,
  PORT_WORDS,
  type ArgumentShape,
  type Kind,
  type OptionShape,
  type VerbShape,
} from './verbShape';

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`;
/** Text with the special characters of `_arguments` and `_describe` escaped. */
const plain = (text: string): string => text.replace(/[\\[\]:]/g, '\\$&');
const word = (text: string): string => text.replace(/[^\w./@+-]/g, '\\$&');

const actionOf = (kind: Kind): string => {
  if (kind === 'files') return '_files';
  if (kind === 'port') return '_rxmodem_port';
  return kind === 'free' ? ' ' : `(${kind.map(word).join(' ')})`;
};

const optionSpecs = ({ flags, does, value }: OptionShape): readonly string[] =>
  flags.map((flag) => {
    const joint = value === undefined ? '' : flag.startsWith('--') ? '=' : '+';
    const tail = value && `${value.optional ? '::' : ':'}${plain(value.name)}:${actionOf(value.kind)}`;
    return quoted(`*${flag}${joint}[${plain(does)}]${tail ?? ''}`);
  });

const argumentSpec = ({ name, kind, repeats }: ArgumentShape, at: number): string =>
  quoted(`${repeats ? '*' : at + 1}:${plain(name)}:${actionOf(kind)}`);

const functionOf = (words: string): string => ['_rxmodem', ...words.split(' ')].filter(Boolean).join('_');

const dispatcher = ({ words, verbs }: VerbShape): string =>
  [
    `${functionOf(words)}() {`,
    '  local context state line ret=1',
    '  typeset -A opt_args',
    "  _arguments -C '1:verb:->verb' '*::rest:->rest' && ret=0",
    '  case $state in',
    '    verb)',
    '      local -a verbs',
    '      verbs=(',
    ...verbs.map(({ name, does }) => `        ${quoted(`${name}:${does.replace(/:/g, '\\:')}`)}`),
    '      )',
    '      _describe verb verbs && ret=0',
    '      ;;',
    '    rest)',
    '      case $words[1] in',
    ...verbs.map(({ name }) => `        ${name}) ${functionOf(`${words} ${name}`.trim())} && ret=0 ;;`),
    '      esac',
    '      ;;',
    '  esac',
    '  return ret',
    '}',
  ].join('\n');

const leaf = ({ words, options, args }: VerbShape): string =>
  [
    `${functionOf(words)}() {`,
    '  _arguments -s : \\',
    [...options.flatMap(optionSpecs), ...args.map(argumentSpec)].map((spec) => `    ${spec}`).join(' \\\n'),
    '}',
  ].join('\n');

const PORT = `_rxmodem_port() {
  if compset -P 'replay:'; then _files; return; fi
  local ret=1
  compadd -S '' -- ${PORT_PREFIXES.join(' ')} && ret=0
  compadd -- ${[...PORT_WORDS, ...PORT_GLOBS.map((glob) => `${glob}(N)`)].join(' ')} && ret=0
  [[ $PREFIX == [/.~]* ]] && _files && ret=0
  return ret
}`;

/** Makes the completion script for zsh. */
export const zsh = (shapes: readonly VerbShape[]): string =>
  [
    '#compdef rxmodem',
    '# Completion of rxmodem for zsh. Load it after compinit with: source <(rxmodem completion zsh)',
    '# or save it as _rxmodem in a folder of $fpath.',
    '',
    PORT,
    '',
    ...shapes.flatMap((shape) => [shape.verbs.length > 0 ? dispatcher(shape) : leaf(shape), '']),
    'if [[ $funcstack[1] == _rxmodem ]]; then _rxmodem "$@"; else compdef _rxmodem rxmodem; fi',
    '',
  ].join('\n');
