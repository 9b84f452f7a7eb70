import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { type Installed, installed } from './installed';

/** A family of somebody else's in a project that only has the packed package: checked, run, and used by the command. */

const ROOT = resolve(__dirname, '..', '..');
const SOURCE = readFileSync(join(ROOT, 'specs/authors/acme.ts'), 'utf8');
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
      const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--target', 'es2022'];
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');

      expect(await project.run('node', [compiler, ...options, 'acme.ts'])).toBe('');
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
