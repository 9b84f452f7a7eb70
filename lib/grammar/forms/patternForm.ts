import { type LineForm, keyOf } from './lineForm';
import { type Shape, type Values, readShape } from './shape';

/** How a line is spelled whose fields stand elsewhere than in a list behind a colon. */
export interface PatternSpec<S extends Shape> {
  readonly shows: string;
  /** Its groups are the fields, in the shape's order; one that is missing is an optional field that is. */
  readonly pattern: RegExp;
  readonly write: (values: Values<S>) => string;
}

/**
 * The form of a line from a pattern: for the few that no header and list of fields describe.
 *
 *     VOICE CALL: END: 000017     +CGEV: ME PDN ACT 8,1
 */
export const patternForm = <S extends Shape>(
  shape: S,
  { shows, pattern, write }: PatternSpec<S>,
): LineForm<Values<S>> => ({
  key: keyOf(shows),
  shows,
  read: (line) => {
    const found = pattern.exec(line);
    return found
      ? readShape(
          shape,
          found.slice(1).map((group: string | undefined) => group ?? ''),
        )
      : undefined;
  },
  write,
});
