import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { invalidArgument } from '../grammar/invalidArgument';

const parsed = (what: string, payload: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return invalidArgument(what, 'it is no JSON');
  }
};

/** Where in the message: `/body/text` reads `body.text`. */
const place = (what: string, path: string): string =>
  path === '' ? what : path.slice(1).replaceAll('/', '.').slice(0, 80);

/**
 * Reads a message of a schema. Fails with `invalid-argument` that names the field and says what it must be; it never shows
 * what stood there.
 */
export const readMessage = <S extends TSchema>(schema: S, what: string, payload: Uint8Array): Static<S> => {
  const value = parsed(what, payload);
  if (Value.Check(schema, value)) return value;
  const first = Value.Errors(schema, value).First();
  return invalidArgument(place(what, first?.path ?? ''), first?.message.toLowerCase() ?? 'it does not fit');
};
