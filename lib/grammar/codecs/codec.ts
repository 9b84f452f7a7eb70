/**
 * How one field of a command, an answer or a URC is spelled: both ways, so that client and emulator share it.
 *
 *     integer   5  ⇄  5          text   CMNET  ⇄  "CMNET"
 */
export interface Codec<T> {
  /** How the reference page shows the field's kind. */
  readonly shows: string;
  /** The field's value, or `undefined` where the text has not this kind. */
  read(field: string): T | undefined;
  /** The field's text. Fails with `invalid-argument`, which names the field, where the value can't be spelled. */
  write(value: T, name: string): string;
  /** True where the field may be missing at the end of the list. */
  readonly optional?: true;
}
