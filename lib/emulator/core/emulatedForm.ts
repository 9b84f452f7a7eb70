import { command, type CommandFactory } from '../../grammar/command';
import type { Shape } from '../../grammar/forms/shape';

/**
 * Declares a form of a command that the library never sends, but other programs do: the emulator answers it. What the library
 * sends stands in the tables of `lib/families`.
 *
 *     emulatedForm('+CREG')      AT+CREG
 */
export const emulatedForm = <T extends Shape = Record<never, never>>(
  head: string,
  takes?: T,
): CommandFactory<T, Record<never, never>> =>
  command(head, {
    does: 'Is answered by the emulator only.',
    source: 'The comment of its handler',
    takes: takes ?? ({} as T),
    timeoutMs: 9_000,
    example: `\n    > AT${head}\n    < OK`,
  });
