import { trimBlanks } from '../../grammar/codecs/splitFields';

/** What stands in front of a value on some firmware: `+CGMM: `, `Revision:`, `Model: `. */
const HEADER = /^(?:[+*^#$]\w+|Revision|Model|Manufacturer)\s*:\s*/i;
/** How the makers' models, revisions and names look. */
const LIKELY = /SIM(?:COM)?[_ ]?\w*\d|SIMCOM|\bA7\d\d\d|Revision\s*:|^[+*^#$]CG\w+\s*:/i;

/** How much a line looks like what a modem calls itself. News that no table has (`GPS Ready`) are words without numbers. */
const likeness = (line: string): number =>
  (LIKELY.test(line) ? 4 : 0) +
  (/\d/.test(line) ? 1 : 0) -
  (/\s/.test(trimBlanks(line.replace(HEADER, ''))) ? 1 : 0);

const bare = (line: string): string => trimBlanks(line.replace(HEADER, '')).replace(/^"(.*)"$/, '$1');

/**
 * Finds the answer among the bare lines that came while it was awaited, without header and quotes: a line that no table has
 * looks like one. The last one wins where several look alike.
 *
 *     GPS Ready   SIMCOM_SIM808      SIMCOM_SIM808        +CGMM: "SIMCOM_SIM7600E"      SIMCOM_SIM7600E
 */
export const identityLine = (lines: readonly string[]): string | undefined => {
  const best = lines.reduce<string | undefined>(
    (one, next) => (one === undefined || likeness(next) >= likeness(one) ? next : one),
    undefined,
  );
  return best === undefined ? undefined : bare(best);
};
