/** Header fields, split into those that the modem has a parameter for and the rest. */
export interface SplitHeaders {
  /** By lower-case name. */
  readonly own: Readonly<Record<string, string>>;
  readonly rest: readonly (readonly [string, string])[];
}

/** Splits header fields: those with a parameter of the modem's own, by lower-case name, and the rest as they are. */
export const splitHeaders = (
  headers: Readonly<Record<string, string>>,
  parameters: readonly string[],
): SplitHeaders => {
  const all = Object.entries(headers);
  const isOwn = ([name]: readonly [string, string]): boolean => parameters.includes(name.toLowerCase());
  return {
    own: Object.fromEntries(all.filter(isOwn).map(([name, value]) => [name.toLowerCase(), value])),
    rest: all.filter((field) => !isOwn(field)),
  };
};
