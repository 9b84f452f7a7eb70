import type { Kind } from './kinds';

/** Whether a value is required, has a default, or is optional without one. */
type Want = 'needed' | 'defaulted' | 'free';

/** A parameter of a fault. */
export interface Parameter<T, W extends Want = Want> {
  readonly does: string;
  readonly kind: Kind<T>;
  readonly want: W;
  /** Its default. */
  readonly fallback: T | undefined;
}

/** The parameters of a fault, by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

type ValueOf<P> = P extends Parameter<infer T> ? T : never;
type KeysOf<P, W extends Want> = {
  [K in keyof P]: P[K] extends { readonly want: W } ? K : never;
}[keyof P];

/** A fault's values, with defaults. */
export type ValuesOf<P> = { readonly [K in KeysOf<P, 'needed' | 'defaulted'>]: ValueOf<P[K]> } & {
  readonly [K in KeysOf<P, 'free'>]?: ValueOf<P[K]>;
};

/** A fault's values as given: those with a default are optional. */
export type GivenOf<P> = { readonly [K in KeysOf<P, 'needed'>]: ValueOf<P[K]> } & {
  readonly [K in KeysOf<P, 'defaulted' | 'free'>]?: ValueOf<P[K]> | undefined;
};
