import { mask } from './mask';
import type { Command } from './command';

/** Shorter values than this are masked only in the command's own text: they would hide half the conversation. */
const MIN_CHARS = 4;

const secretsOf = ({ definition, args }: Command): readonly string[] =>
  (definition.secret?.(args as never) ?? [])
    .map((name) => String(args[name]))
    .filter(({ length }) => length >= MIN_CHARS);

/** Masks the secrets of commands that were written: an echo may arrive late or damaged, when it is no longer recognised as an echo. */
export const masked = (line: string, said: readonly Command[]): string =>
  said.reduce(
    (left, command) =>
      secretsOf(command).reduce(
        (rest, secret) => rest.replaceAll(secret, mask),
        left.replaceAll(command.text, command.redacted),
      ),
    line,
  );
