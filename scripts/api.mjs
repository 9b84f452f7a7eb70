// The public API as text, a report an entry point, in `api/`: a change of it shows in every diff.
//
//     npm run api          builds, and writes the reports
//     npm run api:check    fails where one is stale; reads what `npm run build` made
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
const root = fileURLToPath(new URL('..', import.meta.url));
const { exports: entryPoints, name } = require('../package.json');
const writes = process.argv.includes('--write');

const folder = join(root, 'api');
const temporary = join(root, 'build/api-reports');
for (const place of [folder, temporary]) mkdirSync(place, { recursive: true });

const stale = Object.entries(entryPoints)
  .filter(([, entry]) => typeof entry === 'object')
  .map(([path, entry]) => ({ title: path.replace(/^\./, name), types: entry.require.replace(/js$/, 'd.ts') }))
  .filter(({ title, types }) => !isFresh(title, resolve(root, types)));
for (const { title } of stale) console.error(`api: the report of ${title} is stale; see \`npm run api\``);
if (stale.length > 0) process.exitCode = 1;

function isFresh(title, types) {
  const reportFileName = `${title.replace('/', '-')}.api.md`;
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      compiler: { tsconfigFilePath: join(root, 'tsconfig.build.json') },
      apiReport: { enabled: true, reportFileName, reportFolder: folder, reportTempFolder: temporary },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        // What is public is what an entry point exports: no release tags.
        extractorMessageReporting: {
          default: { logLevel: 'warning' },
          'ae-missing-release-tag': { logLevel: 'none' },
          'ae-undocumented': { logLevel: 'none' },
          'ae-forgotten-export': { logLevel: 'warning', addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: join(root, 'api-extractor.json'),
    packageJsonFullPath: join(root, 'package.json'),
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    localBuild: writes,
    // What it has to say of its own doings is said below.
    messageCallback: (message) => (message.handled = message.category === 'console'),
  });
  return errorCount === 0 && (writes || !apiReportChanged);
}
