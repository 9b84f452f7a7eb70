import { type CommandDefinition, type Profile, profiles, type UrcDefinition } from 'rxmodem';
import type { Area } from './areas';

const PROFILES: readonly Profile[] = Object.values(profiles);

const escaped = (text: string): string => text.replaceAll('|', '\\|');

const familiesOf = (has: (profile: Profile) => boolean): string =>
  PROFILES.filter(has)
    .map(({ title }) => title)
    .join(', ') || 'none by default; pass it to `modem.send` or `ofUrc`';

const hasCommand =
  (definition: CommandDefinition) =>
  ({ vocabulary }: Profile): boolean =>
    vocabulary.commands.includes(definition);

const hasUrc =
  (definition: UrcDefinition) =>
  ({ vocabulary }: Profile): boolean =>
    [...vocabulary.urcs.values()].some((same) => same.includes(definition));

const fieldsOf = (shape: CommandDefinition['takes']): string =>
  Object.entries(shape)
    .map(([name, { shows, optional }]) => `\`${name}\`${optional ? '?' : ''} ${escaped(shows)}`)
    .join(', ');

const endingOf = ({ ending, payload, payloadAtOnce, prompt }: CommandDefinition): readonly string[] => [
  ...(prompt ? ['asks for data'] : []),
  ...(payload || payloadAtOnce ? ['counted bytes follow'] : []),
  ...(ending.by === 'last-answer' ? ['`OK` first, then answers up to the last'] : []),
  ...(ending.by === 'answer' ? ['its answer ends it'] : []),
  ...(ending.by === 'final' && ending.words ? [`ends with ${ending.words.join(' or ')}`] : []),
];

const example = (text: string): string =>
  ['```text', ...text.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : [])), '```'].join('\n');

const rows = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');

const commandEntry = ([name, definition]: Area['commands'][number]): string =>
  [
    `### \`${name}\`: \`AT${definition.head}\``,
    definition.does,
    rows([
      ['takes', fieldsOf(definition.takes)],
      ['answers', definition.answer ? `\`${definition.answer.shows}\`` : ''],
      ['how', endingOf(definition).join('; ')],
      ['time limit', `${definition.timeoutMs} ms`],
      ['families', familiesOf(hasCommand(definition))],
      ['source', definition.source],
    ]),
    example(definition.example),
  ].join('\n\n');

const urcEntry = ([name, definition]: Area['urcs'][number]): string =>
  [
    `### \`${name}\`: \`${definition.form.shows}\``,
    definition.tells,
    rows([
      ['families', familiesOf(hasUrc(definition))],
      ['source', definition.source],
    ]),
    example(`< ${definition.example}`),
  ].join('\n\n');

const section = (title: string, entries: readonly string[]): readonly string[] =>
  entries.length === 0 ? [] : [`## ${title}`, ...entries];

/** Makes the page of one table, as Markdown. */
const areaPage = ({ name, about, commands, urcs }: Area): string =>
  [
    `# ${name}`,
    ...(about === '' ? [] : [about]),
    ...section('Commands', commands.map(commandEntry)),
    ...section('URCs', urcs.map(urcEntry)),
    '[All tables](README.md)',
  ]
    .join('\n\n')
    .concat('\n');

const listOf = (areas: readonly Area[], family: string): string =>
  [
    `## ${family}`,
    areas
      .filter((area) => area.family === family)
      .map(({ name, about }) => `- [${name}](${name}.md)${about === '' ? '' : `: ${about}`}`)
      .join('\n'),
  ].join('\n\n');

const contentsPage = (areas: readonly Area[]): string =>
  [
    '# Commands and URCs',
    'One page a table of `lib/families`, printed by `npm run reference`; a stale page fails the specs. In a program they are under `commands`: `modem.send(commands.signal())`, `modem.urcs.pipe(ofUrc(commands.incomingSms))`.',
    ...[...new Set(areas.map(({ family }) => family))].map((family) => listOf(areas, family)),
  ]
    .join('\n\n')
    .concat('\n');

/** Makes the reference of all commands and URCs: a table of contents and a page for each area, by their paths. */
export const commandPages = (areas: readonly Area[]): Readonly<Record<string, string>> => ({
  'docs/reference/commands/README.md': contentsPage(areas),
  ...Object.fromEntries(areas.map((area) => [`docs/reference/commands/${area.name}.md`, areaPage(area)])),
});
