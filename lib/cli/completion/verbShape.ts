import type { Argument, Command, Option } from 'commander';
import { TOPICS } from '../help/topics';

/** The values of an argument or option: a file, a port, one of some words, or free text. */
export type Kind = 'files' | 'port' | 'free' | readonly string[];

/** An option as shells see it. */
export interface OptionShape {
  /** `-o` and `--output`. */
  readonly flags: readonly string[];
  readonly does: string;
  /** Its value, if it takes one. */
  readonly value?: { readonly name: string; readonly kind: Kind; readonly optional: boolean };
}

/** An argument as shells see it. */
export interface ArgumentShape {
  readonly name: string;
  readonly kind: Kind;
  readonly repeats: boolean;
}

/** A verb, or a word that has verbs below it, as shells see it. */
export interface VerbShape {
  /** `ftp put`; empty for the command itself. */
  readonly words: string;
  readonly verbs: readonly { readonly name: string; readonly does: string }[];
  readonly options: readonly OptionShape[];
  readonly args: readonly ArgumentShape[];
}

const FILES = /^(file|path)$/;

const kindOf = (name: string, choices: readonly string[] | undefined, verbs: readonly string[]): Kind => {
  if (choices) return choices;
  if (FILES.test(name)) return 'files';
  if (name === 'where') return 'port';
  return name === 'words' ? verbs : 'free';
};

const optionShape = ({
  short,
  long,
  flags,
  description,
  argChoices,
  required,
  optional,
}: Option): OptionShape => {
  const name = /[<[](.*?)[>\]]/.exec(flags)?.[1] ?? '';
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    does: description,
    ...((required || optional) && { value: { name, kind: kindOf(name, argChoices, []), optional } }),
  };
};

const argumentShape =
  (verbs: readonly string[]) =>
  (argument: Argument): ArgumentShape => ({
    name: argument.name(),
    kind: kindOf(argument.name(), argument.argChoices, verbs),
    repeats: argument.variadic,
  });

/** The shapes of a command and of all commands below it, read from their declarations. */
export const verbShapes = (command: Command, words = '', root = command): readonly VerbShape[] => {
  const help = command.createHelp();
  const verbs = help
    .visibleCommands(command)
    .map((verb) => ({ name: verb.name(), does: verb.description() }));
  const known = [...help.visibleCommands(root).map((verb) => verb.name()), ...TOPICS.map(({ name }) => name)];
  const own: VerbShape = {
    words,
    verbs,
    options: help.visibleOptions(command).map(optionShape),
    args: command.registeredArguments.map(argumentShape(known)),
  };
  const rest = help
    .visibleCommands(command)
    .flatMap((verb) => verbShapes(verb, `${words} ${verb.name()}`.trim(), root));
  return [own, ...rest];
};

/** Ports that start with a prefix, and those that are complete words. */
export const PORT_PREFIXES = ['tcp://', 'replay:'] as const;
export const PORT_WORDS = ['emulator'] as const;
/** Where operating systems put serial ports; other paths are completed as files. */
export const PORT_GLOBS = ['/dev/ttyUSB*', '/dev/ttyACM*', '/dev/serial/by-id/*', '/dev/cu.usb*'] as const;
