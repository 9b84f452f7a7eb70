import { ModemError } from '../../grammar/errors/modemError';
import { CATALOGUE, type Fault, type FaultDefinition, type FaultName } from './catalogue';
import { makeFault } from './makeFault';

const taken = (name: string): FaultDefinition['takes'] =>
  Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name as FaultName].takes : {};

/**
 * Reads a fault as it is typed: its name, and what it is told behind a colon. A comma begins the next parameter only where a
 * name and `=` follow it.
 *
 *     stall:during=AT+HTTPREAD=0,100,after=20  →  faults.stall({ during: 'AT+HTTPREAD=0,100', after: 20 })
 *
 * Fails with `invalid-argument`, which says what is wrong and which names there are.
 */
export const readFault = (text: string): Fault => {
  const [, name = '', told] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const takes = taken(name);
  const given: Record<string, unknown> = {};
  for (const part of told === undefined ? [] : told.split(/,(?=[A-Za-z]+=)/)) {
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
 * Writes a fault as it is typed, without what it takes anyhow: the way back is `readFault`.
 *
 *     faults.stall({ during: 'AT+HTTPREAD', after: 20 })  →  stall:during=AT+HTTPREAD,after=20
 */
export const writeFault = (fault: Fault): string => {
  const { takes }: FaultDefinition = CATALOGUE[fault.name];
  const values = fault as unknown as Readonly<Record<string, unknown>>;
  const told = Object.entries(takes).flatMap(([key, { kind, fallback }]) => {
    const value = values[key];
    if (value === undefined) return [];
    const written = kind.write(value);
    return fallback !== undefined && kind.write(fallback) === written ? [] : [`${key}=${written}`];
  });
  return told.length === 0 ? fault.name : `${fault.name}:${told.join(',')}`;
};
