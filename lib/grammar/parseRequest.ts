import { splitFields } from './codecs/splitFields';

/** A command line as the emulator receives it: split, but not yet recognised. */
export interface Request {
  /** Upper-case name with its sign: `+HTTPPARA`, `E`, `&W`. */
  readonly name: string;
  /** `AT+X`, `AT+X?`, `AT+X=…`, `AT+X=?`. */
  readonly form: 'execute' | 'read' | 'write' | 'test';
  readonly fields: readonly string[];
}

const EXTENDED = /^([+*^$#][A-Z0-9_]+)\s*(=\?|\?|=)?\s*(.*)$/is;
const BASIC = /^(S\d+|[&\\%]?[A-Z])\s*(=\?|\?|=)?\s*(.*)$/is;

/**
 * Cuts one command, without its `AT`, into name, form and fields. Basic commands (`E0`, `S0=1`, `&W`) have their number as
 * their only field.
 *
 *     +HTTPPARA="URL","http://a/"  →  { name: '+HTTPPARA', form: 'write', fields: ['"URL"', '"http://a/"'] }
 *     E0                           →  { name: 'E', form: 'execute', fields: ['0'] }
 *
 * What is no command at all has no name, and itself as its only field.
 */
export const parseRequest = (text: string): Request => {
  const [, name = '', sign, rest = ''] = EXTENDED.exec(text) ?? BASIC.exec(text) ?? [text, '', '', text];
  const form = sign === '=?' ? 'test' : sign === '?' ? 'read' : sign === '=' ? 'write' : 'execute';
  const fields = rest === '' && form !== 'write' ? [] : splitFields(rest);
  return { name: name.toUpperCase(), form, fields };
};
