import { CATALOGUE, type Fault, type FaultDefinition } from './catalogue';

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
