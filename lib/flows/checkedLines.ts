import type { HttpCall } from '../dialects/httpDialect';
import { invalidArgument } from '../grammar/invalidArgument';
import type { Modem } from '../modem/modem';

/** What a user may have made a line too long with, by the names that the user knows. */
const valuesOf = ({ url, headers, proxy }: HttpCall): readonly (readonly [string, string])[] => [
  ['url', url],
  ...Object.entries(headers).map(([name, value]) => [`headers.${name}`, value] as const),
  ...(proxy ? [['proxy.host', proxy.host] as const] : []),
];

/**
 * Checks that each line that sets a request up is one that the modem takes, before anything is written.
 *
 * Fails with `invalid-argument` that names what is too long: `url`, or the longest field of those that share a line.
 */
export const checkedLines = ({ title, http, mostLineChars }: Modem['profile'], call: HttpCall): HttpCall => {
  for (const command of http.parameters(call)) {
    const chars = (command?.text.length ?? 0) - 'AT'.length;
    if (chars <= mostLineChars) continue;
    const [name] = valuesOf(call)
      .filter(([, value]) => command?.text.includes(value))
      .reduce((longest, next) => (next[1].length > longest[1].length ? next : longest), ['url', '']);
    return invalidArgument(name, `its line has ${chars} characters; a ${title} takes ${mostLineChars}`);
  }
  return call;
};
