import { command, type CommandDefinition } from '../../grammar/command';
import { remainder } from '../../grammar/remainder';
import { spokenLine } from '../utterance';
import type { Handling } from '../handler';
import { ok, refused } from '../reply';

/** A setting that the modem keeps and tells, and that changes nothing else here. */
export interface Setting {
  readonly name: string;
  readonly initial: string;
  /** What it takes. */
  readonly takes: RegExp;
  readonly source: string;
}

const define = (name: string, sign: '=' | '?', source: string): CommandDefinition =>
  command(`${name}${sign}`, {
    does: sign === '=' ? `Sets ${name.slice(1)}.` : `Reads ${name.slice(1)}.`,
    source,
    ...(sign === '=' ? { takes: { value: remainder } } : { answers: { value: remainder } }),
    timeoutMs: 9_000,
    example: `\n    > AT${name}${sign}\n    < OK`,
  });

/** Makes the handlings of settings: write and read. */
export const settings = (rows: readonly Setting[]): Handling[] =>
  rows.flatMap(({ name, initial, takes, source }): Handling[] => [
    {
      definition: define(name, '=', source),
      run: ({ value }: { value: string }, { state }) => {
        if (!takes.test(value)) return refused();
        state.settings.set(name, value);
        return ok();
      },
    },
    {
      definition: define(name, '?', source),
      run: (_, { state }) => ok(spokenLine(`${name}: ${state.settings.get(name) ?? initial}`, 'info')),
    },
  ]);

const row = (name: string, initial: string, takes: RegExp, source: string): Setting => ({
  name,
  initial,
  takes,
  source,
});

/** Registration reports: read by the commands of their own, so only written here. */
export const reports = (...names: readonly string[]): Handling[] =>
  settings(names.map((name) => row(name, '0', /^[0-2]$/, '27.007 § 7.2, § 10.1'))).filter(
    ({ definition }) => !definition.head.endsWith('?'),
  );

/** Settings of both families. */
export const SHARED_SETTINGS: readonly Setting[] = [
  row('+IPR', '115200', /^\d+$/, 'SIM800 AT manual V1.09 p 54; A76XX AT manual V1.09 p 258'),
  row('+IFC', '0,0', /^[0-2](?:,[0-2])?$/, 'SIM800 AT manual V1.09 p 52; A76XX AT manual V1.09 p 262'),
  row('+ICF', '3,3', /^[0-9](?:,[0-9])?$/, 'SIM800 AT manual V1.09 p 51'),
  row('+CSCLK', '0', /^[0-2]$/, 'SIM800 AT manual V1.09 p 160; A76XX AT manual V1.09 p 263'),
  row('+CSCS', '"IRA"', /^"[A-Z0-9-]+"$/i, '27.007 § 5.5'),
  row('+CRC', '0', /^[01]$/, '27.007 § 6.11'),
  row('+CLIP', '0', /^[01]$/, '27.007 § 7.6'),
  row('+CGEREP', '0', /^[0-2](?:,[01])?$/, '27.007 § 10.1.19'),
];

/** Settings of the SIM800 alone. */
export const SIM800_SETTINGS: readonly Setting[] = [
  row('+CLTS', '0', /^[01]$/, 'SIM800 AT manual V1.09 p 152'),
  row('+CIURC', '1', /^[01]$/, 'SIM800 AT manual V1.09 p 171'),
  row('+EXUNSOL', '0', /^"SQ",[01]$/i, 'SIM800 AT manual V1.09'),
];

/** Settings of A76XX alone. */
export const A76_SETTINGS: readonly Setting[] = [
  row('+CTZU', '0', /^[01]$/, 'A76XX AT manual V1.09 p 102'),
  row('+CTZR', '0', /^[01]$/, 'A76XX AT manual V1.09 p 104'),
  row('+IPREX', '115200', /^\d+$/, 'A76XX AT manual V1.09 p 259'),
  row('+CATR', '0', /^[0-4]$/, 'A76XX AT manual V1.09 p 265'),
  row('+CNMP', '2', /^\d+$/, 'A76XX AT manual V1.09 p 95'),
  row('+AUTOCSQ', '0', /^[01](?:,[01])?$/, 'A76XX AT manual V1.09 p 70'),
];
