import type { Codec } from './codec';
import { invalidArgument } from './invalidArgument';
import { text } from './text';

/** A text in quotes of so many characters at most. Refuses longer ones on writing, without showing them. */
export const textUpTo = (mostChars: number): Codec<string> => ({
  ...text,
  write: (value, name) =>
    value.length <= mostChars
      ? text.write(value, name)
      : invalidArgument(name, `it has ${value.length} characters; the modem takes ${mostChars}`),
});
