const LOOKS_LIKE_ARGUMENT = /^(AT|.*:\/\/)/i;

/**
 * Keeps `--trace` from taking the verb's argument as its file: a word with `://` or one that begins with `AT` is no file.
 *
 *     get --trace http://a/      →  get --trace=- http://a/
 *     get --trace log http://a/  →  unchanged
 */
export const bareTrace = (argv: readonly string[]): readonly string[] =>
  argv.map((word, at) => {
    const next = argv[at + 1];
    return word === '--trace' && next !== undefined && LOOKS_LIKE_ARGUMENT.test(next) ? '--trace=-' : word;
  });
