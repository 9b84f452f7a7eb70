import { type Kind, type VerbShape, PORT_GLOBS, PORT_PREFIXES, PORT_WORDS } from './verbShape';

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`;
/** A word that `compgen -W` gives back so that it can stand on a line as it is. */
const listed = (word: string): string => word.replace(/[^\w./:@=+-]/g, (mark) => `\\\\\\${mark}`);

const kindWord = (kind: Kind): string =>
  typeof kind === 'string' ? kind : `words ${kind.map(listed).join(' ')}`;

const about = ({ words, verbs, options, args }: VerbShape): string => {
  const sets = [
    `options=${quoted(options.flatMap(({ flags }) => flags).join(' '))}`,
    ...(verbs.length > 0 ? [`verbs=${quoted(verbs.map(({ name }) => name).join(' '))}`] : []),
    ...(args.length > 0 ? [`args=(${args.map(({ kind }) => quoted(kindWord(kind))).join(' ')})`] : []),
    ...(args.at(-1)?.repeats ? ['repeats=1'] : []),
  ];
  return `    ${quoted(words)}) ${sets.join(' ')} ;;`;
};

/** One line for all options of a verb whose values are of a kind. */
const values = ({ words, options }: VerbShape): readonly string[] => {
  const byKind = new Map<string, string[]>();
  for (const { flags, value } of options) {
    if (!value) continue;
    const kind = `${value.optional ? 'optional ' : ''}${kindWord(value.kind)}`;
    const patterns = flags.map((flag) => quoted(`${words} ${flag}`));
    byKind.set(kind, [...(byKind.get(kind) ?? []), ...patterns]);
  }
  return [...byKind].map(([kind, patterns]) => `    ${patterns.join('|')}) kind=${quoted(kind)} ;;`);
};

const MACHINERY = `_rxmodem_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$1"))
}

_rxmodem_port() {
  if [[ $1 == replay:* ]]; then
    _rxmodem_files "\${1#replay:}"
    [[ $COMP_WORDBREAKS == *:* ]] || COMPREPLY=("\${COMPREPLY[@]/#/replay:}")
    return
  fi
  local beginnings='${PORT_PREFIXES.join(' ')}' words='${PORT_WORDS.join(' ')}'
  COMPREPLY=($(compgen -W "$beginnings $words" -- "$1") $(compgen -G '${PORT_GLOBS[0]}')${PORT_GLOBS.slice(1)
    .map((glob) => ` $(compgen -G '${glob}')`)
    .join('')})
  COMPREPLY=($(compgen -W "\${COMPREPLY[*]}" -- "$1"))
  [[ $1 == [/.~]* ]] && _rxmodem_files "$1"
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[:/] ]] && compopt -o nospace 2>/dev/null
  # Bash completes behind the last colon only.
  if [[ $1 == *:* && $COMP_WORDBREAKS == *:* ]]; then COMPREPLY=("\${COMPREPLY[@]#"\${1%"\${1##*:}"}"}"); fi
}

_rxmodem() {
  local words=() verb='' verbs options args repeats kind wanted='' cur word i n=0 at=1 seen=0 last
  COMPREPLY=()
  # Bash takes URLs and --option=value apart; here they are words again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((n > 0)) && [[ $word == [:=]* || \${words[n - 1]} == *[:=] ]]; then
      words[n - 1]+=$word
    else
      words[n++]=$word
    fi
  done
  last=$((n - 1)) cur=\${words[n - 1]}
  _rxmodem_about ''
  while ((at < last)) && [[ " $verbs " == *" \${words[at]} "* ]]; do
    verb="\${verb:+$verb }\${words[at++]}"
    _rxmodem_about "$verb"
  done
  for ((i = at; i < last; i++)); do
    case \${words[i]} in
      --*=*) ;;
      -?*)
        _rxmodem_value "$verb" "\${words[i]}"
        if [[ ! $kind || ( $kind == optional* && \${words[i + 1]} == -* ) ]]; then continue; fi
        i=$((i + 1))
        ((i == last)) && wanted=\${kind#optional }
        ;;
      *) seen=$((seen + 1)) ;;
    esac
  done
  if [[ ! $wanted ]]; then
    case $cur in
      --*=*) _rxmodem_value "$verb" "\${cur%%=*}"; wanted=\${kind#optional } cur=\${cur#*=} ;;
      -*) COMPREPLY=($(compgen -W "$options" -- "$cur")); return ;;
      *)
        ((seen >= \${#args[@]} && repeats)) && seen=$((\${#args[@]} - 1))
        if [[ $verbs ]]; then wanted="words $verbs"; else wanted=\${args[seen]:-}; fi
        ;;
    esac
  fi
  case $wanted in
    files) _rxmodem_files "$cur" ;;
    port) _rxmodem_port "$cur" ;;
    words*)
      local IFS=' '
      verbs=$(compgen -W "\${wanted#words }" -- "$cur")
      IFS=$'\\n'
      COMPREPLY=($verbs)
      ;;
  esac
}

complete -F _rxmodem rxmodem`;

/** Makes the completion script for bash, 3.2 or newer. */
export const bash = (shapes: readonly VerbShape[]): string =>
  [
    '# Completion of rxmodem for bash. Load it with: source <(rxmodem completion bash)',
    '',
    '_rxmodem_about() {',
    "  options='' verbs='' args=() repeats=0",
    '  case $1 in',
    ...shapes.map(about),
    '  esac',
    '}',
    '',
    '_rxmodem_value() {',
    "  kind=''",
    '  case "$1 $2" in',
    ...shapes.flatMap(values),
    '  esac',
    '}',
    '',
    MACHINERY,
    '',
  ].join('\n');
