import type { Codec } from './codec';

/** The fields of a line, in order: a codec for each name. */
export type Shape = Readonly<Record<string, Codec<unknown>>>;

type ValueOf<C> = C extends Codec<infer T> ? T : never;
type OptionalKeys<S extends Shape> = { [K in keyof S]: S[K] extends { optional: true } ? K : never }[keyof S];
type Flat<T> = { [K in keyof T]: T[K] };

/** The values that a shape's fields hold; optional fields may be missing. */
export type Values<S extends Shape> = Flat<
  { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[K]> } & {
    readonly [K in OptionalKeys<S>]?: ValueOf<S[K]>;
  }
>;
