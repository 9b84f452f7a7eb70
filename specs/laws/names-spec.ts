import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Law 9, names: a file is the thing it exports.

const ROOT = join(__dirname, '../..');
const FOLDERS = [
  'operators',
  'lib/grammar',
  'lib/wire',
  'lib/pdu',
  'lib/recording',
  'lib/dialects',
  'lib/families',
  'lib/modem',
  'lib/flows',
  'lib/pool',
  'lib/mqtt',
  'lib/mux',
];

/** Tables hold many things of one kind. */
const TABLE = /(?:Commands|Urcs|Parts|firmwares)\.ts$/;

/** Files that hold several things of one kind, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'lib/grammar/errors/resultCodes.ts': 'a table with the function that reads it',
  'lib/grammar/secrets.ts': 'the tables of what is secret, with the functions that read them',
};

const EXPORTED =
  /^export (?:abstract |async )?(?:const|class|function\*?|interface|type|enum) ([A-Za-z_$][\w$]*)/gm;
const REEXPORTED = /^export \{ ([^}]*) \}/gm;

/** `CME_CODES`, `cmeCodes` and `CmeCodes` are one name. */
const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

const exportsOf = (file: string): readonly string[] => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const listed = [...text.matchAll(REEXPORTED)].flatMap(([, names = '']) => names.split(','));
  return [...[...text.matchAll(EXPORTED)].map(([, name = '']) => name), ...listed.map((name) => name.trim())];
};

const files = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('/index.ts') && !TABLE.test(file))
  .sort();

describe('law 9: a file is the thing it exports', () => {
  it.each(files.filter((file) => !(file in EXCEPTIONS)))('%s', (file) => {
    const name = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);

    expect(exportsOf(file).map(plain)).toContain(plain(name));
  });

  it.each(Object.keys(EXCEPTIONS))('still needs the exception of %s', (file) => {
    const name = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);

    expect(files).toContain(file);
    expect(exportsOf(file).map(plain)).not.toContain(plain(name));
  });
});
