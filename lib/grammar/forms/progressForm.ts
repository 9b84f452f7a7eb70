import { keyOf, type LineForm } from './lineForm';
import { readShape, type Shape, type Values, writeShape } from './shape';
import { splitFields } from '../codecs/splitFields';

/**
 * How far something is that runs beside the line: `0` where nothing runs, else `1` and its numbers. All fields of the shape
 * are optional: none is there where nothing runs.
 *
 *     +FTPGETTOFS: 1,174125,163900  ⇄  { received: 174125, stored: 163900 }
 *     +FTPGETTOFS: 0                ⇄  { }
 *
 * Other shapes are not its own: `+FTPGETTOFS: 0,174125` is a late result.
 */
export const progressForm = <S extends Shape>(name: string, shape: S): LineForm<Values<S>> => ({
  key: keyOf(name),
  shows: `${name}: 0 | ${name}: 1,${Object.keys(shape)
    .map((field) => `<${field}>`)
    .join(',')}`,
  read: (line) => {
    if (!line.startsWith(`${name}:`)) return undefined;
    const [running, ...fields] = splitFields(line.slice(name.length + 1));
    if (running === '0' && fields.length === 0) return readShape(shape, []);
    return running === '1' && fields.length > 0 ? readShape(shape, fields) : undefined;
  },
  write: (values) => {
    const fields = writeShape(shape, values);
    return fields.length === 0 ? `${name}: 0` : `${name}: 1,${fields.join(',')}`;
  },
});
