import type { LineForm } from './lineForm';

/**
 * The header of counted bytes: the bare number, or with a word in front, as the SIM7600 prints it. Reads both, writes the
 * family's own; the closing zero stands bare in all.
 *
 *     countForm('+HTTPREAD')           +HTTPREAD: 5        ⇄  { length: 5 }
 *     countForm('+HTTPREAD', 'DATA')   +HTTPREAD: DATA,5   ⇄  { length: 5 }
 */
export const countForm = (name: string, mark?: string): LineForm<{ readonly length: number }> => {
  const escaped = name.replace(/[+*]/g, '\\$&');
  const line = new RegExp(`^${escaped}\\s*:\\s*(?:DATA\\s*,\\s*)?(\\d{1,10})$`);
  return {
    key: name,
    shows: `${name}: ${mark ? `${mark},` : ''}<length>`,
    read: (text) => {
      const length = line.exec(text)?.[1];
      return length === undefined ? undefined : Object.freeze({ length: Number(length) });
    },
    write: ({ length }) => `${name}: ${mark && length > 0 ? `${mark},` : ''}${length}`,
  };
};
