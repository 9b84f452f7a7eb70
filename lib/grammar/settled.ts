/** Options as their user gives them: each may be left out, or be `undefined`, which means the same. */
export type Given<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** Options with nothing missing: `Required`, without the `undefined` that a user may give. */
export type Settled<T> = { readonly [Name in keyof T]-?: Exclude<T[Name], undefined> };
