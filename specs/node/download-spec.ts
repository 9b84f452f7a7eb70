import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  lastValueFrom,
  materialize,
  ReplaySubject,
  Subscription,
  switchMap,
  take,
  takeWhile,
  toArray,
} from 'rxjs';
import { a7600, explain, type Modem, openModem } from '../../lib';
import { emulator, type OriginRequest, simulatedWeb } from '../../lib/emulator';
import { http } from '../../lib/transports/node';
import type { Downloaded, DownloadOptions } from '../../lib/node/download';
import type { ModemError } from '../../lib/grammar/errors/modemError';
import { patterned } from '../modem/bodies';

const URL_OF_BODY = 'http://example.com/a.bin';
const body = patterned(30_000);
const changed = patterned(30_001).subarray(1);
const sha256 = createHash('sha256').update(body).digest('hex');
const openings = new Subscription();
const folder = mkdtempSync(join(tmpdir(), 'download-'));
const file = join(folder, 'a.bin');

afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});
afterAll(() => {
  openings.unsubscribe();
  rmSync(folder, { recursive: true });
});

/** A server of one body, which may change, and what it was asked for. */
const serving = (headers: readonly (readonly [string, string])[]) => {
  const state = { bytes: body, headers, ranges: [] as string[] };
  const origin = simulatedWeb({
    [URL_OF_BODY]: (request: OriginRequest) => {
      state.ranges.push(request.headers.find(([name]) => name.toLowerCase() === 'range')?.[1] ?? '');
      return { headers: state.headers, body: state.bytes };
    },
  });
  const virtual = emulator({ family: 'a7600', origin, latencyMs: 0 });
  const modems = new ReplaySubject<Modem>(1);
  openings.add(openModem(virtual.transport, a7600, { quietMs: 0 }).subscribe(modems));
  const run = (options: DownloadOptions = {}, untilBytes = Infinity) =>
    lastValueFrom(
      modems.pipe(
        take(1),
        switchMap((modem) => http.download(modem, URL_OF_BODY, file, { windowBytes: 1_000, ...options })),
        takeWhile((event) => !(event.kind === 'chunk' && event.loaded >= untilBytes)),
        materialize(),
        toArray(),
      ),
    );
  return { state, run };
};

type Notes = Awaited<ReturnType<ReturnType<typeof serving>['run']>>;
const eventsOf = (notes: Notes) => notes.flatMap((note) => (note.kind === 'N' ? [note.value] : []));
const downloaded = (notes: Notes): Downloaded | undefined =>
  eventsOf(notes).find((event): event is Downloaded => event.kind === 'downloaded');
const errorOf = (notes: Notes): ModemError | undefined => {
  const last = notes.at(-1);
  return last?.kind === 'E' ? (last.error as ModemError) : undefined;
};
const ETAG = [['ETag', '"a"']] as const;

describe('http.download', () => {
  it('emits its progress, and gives the file its name when it is whole and has its digest', async () => {
    const notes = await serving(ETAG).run({ sha256: sha256.toUpperCase() });

    expect(downloaded(notes)).toEqual({ kind: 'downloaded', file, bytes: body.length, sha256 });
    expect(
      eventsOf(notes)
        .filter(({ kind }) => kind === 'chunk')
        .at(-1),
    ).toMatchObject({ loaded: body.length, total: body.length });
    expect(readFileSync(file).equals(body)).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.bin']);
  });

  it.each([
    ['by a Range request', ETAG, 'bytes=9000-'],
    ['by comparing the bytes', [], ''],
  ] as const)('keeps what came when it is left, and goes on %s', async (_, headers, range) => {
    const { state, run } = serving(headers);
    await run({}, 10_000);
    const left = readdirSync(folder);
    const mode = statSync(join(folder, '.a.bin.part.json')).mode & 0o777;
    const notes = await run();

    expect(left.sort()).toEqual(['.a.bin.part', '.a.bin.part.json']);
    // It holds the URL.
    expect(mode).toBe(0o600);
    expect(state.ranges[1]?.replace(/=\d+-/, '=9000-')).toBe(range);
    expect(downloaded(notes)).toMatchObject({ sha256 });
    expect(readFileSync(file).equals(body)).toBe(true);
  });

  it.each([
    ['names versions', ETAG],
    ['names none', []],
  ] as const)('begins anew where the server, which %s, serves another file by now', async (_, headers) => {
    const { state, run } = serving(headers);
    await run({}, 10_000);
    Object.assign(state, { bytes: changed, headers: headers.length > 0 ? [['ETag', '"b"']] : [] });
    await run();

    expect(readFileSync(file).equals(changed)).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.bin']);
  });

  it('begins anew where that is wanted', async () => {
    const { state, run } = serving(ETAG);
    await run({}, 10_000);
    await run({ continues: false });

    expect(state.ranges).toEqual(['', '']);
    expect(readFileSync(file).equals(body)).toBe(true);
  });

  it('deletes a file with another digest, and says both', async () => {
    const notes = await serving(ETAG).run({ sha256: 'ab'.repeat(32) });
    const error = errorOf(notes);

    expect(error?.reason.kind).toBe('digest');
    expect(error && explain(error.reason)).toContain(sha256);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fails with the system’s words where the file can not be written, and with its own for a digest that is none', async () => {
    const { run } = serving(ETAG);
    const odd = await run({ sha256: 'ab' });
    rmSync(folder, { recursive: true });
    const gone = await run();
    mkdirSync(folder);

    expect(errorOf(odd)?.reason).toMatchObject({ kind: 'invalid-argument', name: 'sha256' });
    expect(String(errorOf(gone))).toMatch(/ENOENT/);
  });
});
