import { filter, map, pipe, type OperatorFunction } from 'rxjs';
import type { UrcDefinition } from '../lib/grammar/urc';
import type { Token } from '../lib/wire/token';

/**
 * Emits the values of one kind of URC.
 *
 *     urcs     --r--h--r--|     r: +CREG: 1    h: +HTTPACTION: 0,200,5
 *     result   -----h-----|     { method: 'GET', status: 200, length: 5 }
 *
 * Works on `modem.urcs` and on a token stream alike. A definition of your own that is not in the family's vocabulary is read
 * from the unknown lines.
 */
export const ofUrc = <V>(definition: UrcDefinition<V>): OperatorFunction<Token, V> => {
  const read = (token: Token): V | undefined => {
    if (token.kind === 'urc') {
      return token.definition === (definition as unknown) ? (token.values as V) : undefined;
    }
    return token.kind === 'unknown' ? definition.form.read(token.text) : undefined;
  };
  return pipe(
    map(read),
    filter((values) => values !== undefined),
  );
};
