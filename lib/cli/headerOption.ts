import { InvalidArgumentError, Option } from 'commander';

/** Header fields as `-H` gives them. */
export type HeaderFields = Readonly<Record<string, string>>;

/** Adds a field; one that is given again is joined with a comma (RFC 9110 § 5.3). */
const added = (text: string, before: HeaderFields = {}): HeaderFields => {
  const [, name, value = ''] = /^([^\s:]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("write it like 'Accept: text/plain'");
  const earlier = before[name];
  return { ...before, [name]: earlier === undefined ? value : `${earlier}, ${value}` };
};

/** Makes the option for header fields of a request. */
export const headerOption = (): Option =>
  new Option('-H, --header <field>', "a header field, 'Name: value'; may be repeated").argParser(added);
