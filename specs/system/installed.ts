import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '..', '..');
const run = promisify(execFile);

/** What is read of a `package.json`. */
interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly types: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, unknown>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads a `package.json`. */
const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** An empty project, into which the packed package was installed from its tarball. */
export interface Installed {
  readonly folder: string;
  /** Where the package is in it, and what its manifest says. */
  readonly library: string;
  readonly manifest: Manifest;
  readonly tarball: string;
  /** Writes a file of the project, and gives its path. */
  readonly write: (name: string, text: string) => string;
  /** Runs a program in the project and gives what it printed; fails where it does. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
  readonly remove: () => void;
}

const NPM = ['--no-audit', '--no-fund', '--loglevel=error'] as const;

/** Packs the package as publishing would: builds it first. */
const packed = async (folder: string): Promise<string> => {
  const { stdout } = await run('npm', ['pack', '--pack-destination', folder, '--silent', ...NPM], {
    cwd: ROOT,
  });
  return join(folder, stdout.trim().split('\n').pop() ?? '');
};

/** Installs the package as a user would: from its tarball (`RXMODEM_TARBALL`, else a new one), with its peers RxJS and mqtt. `serialport` is left
 * out: programs without serial ports do without it. */
export const installed = async (): Promise<Installed> => {
  const place = mkdtempSync(join(tmpdir(), 'rxmodem-package-'));
  const folder = join(place, 'project');
  mkdirSync(folder);
  const given = process.env['RXMODEM_TARBALL'];
  const tarball = given ? resolve(ROOT, given) : await packed(place);
  const inProject = async (program: string, args: readonly string[]): Promise<string> =>
    (await run(program, args, { cwd: folder })).stdout;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  write('package.json', '{ "name": "project", "private": true }\n');
  const { devDependencies } = manifestIn(ROOT);
  const peers = ['rxjs', 'mqtt'].map((name) => `${name}@${devDependencies[name]}`);
  await inProject('npm', ['install', tarball, ...peers, '--ignore-scripts', '--prefer-offline', ...NPM]);
  const library = join(folder, 'node_modules', 'rxmodem');
  const remove = (): void => rmSync(place, { recursive: true, force: true });
  return { folder, library, manifest: manifestIn(library), tarball, write, run: inProject, remove };
};
