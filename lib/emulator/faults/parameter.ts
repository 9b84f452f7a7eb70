import type { Kind } from './kinds';

/** Whether a value must be given, has a default, or may be missing altogether. */
type Want = 'needed' | 'defaulted' | 'free';

/** One thing that a fault may be told. */
export interface Parameter<T, W extends Want = Want> {
  readonly does: string;
  readonly kind: Kind<T>;
  readonly want: W;
  /** What it is where it is not given. */
  readonly fallback: T | undefined;
}

/** The parameters of a fault, by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

type ValueOf<P> = P extends Parameter<infer T> ? T : never;
type KeysOf<P, W extends Want> = {
  [K in keyof P]: P[K] extends { readonly want: W } ? K : never;
}[keyof P];

/** A fault's values, defaults and all. */
export type ValuesOf<P> = { readonly [K in KeysOf<P, 'needed' | 'defaulted'>]: ValueOf<P[K]> } & {
  readonly [K in KeysOf<P, 'free'>]?: ValueOf<P[K]>;
};

/** A fault's values as they are given: what has a default may be left out. */
export type GivenOf<P> = { readonly [K in KeysOf<P, 'needed'>]: ValueOf<P[K]> } & {
  readonly [K in KeysOf<P, 'defaulted' | 'free'>]?: ValueOf<P[K]> | undefined;
};
