import { ModemError } from '../../grammar/errors/modemError';
import { CATALOGUE, type Fault, type FaultDefinition } from './catalogue';
import type { Parameter, Parameters } from './parameter';

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

const wrong = (name: string, problem: string): never => {
  throw new ModemError({ kind: 'invalid-argument', name, problem });
};

const takenBy = (name: string): Parameters =>
  Object.hasOwn(CATALOGUE, name)
    ? ((CATALOGUE as Readonly<Record<string, FaultDefinition>>)[name] as FaultDefinition).takes
    : wrong('fault', `there is no ${JSON.stringify(name)}; known are ${listed(Object.keys(CATALOGUE))}`);

const checked = (name: string, { want, fallback, kind }: Parameter<unknown>, value: unknown): unknown => {
  if (value === undefined) return want === 'needed' ? wrong(name, `it is needed: ${kind.takes}`) : fallback;
  return kind.fits(value) ? value : wrong(name, `it must be ${kind.takes}, not ${JSON.stringify(value)}`);
};

/**
 * Makes a fault from its name and parameters, with defaults filled in. Fails with `invalid-argument`, which names the problem
 * and the names that exist.
 */
export const makeFault = (name: string, given: Readonly<Record<string, unknown>> = {}): Fault => {
  const takes = takenBy(name);
  const stranger = Object.keys(given).find((key) => !Object.hasOwn(takes, key));
  if (stranger !== undefined) {
    return wrong(
      `fault ${name}`,
      `it takes no ${JSON.stringify(stranger)}; known are ${listed(Object.keys(takes))}`,
    );
  }
  const values = Object.entries(takes).map(
    ([key, parameter]) =>
      [
        key,
        checked(`${key} of fault ${name}`, parameter, Object.hasOwn(given, key) ? given[key] : undefined),
      ] as const,
  );
  return Object.freeze({
    name,
    ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
  }) as Fault;
};
