/**
 * Many modems in one process: what each costs, and how many a core carries.
 *
 *     npm run bench:fleet                     1, 10, 100, 200 and 1,000 modems, 10 seconds of measuring each
 *     npm run bench:fleet -- 1,10,100 5       other numbers, 5 seconds each
 *
 * Each is a virtual modem on a line of 115,200 baud with a connection of its own, which downloads one file after another in
 * real time. Emulator and client share the one thread: a real fleet, whose modems bring their own, costs less. Every byte is
 * compared, and a wrong one ends the run.
 * What is heard lives as long as its window, longer than V8's young generation is large where modems are many: with
 * `node --max-semi-space-size=64` a line costs about a fifth less.
 *
 * One table from one run. `a line` is a modem's CPU if it had got the whole throughput of its line: that is what must stay the
 * same where growth is linear. The delay is how much later than it should the event loop was. Bodies come by windows of 4,096
 * bytes: in 10 seconds a modem's throughput is exact to 3.5 %.
 */
import { concat, concatMap, from, ignoreElements, toArray } from 'rxjs';
import { measuredFleet, type FleetRow } from './measuredFleet';
import { straightLine } from './straightLine';
import { table, type Row } from './table';

const [numbers = '1,10,100,200,1000', seconds = '10'] = process.argv.slice(2);
const counts = numbers.split(',').map(Number);
const measureMs = Number(seconds) * 1_000;
/** What is measured first would else be measured cold. */
const WARM_UP = { modems: 20, measureMs: 3_000 };
/** Who takes more, or gets less, has no room left: such a row tells what a core gives, and nothing of what modems take. */
const MAX_CPU_PERCENT = 95;
const MIN_THROUGHPUT_PERCENT = 90;

const HEADINGS = [
  'CPU %',
  'a modem',
  'a line',
  'heap MB',
  'KB a modem',
  'delay ms p50',
  'mean',
  'p99',
  'max',
  'throughput %',
  'of the slowest',
];

const ofModem = ({ cpuPercent, modems }: FleetRow): number => cpuPercent / modems;
const ofLine = (row: FleetRow): number => (100 * ofModem(row)) / row.throughput.meanPercent;

const shown = (row: FleetRow): Row => ({
  name: row.modems.toLocaleString('en'),
  cells: [
    row.cpuPercent.toFixed(1),
    ofModem(row).toFixed(3),
    ofLine(row).toFixed(3),
    (row.heapBytes / 1_048_576).toFixed(1),
    (row.heapBytes / 1_024 / row.modems).toFixed(0),
    row.delay.p50Ms.toFixed(1),
    row.delay.meanMs.toFixed(1),
    row.delay.p99Ms.toFixed(1),
    row.delay.maxMs.toFixed(1),
    row.throughput.meanPercent.toFixed(1),
    row.throughput.minPercent.toFixed(1),
  ],
});

const hasRoom = ({ cpuPercent, throughput }: FleetRow): boolean =>
  cpuPercent < MAX_CPU_PERCENT && throughput.meanPercent >= MIN_THROUGHPUT_PERCENT;

/** How the CPU grows, where there is room for it to grow. */
const growth = (rows: readonly FleetRow[]): readonly string[] => {
  if (rows.length < 2) return ['Two rows with room on the core are needed to tell how the CPU grows.'];
  const { base, slope, most } = straightLine(rows.map((row) => [row.modems, row.cpuPercent]));
  return [
    `CPU % = ${base.toFixed(1)} + ${slope.toFixed(3)} × modems, ${most.toFixed(1)} at most beside that line.`,
    `By it one core carries ${Math.floor((100 - base) / slope)} modems.`,
  ];
};

/** What a core gives that has no room, or that others have taken. */
const worth = ({ modems, cpuPercent, throughput }: FleetRow): string =>
  cpuPercent < MAX_CPU_PERCENT
    ? `${modems} modems got no more than ${cpuPercent.toFixed(0)} % of a core: the machine was busy with something else.`
    : `${modems} modems share a core, and the throughput of ${Math.round((modems * throughput.meanPercent) / 100)} whole lines.`;

const verdict = (rows: readonly FleetRow[]): string =>
  [
    ...growth(rows.filter(hasRoom)),
    ...rows.filter((row) => !hasRoom(row)).map(worth),
    ...rows.flatMap(({ modems, failures }) =>
      [...failures].map(([reason, times]) => `${modems} modems: ${times} downloads failed with ${reason}`),
    ),
  ].join('\n');

const rows = from(counts).pipe(concatMap((modems) => measuredFleet({ modems, measureMs })));

concat(measuredFleet(WARM_UP).pipe(ignoreElements()), rows)
  .pipe(toArray())
  .subscribe((all) => {
    console.log(table('Modems in one process, each downloading at 115,200 baud', HEADINGS, all.map(shown)));
    console.log(verdict(all));
    process.exit();
  });
