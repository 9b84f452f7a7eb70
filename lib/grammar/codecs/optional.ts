import type { Codec } from './codec';

/** A field that may be missing at the end of a list, or empty inside it. */
export const optional = <T>(codec: Codec<T>): Codec<T | undefined> & { readonly optional: true } => ({
  ...codec,
  shows: `[${codec.shows}]`,
  optional: true,
  read: (field) => (field === '' ? undefined : codec.read(field)),
  write: (value, name) => (value === undefined ? '' : codec.write(value, name)),
});
