import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';
import { type Installed, installed } from './installed';

/**
 * The package as users get it: packed, installed from its tarball into an empty project, run in both module systems, checked
 * by their compilers, bundled for their browsers.
 */

const ROOT = resolve(__dirname, '..', '..');
const INSTALL_MS = 300_000;

let project: Installed;
beforeAll(async () => {
  project = await installed();
}, INSTALL_MS);
afterAll(() => project.remove());

/** All files of the package, as paths in it. */
const files = (): readonly string[] =>
  readdirSync(project.library, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('node_modules') && statSync(join(project.library, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'));

const contents = (path: string): string => readFileSync(join(project.library, path), 'utf8');

/** All paths that a manifest's `exports` lead to. */
const targets = (entry: unknown): readonly string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry as object).flatMap(targets);

describe('the tarball', () => {
  it('holds code, its types, and what a reader wants to know; nothing else', () => {
    const wanted =
      /^(dist\/(cjs|esm)\/.+\.(js|mjs|d\.ts|d\.mts)|(dist\/esm\/)?package\.json|man\/rxmodem\.1|docs\/(guide|reference)\/((commands|authors)\/)?\w+\.md|docs\/reference\/schemas\/\w+\.json|dist\/dashboard\/(index\.html|app\.(js|css))|docs\/dashboard\.png|LICENSE|\w+\.md)$/;

    expect(files().filter((path) => !wanted.test(path))).toEqual([]);
    expect(files().filter((path) => /(^|\/)(specs?|demos?|scripts|bench)\/|-spec\./.test(path))).toEqual([]);
  });

  it('holds what the manifest leads to, and its license', () => {
    const { main, types, bin, exports } = project.manifest;
    const led = [main, types, ...Object.values(bin), ...targets(exports)].map((path) =>
      path.replace('./', ''),
    );

    expect(led.filter((path) => !files().includes(path))).toEqual([]);
    expect(files()).toContain('LICENSE');
  });

  it('has no link that leads nowhere', () => {
    const pages = files().filter((path) => path.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      [...contents(page).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, to]) => to ?? '')
        .filter((to) => !/^[a-z]+:/.test(to))
        .map((to) => join(dirname(page), to))
        .filter((to) => !existsSync(join(project.library, to)))
        .map((to) => `${page}: ${to}`),
    );

    expect(pages.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('lists the licenses of everything that its files contain', () => {
    const bundled = files()
      .filter((path) => /^dist\/cjs\/chunks\//.test(path))
      .flatMap((path) =>
        [...contents(path).matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
          ([, name]) => name ?? '',
        ),
      );

    expect(new Set(bundled)).toContain('commander');
    expect([...new Set(bundled)].filter((name) => !contents('LICENSES.md').includes(`## ${name}\n`))).toEqual(
      [],
    );
  });

  it('installs no serial port, no commander and no schemas: a browser’s project gets two small packages', () => {
    const { dependencies, peerDependenciesMeta } = project.manifest;

    expect(Object.keys(dependencies).sort()).toEqual(['basic-ftp', 'ts-pattern']);
    expect(Object.keys(peerDependenciesMeta).sort()).toEqual(['mqtt', 'prom-client', 'serialport']);
    expect(
      ['commander', 'serialport', '@sinclair/typebox', 'prom-client'].filter((name) =>
        existsSync(join(project.folder, 'node_modules', name)),
      ),
    ).toEqual([]);
  });

  it('is small', () => {
    // The page of the dashboard, with the library and the emulator in it, is 0.3 MB of this.
    expect(statSync(project.tarball).size).toBeLessThan(2_400_000);
  });

  it('tells nothing of the machine that it was built on, and no secret', () => {
    const indiscreet = new RegExp(
      [
        ...[ROOT, homedir()].map((place) => `["'\`( ]${place}/`),
        'sourceMappingURL',
        'BEGIN [A-Z ]*PRIVATE KEY',
        '_authToken',
        'registry\\.npmjs',
      ].join('|'),
    );

    expect(files().filter((path) => indiscreet.test(contents(path)))).toEqual([]);
  });
});

const DOORS = {
  core: 'rxmodem',
  operators: 'rxmodem/operators',
  node: 'rxmodem/node',
  webSerial: 'rxmodem/web-serial',
  emulator: 'rxmodem/emulator',
  testing: 'rxmodem/testing',
  mqtt: 'rxmodem/mqtt',
  rxjs: 'rxjs',
} as const;

/** Opens every entry point, in the words of a module system. */
const opening = (line: (name: string, door: string) => string): string =>
  Object.entries(DOORS)
    .map(([name, door]) => line(name, door))
    .join('\n');
const REQUIRE = opening((name, door) => `const ${name} = require('${door}');`);
const IMPORT = opening((name, door) => `import * as ${name} from '${door}';`);

/** Uses something of every entry point. */
const PROGRAM = `
  const { firstValueFrom, lastValueFrom, switchMap, take } = rxjs;
  const url = 'http://example.com/';
  const origin = emulator.simulatedWeb({ [url]: 'hello' });
  const virtual = emulator.emulator({ family: 'a7600', origin, latencyMs: 0 });
  const get = (transport, profile) =>
    firstValueFrom(
      core.openModem(transport, profile).pipe(
        take(1),
        switchMap((modem) => core.http.get(modem, url)),
        operators.collect(),
      ),
    );
  const problem = (flow) => lastValueFrom(flow).catch((error) => error);
  const main = async () => {
    const page = await get(virtual.transport, core.a7600);
    const other = Uint8Array.of(0x41, 0x54, 0x5a, 0x0d);
    const wrong = await problem(testing.scripted('> AT').pipe(switchMap((port) => port.write(other))));
    const away = await problem(node.tcp({ host: '127.0.0.1', port: 1 }));
    const bare = await problem(node.serialPort('/dev/ttyUSB0'));
    return {
      text: page.text(),
      isResponse: page instanceof operators.HttpResponse,
      errors: [wrong, away, bare].map((error) => [error instanceof core.ModemError, error.reason.kind]),
      advice: bare.message.split('; ')[1],
      webSerial: typeof webSerial.webSerial,
    };
  };
  main().then((seen) => console.log(JSON.stringify(seen)));
`;

describe('a program', () => {
  it.each([
    ['CommonJS', 'program.cjs', REQUIRE],
    ['ES modules', 'program.mjs', IMPORT],
  ])('in %s uses every entry point', async (_, name, head) => {
    const file = project.write(name, head + PROGRAM);

    expect(JSON.parse(await project.run(process.execPath, [file]))).toEqual({
      text: 'hello',
      isResponse: true,
      errors: [
        [true, 'off-script'],
        [true, 'port'],
        [true, 'port'],
      ],
      advice: 'install it with npm install serialport',
      webSerial: 'function',
    });
  });

  it('meets one library through import and require, all of its names, and one class of errors', async () => {
    const file = project.write(
      'both.mjs',
      `${IMPORT}
       import { createRequire } from 'node:module';
       const require = createRequire(import.meta.url);
       const imported = { ${Object.keys(DOORS).join(', ')} };
       const doors = ${JSON.stringify(DOORS)};
       const differing = Object.entries(doors).flatMap(([name, door]) =>
         Object.entries(require(door)).filter(([key, value]) => imported[name][key] !== value).map(([key]) => door + ' ' + key));
       const error = new core.ModemError({ kind: 'cancelled' });
       console.log(JSON.stringify([differing, error instanceof require('rxmodem').ModemError]));`,
    );

    expect(JSON.parse(await project.run(process.execPath, [file]))).toEqual([[], true]);
  });
});

/** The first program of the README, with the virtual modem in the serial port's place, as it says below it. */
const readmeProgram = (): string => {
  const section = /## A program\n([^]*?)\n## /.exec(contents('README.md'))?.[1] ?? '';
  const [program = '', virtual = ''] = [...section.matchAll(/```ts\n([^]*?)```/g)].map(
    ([, code]) => code ?? '',
  );
  // What both import is imported once.
  const head = virtual.replace(/^openModem\(.*$/m, '').replace(/^import .* from 'rxmodem';$/m, '');
  expect(program).toMatch(/openModem\(serialPort\(.*?\), sim800\)/);
  expect(virtual).toContain('openModem(virtual.transport, sim800)');
  return head + program.replace(/serialPort\(.*?\}\)/, 'virtual.transport');
};

describe('the README', () => {
  it('begins with a program that runs', async () => {
    const file = project.write('readme.mjs', readmeProgram());

    expect(await project.run(process.execPath, [file])).toBe('200 hello\n');
  });
});

const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const STRICT = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'ES2022'];

/** What a compiler must understand, and what it must refuse. */
const TYPED = `
  import { collect, openModem, type HttpResponse, http, ModemError, type Modem, sim800 } from 'rxmodem';
  import { ofUrc, type RetryPolicy } from 'rxmodem/operators';
  import { serialPort, type SerialPortOptions, tcp } from 'rxmodem/node';
  import { webSerial, type WebSerialPort } from 'rxmodem/web-serial';
  import { emulator, type Emulator, simulatedWeb } from 'rxmodem/emulator';
  import { type RecordedConversation, conversation } from 'rxmodem/testing';
  import { map, type Observable, switchMap } from 'rxjs';

  const options: SerialPortOptions = { baudRate: 9600 };
  export const get = (modem: Modem): Observable<HttpResponse> => http.get(modem, 'http://example.com/').pipe(collect());
  export const page = openModem(serialPort('/dev/null', options), sim800).pipe(switchMap(get), map(({ status }): number => status));
  export const virtual: Emulator = emulator({ family: 'sim800', origin: simulatedWeb({}) });
  export const talk: RecordedConversation = conversation('> AT');
  export const retry: RetryPolicy = { attempts: 3, delay: 100 };
  export const kind = (error: unknown): string => (error instanceof ModemError ? error.reason.kind : 'other');
  export const transports = (port: WebSerialPort) => [webSerial(port, { dtr: true }), tcp({ host: 'localhost', port: 1 })];
  // @ts-expect-error -- it reaches no network
  emulator({ family: 'sim800' });
  // @ts-expect-error -- a URL is a string
  http.get(null as unknown as Modem, 5);
  void ofUrc;
`;

const SERIAL_OF_BROWSER = `
  import { webSerial } from 'rxmodem/web-serial';
  export const open = async () => webSerial(await navigator.serial.requestPort(), { flowControl: 'hardware' });
`;

describe('a compiler', () => {
  /** Gives what the compiler has to say about some sources, with the library's declarations checked, too. */
  const findings = async (sources: Readonly<Record<string, string>>, ...how: string[]): Promise<string> => {
    const paths = Object.entries(sources).map(([name, source]) => project.write(name, source));
    const types = ['--typeRoots', join(ROOT, 'node_modules', '@types')];
    // tsc tells its findings on stdout, and fails.
    return project
      .run(process.execPath, [TSC, ...paths, ...STRICT, ...types, ...how])
      .catch((error: { readonly stdout: string }) => error.stdout);
  };

  it('understands every entry point as Node does, from CommonJS and from ES modules', async () => {
    const how = ['--module', 'node16', '--moduleResolution', 'node16', '--lib', 'ES2022', '--types', 'node'];

    expect(await findings({ 'typed.cts': TYPED, 'typed.mts': TYPED }, ...how)).toBe('');
  });

  it('understands them as bundlers do, the program of the README, and the ports of navigator.serial', async () => {
    const how = ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'ES2022,DOM'];
    const sources = { 'typed.ts': TYPED, 'serial.ts': SERIAL_OF_BROWSER, 'readme.ts': readmeProgram() };

    // `rxmodem/node` speaks of Node's streams and agents.
    expect(await findings(sources, ...how, '--types', 'w3c-web-serial,node')).toBe('');
  });
});

/** Gets a page in a browser's world, and reports it. */
const IN_BROWSER = `
  import { collect, openModem, http, sim800 } from 'rxmodem';
  import { emulator, simulatedWeb } from 'rxmodem/emulator';
  import { webSerial } from 'rxmodem/web-serial';
  import { readWindows } from 'rxmodem/operators';
  import { scripted } from 'rxmodem/testing';
  import { switchMap, take } from 'rxjs';
  const virtual = emulator({ family: 'sim800', origin: simulatedWeb({ 'http://example.com/': 'hello' }), latencyMs: 0 });
  openModem(virtual.transport, sim800)
    .pipe(take(1), switchMap((modem) => http.get(modem, 'http://example.com/')), collect())
    .subscribe({
      next: (page) => report([page.status, page.text(), typeof webSerial, typeof readWindows, typeof scripted].join(' ')),
      error: (error) => report(String(error)),
    });
`;

describe('a browser', () => {
  /** Bundles a program as for a browser. What Node alone has gets a name by which it is found: nothing else defines it. */
  const bundle = async (options: BuildOptions) => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: IN_BROWSER, resolveDir: project.folder },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      define: Object.fromEntries(
        ['Buffer', 'process', 'require', 'global', 'setImmediate'].map((name) => [name, `NODE_HAS_${name}`]),
      ),
      logLevel: 'silent',
      absWorkingDir: project.folder,
      ...options,
    });
    return { code: outputFiles?.[0]?.text ?? '', inputs: Object.keys(metafile?.inputs ?? {}) };
  };

  it('is given ES modules that know nothing of Node', async () => {
    const { code, inputs } = await bundle({ format: 'esm' });

    expect(inputs).toContain('node_modules/rxmodem/dist/esm/lib/index.js');
    expect(inputs.filter((path) => path.includes('rxmodem/dist/cjs'))).toEqual([]);
    expect(code).not.toMatch(/NODE_HAS_|["']node:/);
  });

  it('runs them with what browsers have: a GET on the virtual modem', async () => {
    const { code } = await bundle({ format: 'iife' });
    const page = await new Promise((report) => {
      const world = { report, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask };
      runInContext(code, createContext({ ...world, URL, TextEncoder, TextDecoder }));
    });

    expect(page).toBe('200 hello function function function');
  });

  it('is given CommonJS where that is asked for, as specs in a simulated browser do', async () => {
    const contents = `require('rxmodem'); require('rxmodem/web-serial'); require('rxmodem/emulator');`;
    const { inputs } = await bundle({ stdin: { contents, resolveDir: project.folder }, define: {} });

    expect(inputs).toContain('node_modules/rxmodem/dist/cjs/lib/index.js');
    expect(inputs.filter((path) => path.includes('rxmodem/dist/esm'))).toEqual([]);
  });

  it('leaves out what a program does not use', async () => {
    const { code } = await bundle({
      stdin: { contents: `export { isRegistered } from 'rxmodem';`, resolveDir: project.folder },
      format: 'esm',
      minify: true,
    });

    expect(code.length).toBeLessThan(1_000);
  });
});

describe('the command', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  it('tells its version', async () => {
    const said = await project.run('npx', ['--no-install', 'rxmodem', '--version']);

    expect(said.trim()).toBe(project.manifest.version);
  });

  it('says how to open serial ports where the package for them is missing', async () => {
    const problem = await project
      .run('npx', ['--no-install', 'rxmodem', 'info', '--port', '/dev/ttyUSB0', '--profile', 'sim800'])
      .catch((error: { readonly code: number; readonly stderr: string }) => error);

    expect(problem).toMatchObject({
      code: 74,
      stderr: expect.stringMatching(/^rxmodem: [^\n]*npm install serialport\n$/) as string,
    });
  });

  it('brings the page of the dashboard, which needs no server', async () => {
    const said = await project.run('npx', ['--no-install', 'rxmodem', 'dashboard', '--write', 'board']);

    expect(said).toContain('index.html in a browser');
    expect(readdirSync(join(project.folder, 'board')).sort()).toEqual(['app.css', 'app.js', 'index.html']);
  });

  it('gets a page of a real server', async () => {
    const server = createServer((_, response) => response.end('hello from afar'));
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;

    const page = await project.run('npx', ['--no-install', 'rxmodem', 'get', `http://127.0.0.1:${port}/`]);
    expect(page).toBe('hello from afar');
  });
});
