import { type LineForm, keyOf } from './lineForm';
import { splitFields } from '../codecs/splitFields';
import { type Shape, type Values, readShape, readShapeLoosely } from './shape';

/** How a line is spelled whose fields stand elsewhere than in a list behind a colon. */
export interface PatternSpec<S extends Shape> {
  readonly shows: string;
  /** Its groups are the fields, in the shape's order; one that is missing is an optional field that is. */
  readonly pattern: RegExp;
  /** The same for a line in another spelling, which is given without its quotes and without blanks at its commas. */
  readonly loosely?: RegExp;
  readonly write: (values: Values<S>) => string;
}

/**
 * The form of a line from a pattern: for the few that no header and list of fields describe.
 *
 *     VOICE CALL: END: 000017     +CGEV: ME PDN ACT 8,1
 */
export const patternForm = <S extends Shape>(
  shape: S,
  { shows, pattern, loosely, write }: PatternSpec<S>,
): LineForm<Values<S>> => ({
  key: keyOf(shows),
  shows,
  read: (line) => {
    const found = groupsOf(pattern, line);
    return found && readShape(shape, found);
  },
  ...(loosely && {
    readLoosely: (line: string) => {
      const found = groupsOf(loosely, splitFields(line.replaceAll('"', '')).join(','));
      return found && readShapeLoosely(shape, found);
    },
  }),
  write,
});

const groupsOf = (pattern: RegExp, line: string): readonly string[] | undefined =>
  pattern
    .exec(line)
    ?.slice(1)
    .map((group: string | undefined) => group ?? '');
