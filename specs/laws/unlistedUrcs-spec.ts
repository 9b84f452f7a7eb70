import { a7600, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { splitFields } from '../../lib/grammar/codecs/splitFields';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { UrcDefinition } from '../../lib/grammar/urc';
import { listen } from '../../lib/testing/listen';

// Law L2 for what modems say on their own: a field that no table has, that is blank, in quotes or in another case never costs the line.

/** A URC's example in parts: the header with its colon, the fields, and the lines behind. */
interface Parts {
  readonly lead: string;
  readonly fields: readonly string[];
  readonly behind: readonly string[];
}

const partsOf = ({ example }: UrcDefinition): Parts => {
  const [head = '', ...behind] = example.split('\r\n');
  const colon = head.indexOf(':');
  if (colon < 0) return { lead: '', fields: splitFields(head), behind };
  return { lead: head.slice(0, colon + 1), fields: splitFields(head, colon + 1), behind };
};

const lineOf = ({ lead, fields, behind }: Parts): string =>
  [`${lead}${lead === '' ? '' : ' '}${fields.join(',')}`, ...behind].join('\r\n');

const withField = (parts: Parts, at: number, field: string): Parts => ({
  ...parts,
  fields: parts.fields.with(at, field),
});

/** The values that a line has as this URC; `undefined` where it is another line, or another one's. */
const valuesOf = ({ vocabulary }: Profile, { name }: UrcDefinition, parts: Parts): object | undefined => {
  const bytes = latin1Bytes(`\r\n${lineOf(parts)}\r\n`);
  const [token] = listen(vocabulary, [{ kind: 'heard', bytes }]).tokens;
  return token?.kind === 'urc' && token.definition.name === name ? token.values : undefined;
};

const definitionsOf = ({ vocabulary }: Profile): readonly UrcDefinition[] => [
  ...new Set([...vocabulary.urcs.values()].flat()),
];

const UNLISTED = ['97', '-1', 'WORD', '"WORD"', '0x0F', '?'];

/**
 * Fields that describe, and that no flow needs, by their places: the line is news without them. Where a line may lack a field, that field
 * is one of these without being named here.
 */
const DESCRIBING: Readonly<Record<string, readonly number[]>> = {
  '*ATREADY': [0],
  '*PSNWID': [3, 4, 5],
  '*PSUTTZ': [7],
  '+CBM': [2, 3, 4],
  '+CCWA': [1, 2],
  '+CLCC': [2, 3, 4],
  '+CLIP': [1, 3, 5],
  '+COLP': [1],
  '+CSQ': [1],
  '+CSQN': [1],
  '+CTZE': [1],
  '+CTZV': [3],
  '+CUSD': [2],
  '+QIND: "csq",': [2],
  '+QIURC: "incoming",': [4],
  '^DSCI': [3],
};

/** Bytes that are counted are read to the letter, and so is what ends a transfer. */
const EXACT = /^\+(CMQTTRX(TOPIC|PAYLOAD)|QMTRECV|CCHRECV|CFTPSGET|CFTPSLIST)$/;
/** Lines that are the answer to a command to the letter, once their quotes are gone or there: `+CCHOPEN: 0,"0"`. */
const ANSWERS = /^\+(CCHOPEN|CDNSGIP: 1,)$/;

const FAMILIES = [sim800, a7600, sim7600, quectel] as const;

describe.each(FAMILIES)('law L2 for the URCs of a $title', (profile) => {
  const definitions = definitionsOf(profile).filter(({ name }) => !EXACT.test(name));

  it('a field that is not needed may hold what no table has', () => {
    let cases = 0;
    const lost = definitions.flatMap((definition) => {
      const parts = partsOf(definition);
      const describing = DESCRIBING[definition.name] ?? [];
      return parts.fields.flatMap((_, at) => {
        const mayBeBlank = valuesOf(profile, definition, withField(parts, at, '')) !== undefined;
        if (!mayBeBlank && !describing.includes(at)) return [];
        return UNLISTED.flatMap((field) => {
          cases += 1;
          const odd = withField(parts, at, field);
          return valuesOf(profile, definition, odd) === undefined ? [lineOf(odd)] : [];
        });
      });
    });

    expect(lost).toEqual([]);
    expect(cases).toBeGreaterThan(150);
  });

  it('quotes, blanks and case never decide', () => {
    let cases = 0;
    const lost = definitions.flatMap((definition) => {
      const parts = partsOf(definition);
      const { lead, fields } = parts;
      const spelled = [
        { ...parts, lead: lead.toLowerCase() },
        { ...parts, lead: lead.replace(/:$/, ' :'), fields: fields.map((field) => ` ${field} `) },
        ...fields.flatMap((field, at) => {
          const isText = definition.name === '+CUSD' || field.includes(':') || ANSWERS.test(definition.name);
          const other = field.startsWith('"') ? field.slice(1, -1) : `"${field}"`;
          return isText || lead === '' ? [] : [withField(parts, at, other)];
        }),
      ];
      return spelled.flatMap((odd) => {
        cases += 1;
        return valuesOf(profile, definition, odd) === undefined ? [lineOf(odd)] : [];
      });
    });

    expect(lost).toEqual([]);
    expect(cases).toBeGreaterThan(200);
  });
});
