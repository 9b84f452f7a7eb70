import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { type Installed, installed } from './installed';

/** A family of somebody else's in a project that only has the packed package: checked, run, and used by the command. */

const ROOT = resolve(__dirname, '..', '..');
const SOURCE = readFileSync(join(ROOT, 'specs/authors/acme.ts'), 'utf8');
const PAGES = join(ROOT, 'docs/guide/authors');
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
const STRICT = ['--strict', '--skipLibCheck', '--module', 'node16', '--target', 'es2022'] as const;
const INSTALL_MS = 300_000;
const RUN_MS = 120_000;

/** Uses the family as a program of its own: what it gives is printed. */
const PROGRAM = `
  const { lastValueFrom } = require('rxjs');
  const { detectProfile, profileOf } = require('rxmodem');
  const { emulator, simulatedWeb } = require('rxmodem/emulator');
  const acme = require('./acme.cjs');
  const main = async () => ({
    page: await lastValueFrom(acme.getIt()),
    door: await lastValueFrom(acme.lockIt()),
    detected: (await lastValueFrom(detectProfile(emulator({ family: 'acme', origin: simulatedWeb({}) }).transport))).name,
    named: profileOf('ACME-2').name,
  });
  main().then((all) => console.log(JSON.stringify(all)));
`;

/** The TypeScript of the guide's pages for authors, each block a program: `command-1.ts`. */
const programs = readdirSync(PAGES).flatMap((page) => {
  const text = readFileSync(join(PAGES, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((found, at): readonly [string, string] => [
    `${page.replace(/\.md$/, '')}-${at + 1}`,
    `${found[1] ?? ''}\nexport {};\n`,
  ]);
});

/** What the programs print, where they print something. */
const PRINTED: Readonly<Record<string, string>> = {
  'command-1': '[]\n21\n',
  'urc-1': 'true\n',
  'family-3': 'HTTP code 7: the radio is busy; try again the radio is busy\n',
};

let project: Installed;
beforeAll(async () => {
  project = await installed();
  project.write('acme.ts', SOURCE);
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  project.write('acme.cjs', ts.transpileModule(SOURCE, { compilerOptions }).outputText);
  project.write('program.cjs', PROGRAM);
}, INSTALL_MS);
afterAll(() => project.remove());

describe('a family of somebody else’s, on the packed package', () => {
  it(
    'passes a strict compiler',
    async () => {
      expect(await project.run('node', [COMPILER, '--noEmit', ...STRICT, 'acme.ts'])).toBe('');
    },
    RUN_MS,
  );

  it(
    'gets pages, hears its URC, and is detected',
    async () => {
      expect(JSON.parse(await project.run('node', ['program.cjs']))).toEqual({
        page: 'hello',
        door: { locked: true },
        detected: 'acme',
        named: 'acme',
      });
    },
    RUN_MS,
  );

  it(
    'is a family of the command, on its own virtual modem',
    async () => {
      const command = join(project.library, project.manifest.bin['rxmodem'] ?? '');
      const asked = ['info', '--load', './acme.cjs', '--port', 'emulator', '--profile', 'acme', '--json'];

      expect(await project.run('node', [command, ...asked])).toContain('"ACME-1"');
    },
    RUN_MS,
  );
});

describe('the pages of the guide for authors, on the packed package', () => {
  beforeAll(async () => {
    const files = programs.map(([name, text]) => (project.write(`${name}.ts`, text), `${name}.ts`));
    await project.run('node', [COMPILER, '--outDir', 'pages', ...STRICT, ...files]);
  }, RUN_MS);

  it('are some', () => {
    expect(programs.length).toBeGreaterThan(5);
  });

  it.each(programs.map(([name]) => name))(
    '%s runs',
    async (name) => {
      const printed = await project.run('node', [`pages/${name}.js`]);

      if (PRINTED[name] !== undefined) expect(printed).toBe(PRINTED[name]);
    },
    RUN_MS,
  );
});
