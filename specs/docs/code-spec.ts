import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

// All TypeScript in the docs is type-checked, with the names of `words.ts` around it.

const ROOT = join(__dirname, '../..');

const pagesIn = (folder: string): readonly string[] =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.md'))
        .map((file) => `${folder}/${file}`)
    : [];

interface Block {
  readonly page: string;
  readonly line: number;
  readonly text: string;
  /** Where it lies as far as the compiler knows. */
  readonly path: string;
}

const blocksOf = (page: string): readonly Block[] => {
  const whole = readFileSync(join(ROOT, page), 'utf8');
  return [...whole.matchAll(/^```ts\n(.*?)^```/gms)].map((found): Block => {
    const line = whole.slice(0, found.index).split('\n').length;
    const path = join(ROOT, 'specs/docs', `${page.replaceAll('/', '_')}.${line}.ts`);
    return { page, line, text: `${found[1] ?? ''}\nexport {};\n`, path };
  });
};

const blocks = ['README.md', ...pagesIn('docs')].flatMap(blocksOf);

const optionsOf = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: Record<string, unknown> };
  };
  return {
    ...ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT).options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  };
};

/** What the compiler has to say on each block. */
const problems = (): ReadonlyMap<string, readonly string[]> => {
  const options = optionsOf();
  const texts = new Map(blocks.map(({ path, text }) => [path, text]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile.call(host, path, version, ...rest)
      : ts.createSourceFile(path, text, version);
  };
  const words = join(dirname(__filename), 'words.d.ts');
  const program = ts.createProgram([words, ...texts.keys()], options, host);
  return new Map(
    blocks.map(({ path }) => {
      const file = program.getSourceFile(path);
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return [path, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
};

describe('the code in the docs', () => {
  const found = problems();

  it.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))(
    '%s is type-checked',
    (_, { path }) => {
      expect(found.get(path)).toEqual([]);
    },
  );
});
