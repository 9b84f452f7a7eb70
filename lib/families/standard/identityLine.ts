import { trimBlanks } from '../../grammar/codecs/splitFields';

/** What stands in front of a value on some firmware: `+CGMM: `, `Revision:`, `Model: `. */
const HEADER = /^(?:[+*^#$]\w+|Revision|Model|Manufacturer)\s*:\s*/i;
/** What stands in front of an answer that is surely one. */
const HEADED = /Revision\s*:|^[+*^#$]CG\w+\s*:/i;

/** How much a line looks like what a modem calls itself. News that no table has (`GPS Ready`) are words without numbers. */
const likeness = (line: string, likely: RegExp): number =>
  (likely.test(line) || HEADED.test(line) ? 4 : 0) +
  (/\d/.test(line) ? 1 : 0) -
  (/\s/.test(trimBlanks(line.replace(HEADER, ''))) ? 1 : 0);

const bare = (line: string): string => trimBlanks(line.replace(HEADER, '')).replace(/^"(.*)"$/, '$1');

/**
 * Finds the answer among the bare lines that came while it was awaited, without header and quotes: a line that no table has
 * looks like one. The last one wins where several look alike. `likely` is how the maker's models, revisions and names look.
 *
 *     GPS Ready   SIMCOM_SIM808      SIMCOM_SIM808        +CGMM: "SIMCOM_SIM7600E"      SIMCOM_SIM7600E
 */
export const identityLine = (lines: readonly string[], likely: RegExp): string | undefined => {
  const best = lines.reduce<string | undefined>(
    (one, next) => (one === undefined || likeness(next, likely) >= likeness(one, likely) ? next : one),
    undefined,
  );
  return best === undefined ? undefined : bare(best);
};
