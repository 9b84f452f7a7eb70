import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Installed, installed } from './installed';

/** The types of the packed package under every compiler that it promises: TypeScript 5.4 to the newest. */

const VERSIONS = ['5.4.5', '5.6.3', '5.9.3', '6.0.3', '7.0.2'];
const INSTALL_MS = 300_000;

/** Uses every entry point, and options as they come from a program's own settings. */
const PROGRAM = `
  import { collect, http, json, openModem, type HttpRequest, type HttpResponse, type Modem, ModemError, sim800 } from 'rxmodem';
  import { ofUrc, type RetryPolicy } from 'rxmodem/operators';
  import { serialPort, tcp } from 'rxmodem/node';
  import { emulator, simulatedWeb } from 'rxmodem/emulator';
  import { conversation } from 'rxmodem/testing';
  import { type HttpJob, type JobEvent, remote, schemas } from 'rxmodem/mqtt';
  import { map, type Observable, switchMap } from 'rxjs';

  declare const settings: { readonly apn?: string; readonly attempts?: number };
  const retry: RetryPolicy | undefined = settings.attempts === undefined ? undefined : { attempts: settings.attempts, delay: 100 };
  const request: HttpRequest = { url: new URL('http://example.com/'), retry, access: { apn: settings.apn }, body: json({ a: 1 }) };
  export const get = (modem: Modem): Observable<HttpResponse> => http.request(modem, request).pipe(collect());
  export const state = (modem: Modem) => get(modem).pipe(map((response) => response.json<{ readonly t: number }>().t + 1));
  export const page = openModem(serialPort('/dev/null'), sim800, { reconnect: false }).pipe(switchMap(get));
  export const virtual = emulator({ family: 'a7600', origin: simulatedWeb({}), baud: undefined });
  export const turns: number = conversation('1.5s > AT').turns.length;
  export const url = (job: HttpJob): string => job.url;
  export const kind = (event: JobEvent): 'taken' | 'head' | 'sent' | 'working' | 'resumed' | 'value' | 'done' | 'failed' | 'cancelled' => event.kind;
  export const reason = (error: unknown): string => (error instanceof ModemError ? error.reason.kind : 'other');
  export const others = [tcp({ host: 'localhost', port: 1 }), ofUrc, remote, schemas.httpJob];
  // @ts-expect-error -- a number is no URL
  export const wrong: HttpRequest = { url: 5 };
  // @ts-expect-error -- a job has no such kind
  export const odd = (event: JobEvent) => event.kind === 'asked';
`;

let project: Installed;
beforeAll(async () => {
  project = await installed();
}, INSTALL_MS);
afterAll(() => project.remove());

describe('the types of the package', () => {
  it.each(VERSIONS)(
    'are understood by TypeScript %s, in Node and for bundlers',
    async (version) => {
      const folder = join(project.folder, `typescript-${version}`);
      mkdirSync(folder);
      const install = ['install', '--prefix', folder, `typescript@${version}`, '@types/node@20.19.43'];
      await project.run('npm', [
        ...install,
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        '--prefer-offline',
      ]);
      const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
      const types = ['--typeRoots', join(folder, 'node_modules', '@types'), '--types', 'node'];
      const strict = [
        '--noEmit',
        '--strict',
        '--exactOptionalPropertyTypes',
        '--target',
        'ES2022',
        '--skipLibCheck',
        'false',
      ];
      const files = ['cts', 'mts', 'ts'].map((kind) => project.write(`program.${kind}`, PROGRAM));
      const check = (which: readonly string[], ...how: string[]): Promise<string> =>
        project
          .run(process.execPath, [tsc, ...which, ...strict, ...types, '--lib', 'ES2022', ...how])
          .catch((error: { readonly stdout: string }) => error.stdout);

      expect(await check(files.slice(0, 2), '--module', 'node16', '--moduleResolution', 'node16')).toBe('');
      expect(await check(files.slice(2), '--module', 'esnext', '--moduleResolution', 'bundler')).toBe('');
    },
    120_000,
  );
});
