/** One header field as it stands on the wire: `Name: value`. */
export const headerText = ([name, value]: readonly [string, string]): string => `${name}: ${value}`;
