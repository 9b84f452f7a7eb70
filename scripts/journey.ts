// How far a reader travels to follow one request: `npm run journey`.
//
// Runs `http.get` on the emulator of a SIM800 until the first byte is written to the port, and logs each entry into a
// function of ours on the way (`lib/` and `operators/`, the emulator left out). Prints the files in the order in which they
// are entered, how many files these are, and how often the way goes from one file to another; with `--way`, the whole way.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import type * as Rx from 'rxjs';
import ts from 'typescript';
import type * as Core from '../lib/index';
import type * as Virtual from '../lib/emulator/index';

const ROOT = join(__dirname, '..');
/** What the emulator is made of alone is not on a reader's way. */
const OURS = /^(lib|operators)\//;
const NOT_OURS = /^lib\/emulator\//;

const entered: string[] = [];
let isLogging = false;

/** Called at the beginning of every function; `file` is relative to the root. */
const enter = (file: string): void => {
  if (isLogging) entered.push(file);
};
(globalThis as { enterFile?: typeof enter }).enterFile = enter;

type Body = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

const hasBody = (node: ts.Node): node is Body =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

/** Puts a call of `enterFile` in front of what each function of a file does. */
const logging =
  (file: string): ts.TransformerFactory<ts.SourceFile> =>
  (context) => {
    const { factory } = context;
    const call = (): ts.Expression =>
      factory.createCallExpression(factory.createIdentifier('enterFile'), undefined, [
        factory.createStringLiteral(file),
      ]);
    const logged = (body: ts.ConciseBody): ts.ConciseBody =>
      ts.isBlock(body)
        ? factory.updateBlock(body, [factory.createExpressionStatement(call()), ...body.statements])
        : factory.createParenthesizedExpression(factory.createComma(call(), body));
    const visit = (node: ts.Node): ts.Node => {
      const seen = ts.visitEachChild(node, visit, context);
      if (!hasBody(seen)) return seen;
      const body = logged(seen.body);
      if (ts.isArrowFunction(seen)) {
        const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = seen;
        return factory.updateArrowFunction(
          seen,
          modifiers,
          typeParameters,
          parameters,
          type,
          equalsGreaterThanToken,
          body,
        );
      }
      return replaced(seen, body as ts.Block, context);
    };
    return (source) => ts.visitEachChild(source, visit, context);
  };

/** A function with another body; `super()` has no place behind a call, so constructors of derived classes stay as they are. */
const replaced = (node: Body, body: ts.Block, { factory }: ts.TransformationContext): ts.Node => {
  const { parameters } = node;
  if (ts.isMethodDeclaration(node)) {
    const { modifiers, asteriskToken, name, questionToken, typeParameters, type } = node;
    return factory.updateMethodDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isFunctionDeclaration(node)) {
    const { modifiers, asteriskToken, name, typeParameters, type } = node;
    return factory.updateFunctionDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isGetAccessor(node))
    return factory.updateGetAccessorDeclaration(node, node.modifiers, node.name, parameters, node.type, body);
  if (ts.isSetAccessor(node))
    return factory.updateSetAccessorDeclaration(node, node.modifiers, node.name, parameters, body);
  return node;
};

interface Compiled {
  _compile: (code: string, path: string) => void;
}
const load = createRequire(__filename);

/** Every file of ours is loaded with the log in it. */
load.extensions['.ts'] = (module, path) => {
  const file = relative(ROOT, path).split(sep).join('/');
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
    transformers: OURS.test(file) && !NOT_OURS.test(file) ? { before: [logging(file)] } : {},
  });
  (module as unknown as Compiled)._compile(outputText, path);
};

const { http, openModem, sim800 } = load('../lib/index.ts') as typeof Core;
const { emulator, simulatedWeb } = load('../lib/emulator/index.ts') as typeof Virtual;
const { map, timer, mergeMap } = load('rxjs') as typeof Rx;

const URL = 'http://example.com/';
const virtual = emulator({ family: 'sim800', origin: simulatedWeb({ [URL]: { body: 'hello' } }) });

/** Stops the log at the first byte. */
const transport = virtual.transport.pipe(
  map((port) => ({
    ...port,
    write: (bytes: Uint8Array) => {
      isLogging = false;
      return port.write(bytes);
    },
  })),
);

const report = (): void => {
  const way = entered.filter((file, at) => file !== entered[at - 1]);
  if (process.argv.includes('--way')) console.log(`${way.join('\n')}\n`);
  const moves = way.length - 1;
  const files = [...new Set(entered)];
  for (const file of files) console.log(file);
  console.log(`\n${files.length} files, ${moves} changes of file`);
};

const session = openModem(transport, sim800)
  .pipe(
    // What bringing the modem up still has to do is no part of the request.
    mergeMap((modem) => timer(100).pipe(map(() => modem))),
    mergeMap((modem) => {
      isLogging = true;
      return http.get(modem, URL);
    }),
  )
  .subscribe({
    next: ({ kind }) => {
      if (kind === 'chunk') session.unsubscribe();
    },
    error: (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  });
session.add(report);
