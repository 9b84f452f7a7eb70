// Writes the types of the broker's payloads out, as a reader and a compiler without TypeBox understand them:
//
//     export type Presence = Static<typeof presence>;    →    export type Presence = { gateway: string; state: 'online' | 'offline' … };
//
// TypeBox stands in the bundle for Node. The modules for bundlers get it as one file of their own, `dist/esm/vendor/typebox.js`.
import { build } from 'esbuild';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const FLAGS =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.MultilineObjectLiterals |
  ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
const COMPILER = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  types: [],
};
const TYPEBOX = /(['"])@sinclair\/typebox(\/\w+)?\1/g;
/** What the other declarations of `lib/mqtt` need of TypeBox: a schema is JSON to everyone else. */
const STANDINS = `/** A JSON Schema (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;
export type TSchema = JsonSchema;
export type TProperties = Readonly<Record<string, TSchema>>;
export type Static<_> = any;
`;

// Declarations are the same for both: they are made once, with the modules for Node.
copyTypes(join(root, 'dist', 'cjs'), join(root, 'dist', 'esm'));
for (const kind of ['cjs', 'esm']) await writePlain(join(root, 'dist', kind), kind);
await writeVendor(join(root, 'dist', 'esm'));
olderCompilers(join(root, 'dist'));

function copyTypes(from, to) {
  for (const file of filesIn(from).filter((one) => one.endsWith('.d.ts')))
    cpSync(file, join(to, relative(from, file)));
}

async function writePlain(dist, kind) {
  const files = filesIn(join(dist, 'lib', 'mqtt')).filter((file) => file.endsWith('.d.ts'));
  const program = ts.createProgram(files, COMPILER);
  const standins = join(dist, 'lib', 'mqtt', 'jsonSchema.d.ts');
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (!/@sinclair\/typebox/.test(source.text)) continue;
    const isSchema = basename(dirname(file)) === 'schema' || basename(file) === 'schemas.d.ts';
    const path = importOf(file, standins.replace('.d.ts', ''));
    const text = isSchema
      ? `import type { JsonSchema } from '${path}';\n${writtenOut(source, program.getTypeChecker())}`
      : source.text.replace(TYPEBOX, `'${path}'`);
    writeFileSync(file, await format(text, { parser: 'typescript', singleQuote: true, printWidth: 110 }));
  }
  writeFileSync(standins, STANDINS);
  if (kind === 'esm') writeFileSync(standins.replace('.d.ts', '.js'), 'export {};\n');
}

/** The declarations of a file: types written out, schemas as JSON Schema. */
function writtenOut(source, checker) {
  const lines = [];
  source.forEachChild((node) => {
    const isExported =
      ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return;
    lines.push(source.text.slice(node.getFullStart(), node.getStart()).trim());
    if (ts.isTypeAliasDeclaration(node)) {
      const type = checker.typeToString(checker.getTypeAtLocation(node), node, FLAGS);
      lines.push(`export type ${node.name.text} = ${type};`);
    }
    if (!ts.isVariableStatement(node)) return;
    for (const { name } of node.declarationList.declarations)
      lines.push(
        `export declare const ${name.text}: ${schemaType(checker.getTypeAtLocation(name), checker)};`,
      );
  });
  return lines.join('\n');
}

/** A schema, or schemas by their names; what is neither stays within the library. */
function schemaType(type, checker) {
  const isSchema = (one) =>
    one.getProperty('static') !== undefined && one.getProperty('params') !== undefined;
  if (isSchema(type)) return 'JsonSchema';
  const properties = type.getProperties();
  const areSchemas =
    properties.length > 0 && properties.every((property) => isSchema(checker.getTypeOfSymbol(property)));
  return areSchemas
    ? `Readonly<Record<${properties.map(({ name }) => `'${name}'`).join(' | ')}, JsonSchema>>`
    : 'unknown';
}

/** TypeBox as one module, of what the library uses of it. */
async function writeVendor(esm) {
  const vendor = join(esm, 'vendor', 'typebox');
  await build({
    stdin: {
      contents: `export { Type } from '@sinclair/typebox'; export { Check } from '@sinclair/typebox/value'; export { Errors } from '@sinclair/typebox/errors';`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    outfile: `${vendor}.js`,
  });
  for (const file of filesIn(join(esm, 'lib', 'mqtt')).filter((file) => file.endsWith('.js'))) {
    const text = readFileSync(file, 'utf8');
    if (text.includes('@sinclair/typebox'))
      writeFileSync(file, text.replace(TYPEBOX, `'${importOf(file, vendor)}'`));
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true }).map((file) => join(folder, file));
}

function importOf(file, to) {
  const path = relative(dirname(file), to).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** Compilers before 5.7 know no `Uint8Array<ArrayBuffer>`, which the compiler infers where no type is written. */
function olderCompilers(dist) {
  for (const file of filesIn(dist).filter((one) => one.endsWith('.d.ts'))) {
    const text = readFileSync(file, 'utf8');
    if (text.includes('Uint8Array<'))
      writeFileSync(file, text.replace(/Uint8Array<ArrayBuffer(?:Like)?>/g, 'Uint8Array'));
  }
}
