import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Registry } from 'prom-client';
import { ENVIRONMENT } from '../../lib/cli/help/topics';
import { program } from '../../lib/cli/program';
import { instruments } from '../../lib/metrics/instruments';

/** The files of `demos/running` name metrics, labels and options: each is one that the code has. */

const ROOT = join(__dirname, '../..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const file = (name: string): string => text(join('demos/running', name));

interface Known {
  readonly name: string;
  readonly labelNames: readonly string[];
}

/** Names of series with their labels: a histogram has three series, one of which has the label `le`. */
const seriesOf = (): ReadonlyMap<string, readonly string[]> => {
  const known = Object.values(instruments(new Registry())) as unknown as readonly Known[];
  const all = known.flatMap(({ name, labelNames }): readonly (readonly [string, readonly string[]])[] =>
    name.endsWith('_seconds')
      ? [
          [`${name}_bucket`, [...labelNames, 'le']],
          [`${name}_sum`, labelNames],
          [`${name}_count`, labelNames],
        ]
      : [[name, labelNames]],
  );
  return new Map(all);
};

/** Labels that Prometheus adds to each series. */
const ADDED = ['job', 'instance'];
const HEALTHS = ['ready', 'limited', 'down'];

/** Keys of systemd.unit(5), systemd.service(5), systemd.exec(5) and systemd.resource-control(5) that the unit uses. */
const UNIT_KEYS = [
  ...['Description', 'Documentation', 'Wants', 'After', 'StartLimitIntervalSec'].map((key) => `Unit.${key}`),
  ...['Type', 'ExecStart', 'TimeoutStopSec', 'SuccessExitStatus', 'Restart', 'RestartSec'].map(
    (key) => `Service.${key}`,
  ),
  ...['EnvironmentFile', 'LoadCredential', 'DynamicUser', 'SupplementaryGroups'].map(
    (key) => `Service.${key}`,
  ),
  ...['DevicePolicy', 'DeviceAllow', 'ProtectSystem', 'ProtectHome', 'PrivateTmp'].map(
    (key) => `Service.${key}`,
  ),
  ...['ProtectKernelTunables', 'ProtectKernelModules', 'ProtectControlGroups', 'NoNewPrivileges'].map(
    (key) => `Service.${key}`,
  ),
  ...['RestrictAddressFamilies', 'RestrictNamespaces', 'LockPersonality', 'CapabilityBoundingSet'].map(
    (key) => `Service.${key}`,
  ),
  ...['SystemCallFilter', 'MemoryMax'].map((key) => `Service.${key}`),
  'Install.WantedBy',
];

const series = seriesOf();
const allLabels = new Set([...[...series.values()].flat(), ...ADDED]);

/** What is wrong with an expression of PromQL. */
const faultsOf = (expression: string): readonly string[] => {
  const unknown = [...expression.matchAll(/rxmodem_\w+/g)]
    .map(([name]) => name)
    .filter((name) => !series.has(name));
  const labels = [...expression.matchAll(/(rxmodem_\w+)\{([^}]*)\}/g)].flatMap(([, name = '', inside = '']) =>
    [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)]
      .map(([, label = '']) => label)
      .filter((label) => ![...(series.get(name) ?? []), ...ADDED].includes(label))
      .map((label) => `${name}{${label}}`),
  );
  const grouped = [...expression.matchAll(/\b(?:by|on|without|ignoring)\s*\(([^)]*)\)/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => !allLabels.has(name));
  const healths = [...expression.matchAll(/health="(\w+)"/g)]
    .map(([, health = '']) => health)
    .filter((health) => !HEALTHS.includes(health));
  return [...unknown, ...labels, ...grouped, ...healths];
};

/** Every expression below a key, wherever it stands. */
const expressionsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    (key === 'expr' || key === 'query' || key === 'definition') && typeof one === 'string'
      ? [one]
      : expressionsIn(one),
  );
};

/** The options of a verb, with their short forms. */
const optionsOf = (verb: string): readonly string[] => {
  const found = program().commands.find((one: Command) => one.name() === verb);
  return (found?.options ?? [])
    .flatMap(({ long, short }) => [long, short])
    .filter((one) => one !== undefined);
};

/** The runs of `rxmodem VERB` in a text; lines that end with a backslash go on, other programs in `$(…)` do not count. */
const runsIn = (source: string): readonly (readonly [verb: string, options: readonly string[]])[] =>
  [
    ...source
      .replace(/\\\n#?/g, ' ')
      .replace(/\$\([^)]*\)/g, '')
      .matchAll(/\brxmodem (gateway|dashboard|info)\b([^\n|`']*)/g),
  ].map(([, verb = '', rest = '']) => [
    verb,
    [...rest.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)].map(([one]) => one),
  ]);

const unknownOptions = (source: string): readonly string[] =>
  runsIn(source).flatMap(([verb, options]) => options.filter((one) => !optionsOf(verb).includes(one)));

describe('the files for those who run gateways', () => {
  it('ask Prometheus only for series and labels that the code exports', () => {
    const dashboard = expressionsIn(JSON.parse(file('grafana.json')));
    const alerts = file('alerts.yml');
    expect(dashboard.length).toBeGreaterThan(10);
    expect(dashboard.flatMap(faultsOf)).toEqual([]);
    expect(faultsOf(alerts)).toEqual([]);
    const shown = [...alerts.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
    expect(shown.filter((label) => !allLabels.has(label))).toEqual([]);
    // A job that no configuration names would never be found.
    const jobs = [...alerts.matchAll(/job="(\w+)"/g)].map(([, job]) => job);
    expect(jobs.every((job) => file('prometheus.yml').includes(`job_name: ${job}\n`))).toBe(true);
  });

  it('and their guide leave out no metric, and name no other', () => {
    const guide = text('docs/guide/running.md');
    const names = [...guide.matchAll(/`(rxmodem_\w+)(?:\{([^}]*)\})?`/g)];
    const known = Object.values(instruments(new Registry())) as unknown as readonly Known[];
    const table = names.map(([, name = '']) => name);
    expect(known.map(({ name }) => name).filter((name) => !table.includes(name))).toEqual([]);
    expect(table.filter((name) => !known.some((one) => one.name === name))).toEqual([]);
    const labels = names.flatMap(([, name, inside = '']) =>
      inside
        .split(',')
        .filter((label) => label !== '')
        .filter((label) => !known.some((one) => one.name === name && one.labelNames.includes(label))),
    );
    expect(labels).toEqual([]);
  });

  it('use only options that the command has', () => {
    const unit = file('rxmodem-gateway.service');
    const sources = [unit, file('Containerfile'), file('prometheus.yml'), text('docs/guide/running.md')];
    expect(sources.flatMap(runsIn).length).toBeGreaterThan(4);
    expect(sources.flatMap(unknownOptions)).toEqual([]);
    // What the unit's environment adds to the command line.
    const added = [...unit.matchAll(/^#\s+(?:\/\S+\s+)?(?:PORTS|ALLOW)=(.*)$/gm)].map(
      ([, options = '']) => options,
    );
    expect(added).toHaveLength(2);
    expect(unknownOptions(added.map((options) => `rxmodem gateway ${options}`).join('\n'))).toEqual([]);
  });

  it('make a service of keys that systemd knows', () => {
    const unit = file('rxmodem-gateway.service');
    const sections = unit.split(/^\[(\w+)\]$/m).slice(1);
    const keys = sections.flatMap((part, at) =>
      at % 2 === 0 ? [] : [...part.matchAll(/^(\w+)=/gm)].map(([, key]) => `${sections[at - 1]}.${key}`),
    );
    expect([...new Set(keys)].filter((key) => !UNIT_KEYS.includes(key))).toEqual([]);
    // systemd's own opinion, where there is one: it complains on standard error, whatever its exit code.
    const { stderr, error } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', join(ROOT, 'demos/running/rxmodem-gateway.service')],
      { encoding: 'utf8' },
    );
    expect(error ? '' : stderr).toBe('');
  });

  it('name environment variables that the command reads', () => {
    const sources = [file('rxmodem-gateway.service'), file('Containerfile'), text('docs/guide/running.md')];
    const named = new Set(sources.flatMap((source) => source.match(/RXMODEM_\w+/g) ?? []));
    const read: ReadonlySet<string> = new Set(ENVIRONMENT.map(([name]) => name));
    expect([...named].filter((name) => !read.has(name))).toEqual([]);
  });

  it('give devices names by rules that udev can read', () => {
    const rules = file('99-rxmodem.rules')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const match =
      /^(?:SUBSYSTEM|KERNEL|ATTRS?\{\w+\}|ENV\{ID_(?:USB_DRIVER|SERIAL_SHORT|PATH|USB_INTERFACE_NUM)\})=="[^"]*"$/;
    const assignment = /^(?:SYMLINK\+="modem-[a-z%-]+"|ENV\{ID_MM_(?:PORT|DEVICE)_IGNORE\}="1")$/;
    const wrong = rules.filter((rule) => {
      const parts = rule.split(/,\s*/);
      const last = parts.pop() ?? '';
      return parts.length === 0 || !parts.every((part) => match.test(part)) || !assignment.test(last);
    });
    expect(rules.length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });
});
