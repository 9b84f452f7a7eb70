import { ModemError } from '../../grammar/errors/modemError';
import { CATALOGUE, type Fault, type FaultDefinition, type FaultName } from './catalogue';
import { makeFault } from './makeFault';

const taken = (name: string): FaultDefinition['takes'] =>
  Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name as FaultName].takes : {};

/**
 * Reads a fault as typed on the command line: its name, a colon, its parameters. A comma begins the next parameter only if a
 * name and `=` follow it.
 *
 *     stall:during=AT+HTTPREAD=0,100,after=20  →  faults.stall({ during: 'AT+HTTPREAD=0,100', after: 20 })
 *
 * Fails with `invalid-argument`, which names the problem and the names that exist.
 */
export const readFault = (text: string): Fault => {
  const [, name = '', parameters] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const takes = taken(name);
  const given: Record<string, unknown> = {};
  for (const part of parameters === undefined ? [] : parameters.split(/,(?=[A-Za-z]+=)/)) {
    const [, key, value = ''] = /^([A-Za-z]+)=(.*)$/s.exec(part) ?? [];
    if (key === undefined || Object.hasOwn(given, key)) {
      const problem =
        key === undefined
          ? `write it like name=value, not ${JSON.stringify(part)}`
          : `${key} stands there twice`;
      throw new ModemError({ kind: 'invalid-argument', name: `fault ${name}`, problem });
    }
    given[key] = Object.hasOwn(takes, key) ? takes[key]?.kind.read(value) : value;
  }
  return makeFault(name, given);
};

/**
 * Writes a fault as typed on the command line, without parameters that have their default. `readFault` reads it back.
 *
 *     faults.stall({ during: 'AT+HTTPREAD', after: 20 })  →  stall:during=AT+HTTPREAD,after=20
 */
export const writeFault = (fault: Fault): string => {
  const { takes }: FaultDefinition = CATALOGUE[fault.name];
  const values = fault as unknown as Readonly<Record<string, unknown>>;
  const parameters = Object.entries(takes).flatMap(([key, { kind, fallback }]) => {
    const value = values[key];
    if (value === undefined) return [];
    const written = kind.write(value);
    return fallback !== undefined && kind.write(fallback) === written ? [] : [`${key}=${written}`];
  });
  return parameters.length === 0 ? fault.name : `${fault.name}:${parameters.join(',')}`;
};
