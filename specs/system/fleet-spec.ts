import { catchError, from, lastValueFrom, map, mergeMap, type Observable, of, tap, toArray } from 'rxjs';
import { collect, http, ModemError } from '../../lib';
import { type Remote, remote } from '../../lib/mqtt';
import { endAll } from '../cli/command';
import { bytesOf, FleetBench } from './fleetBench';

/** Many modems in several processes, on a real broker, with a real web server behind them. */

const LENGTH = 12_000;

let bench: FleetBench;

beforeEach(async () => {
  bench = await FleetBench.open();
});
afterEach(async () => {
  await bench.close();
});
afterAll(() => endAll());

/** How one job ended: exact, or with which reason. */
type Outcome = { readonly path: string; readonly end: string };

const got = (far: Remote, path: string): Observable<Outcome> =>
  http.get(far, bench.web.url(path)).pipe(
    collect(),
    map(({ bytes }) => ({ path, end: bytesOf(path, LENGTH).equals(bytes) ? 'exact' : 'wrong bytes' })),
  );
const posted = (far: Remote, path: string): Observable<Outcome> =>
  http.post(far, { url: bench.web.url(path), body: path }).pipe(
    collect(),
    map((response) => ({ path, end: response.text() === path ? 'exact' : 'wrong bytes' })),
  );
const told = (outcome: Observable<Outcome>, path: string): Observable<Outcome> =>
  outcome.pipe(
    catchError((error: unknown) =>
      of({ path, end: error instanceof ModemError ? error.reason.kind : String(error) }),
    ),
  );

const countsOf = (ends: readonly Outcome[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { end } of ends) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
};

describe('a fleet of three gateways', () => {
  it('does 300 downloads of one queue, each once, bytes exact, spread over all', async () => {
    for (const name of ['one', 'two', 'three']) bench.gateway(name, 10);
    await bench.fit(30);
    const far = remote(bench.client(), { any: true });
    const paths = Array.from({ length: 300 }, (_, at) => `/${LENGTH}/${at}`);
    const ends = await lastValueFrom(
      from(paths).pipe(
        mergeMap((path) => told(got(far, path), path)),
        toArray(),
      ),
    );

    expect(countsOf(ends)).toEqual({ exact: 300 });
    expect([...bench.web.counts.values()]).toEqual(Array(300).fill(1));
    // The asker knows the end of a job before its gateway has written it down.
    const done = await bench.done(300);
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(Math.min(...done)).toBeGreaterThan(50);
  });

  it('loses nothing, and does nothing twice that may not be, when one is killed in the middle', async () => {
    const [first] = ['one', 'two', 'three'].map((name) => bench.gateway(name, 10));
    await bench.fit(30);
    const far = remote(bench.client(), { any: true }, { askAgainMs: 3_000 });
    const paths = Array.from({ length: 300 }, (_, at) => `/${LENGTH}/${at}`);
    let over = 0;
    const ends = await lastValueFrom(
      from(paths).pipe(
        mergeMap((path, at) => told(at % 3 === 0 ? posted(far, path) : got(far, path), path)),
        tap(() => {
          over += 1;
          if (over === 60) first?.signal('SIGKILL');
        }),
        toArray(),
      ),
    );

    const { exact = 0, interrupted = 0, ...others } = countsOf(ends);
    expect(others).toEqual({});
    expect(exact + interrupted).toBe(300);
    expect(interrupted).toBeLessThan(20);
    const posts = [...bench.web.counts].filter(([key]) => key.startsWith('POST'));
    expect(posts.filter(([, count]) => count > 1)).toEqual([]);
    // What is said to be done was done.
    const missing = ends.filter(
      ({ path, end }, at) => end === 'exact' && !bench.web.counts.has(`${at < 0 ? '' : 'GET'} ${path}`),
    );
    expect(missing.filter(({ path }) => !bench.web.counts.has(`POST ${path}`))).toEqual([]);
  });
});
