import { invalidArgument } from '../grammar/invalidArgument';
import { spellable } from '../grammar/spellable';

/** What may stand in a field's name (RFC 9110 § 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Checks header fields: a name must be a token, a value can't hold quotes or control characters, which AT can't carry.
 *
 * Fails with `invalid-argument` that names the field.
 */
export const checkedHeaders = (
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name)) return invalidArgument('headers', `${JSON.stringify(name)} is no name of a field`);
    spellable(value, `headers.${name}`, '"');
  }
  return headers;
};
