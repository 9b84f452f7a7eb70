import { filter, map, type Observable, share } from 'rxjs';
import type { UrcDefinition } from '../lib/grammar/urc';
import type { Token } from '../lib/wire/token';

/** Definitions by the names of their streams; the name `rest` is taken. */
export type Definitions = Readonly<Record<string, UrcDefinition<unknown>>> & { readonly rest?: never };

/** A stream of values for each definition, and `rest` for all other tokens, unknown lines included. */
export type SplitUrcs<D> = {
  readonly [K in keyof D]: Observable<D[K] extends UrcDefinition<infer V> ? V : never>;
} & { readonly rest: Observable<Token> };

/** One token with its definition and values. */
interface Sorted {
  readonly definition: UrcDefinition | undefined;
  readonly values: unknown;
  readonly token: Token;
}

const sorter = (definitions: readonly UrcDefinition[]): ((token: Token) => Sorted) => {
  const known = new Set(definitions);
  return (token) => {
    if (token.kind === 'urc') {
      const { definition, values } = token;
      return { definition: known.has(definition) ? definition : undefined, values, token };
    }
    if (token.kind === 'unknown') {
      for (const definition of known) {
        const values = definition.form.read(token.text);
        if (values !== undefined) return { definition, values, token };
      }
    }
    return { definition: undefined, values: undefined, token };
  };
};

/**
 * Splits URCs into streams of values, one for each definition.
 *
 *     const { sms, calls, rest } = splitUrcs({ sms: incomingSms, calls: ring })(modem.urcs);
 *
 *     urcs     --s--r--x--s--|     s: +CMTI: "SM",3    r: RING    x: +CREG: 1
 *     sms      --s--------s--|     { storage: 'SM', index: 3 }
 *     calls    -----r--------|
 *     rest     --------x-----|     tokens of no definition
 *
 * Each token is sorted once for all streams. As with `ofUrc`, a definition that is not in the family's vocabulary is read
 * from the unknown lines.
 */
export const splitUrcs =
  <D extends Definitions>(definitions: D) =>
  (urcs: Observable<Token>): SplitUrcs<D> => {
    const entries = Object.entries(definitions) as [string, UrcDefinition][];
    const sorted = urcs.pipe(map(sorter(entries.map(([, definition]) => definition))), share());
    const stream = (wanted: UrcDefinition): Observable<unknown> =>
      sorted.pipe(
        filter(({ definition }) => definition === wanted),
        map(({ values }) => values),
      );
    const rest = sorted.pipe(
      filter(({ definition }) => definition === undefined),
      map(({ token }) => token),
    );
    const streams = entries.map(([name, definition]) => [name, stream(definition)] as const);
    return Object.freeze({ ...Object.fromEntries(streams), rest }) as SplitUrcs<D>;
  };
