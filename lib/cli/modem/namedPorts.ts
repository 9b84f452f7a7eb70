import { basename } from 'node:path';
import { CliError } from '../errors/cliError';
import { checkPlace } from '../options/portPlace';

/** A port and the name of its modem. */
export interface NamedPort {
  readonly name: string;
  readonly where: string;
}

const NAMED = /^([\w.:@-]{1,64})=(.+)$/s;
/** What can't stand in a topic. */
const ODD = /[^\w.:@-]/g;

const nameOf = (where: string): string =>
  basename(where.replace(/^tcp:\/\//i, ''))
    .replace(ODD, '_')
    .slice(0, 60) || 'modem';

/** A name that is taken gets a number. */
const distinct = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
};

/**
 * Reads the values of `--port` and names each modem: as the value says, or after its port.
 *
 *     north=/dev/ttyUSB0, /dev/ttyUSB1, tcp://10.0.0.2:7000, emulator, emulator
 *     →  north, ttyUSB1, 10.0.0.2:7000, emulator, emulator-2
 *
 * Fails with `usage` if two have the same name, or one is no place of a modem.
 */
export const namedPorts = (values: readonly string[]): readonly NamedPort[] => {
  const taken = new Set<string>();
  return values.map((value) => {
    const [, given, rest = value] = NAMED.exec(value) ?? [];
    if (given !== undefined && taken.has(given))
      throw new CliError({
        kind: 'usage',
        message: `two modems are called ${given}; give each another name`,
      });
    const name = given ?? distinct(nameOf(rest), taken);
    checkPlace(rest);
    taken.add(name);
    return { name, where: rest };
  });
};
