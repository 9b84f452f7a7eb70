// Mutation testing: `ROOM=wire npm run test:mutation`, where ROOM is a key of ROOMS below. Half an hour a room; not part of CI.
//
// With SAMPLE=5 one in five of the room's pieces of code is tried.
//
// Each room is tried with the specs that describe it, not with all of them: a mutant that only a distant spec notices counts as a
// survivor. The result of a run is kept (`build/mutation/ROOM.json`), and the next run tries only what changed.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';

const SERVICES = ['families', 'contract', 'dialects'];
const ROOMS = {
  wire: {
    mutate: ['lib/wire'],
    specs: ['wire', 'operators/tokenize', 'operators/frameResponse', 'operators/ofUrc', 'transcripts'],
  },
  grammar: { mutate: ['lib/grammar'], specs: ['grammar', 'wire/lineMemory', 'wire/tokenizerStep'] },
  operators: { mutate: ['operators'], specs: ['operators', 'wire'] },
  modem: {
    mutate: ['lib/modem'],
    specs: ['modem', 'contract/ready', 'contract/restart', 'contract/identity'],
  },
  dialects: { mutate: ['lib/dialects'], specs: ['dialects', 'families'] },
  sim800: { mutate: ['lib/families/sim800', 'lib/families/simcom'], specs: SERVICES },
  a7600: { mutate: ['lib/families/a7600', 'lib/families/sim7600'], specs: SERVICES },
  standard: { mutate: ['lib/families/standard'], specs: SERVICES },
};

/** Tables: a mutant of a word in a table of commands is a typing error of the manual, which the emulator shares. */
const TABLES = ['Commands', 'Urcs', 'Tables', 'Codes', 'Advice', 'index'].map((end) => `!**/*${end}.ts`);

const ROOM = env.ROOM;
const room = ROOMS[ROOM];
if (room === undefined) throw new Error(`set ROOM to one of ${Object.keys(ROOMS).join(', ')}`);

/** Names the files of a run: a sample's result is not the room's. */
const RUN = env.SAMPLE === undefined ? ROOM : `${ROOM}-sample`;

// One file requires all specs of the room, so that the modules they share are loaded once for a mutant, not once for a file.
const FOLDER = 'specs/mutation';
const specsIn = (place) =>
  existsSync(`specs/${place}-spec.ts`)
    ? [`${place}-spec.ts`]
    : readdirSync(`specs/${place}`, { recursive: true })
        .filter((file) => file.endsWith('-spec.ts'))
        .map((file) => `${place}/${file}`);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  `${FOLDER}/all-spec.ts`,
  room.specs
    .flatMap(specsIn)
    .map((file) => `describe('${file}', () => { require('../${file.slice(0, -3)}'); });\n`)
    .join(''),
);

export default {
  mutate: [...room.mutate.map((folder) => `${folder}/**/*.ts`), ...TABLES],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner', './scripts/mutation/sample.mjs'],
  ignorers: ['sample'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.ts',
    config: { roots: [`<rootDir>/${FOLDER}`] },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // The specs of a family's room take minutes, and counting coverage makes this run several times slower.
  dryRunTimeoutMinutes: 60,
  ignoreStatic: true,
  // The words of an error are for people; specs that held each of them would only copy them.
  mutator: { excludedMutations: ['StringLiteral'] },
  concurrency: Number(env.WORKERS ?? 2),
  // Counting coverage makes the first run eight times slower than those of the mutants, whose limit is taken from it.
  timeoutFactor: 0.3,
  timeoutMS: Number(env.TIMEOUT_MS ?? 5_000),
  incremental: true,
  incrementalFile: `build/mutation/${RUN}.json`,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `build/mutation/${RUN}-report.json` },
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  tempDirName: 'build/mutation/tmp',
  ignorePatterns: ['build', 'dist', 'docs', 'demos', 'api', 'coverage', 'specs/system'],
  thresholds: { high: 85, low: 75, break: null },
};
