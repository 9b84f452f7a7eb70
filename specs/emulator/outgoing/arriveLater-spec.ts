import { asyncScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { arriveLater } from '../../../lib/emulator/outgoing/arriveLater';
import { marbles } from '../../helpers/marbles';

describe('arriveLater', () => {
  afterEach(() => jest.restoreAllMocks());

  it(
    'delays each value by the same time, and keeps their order',
    marbles(({ cold, expectObservable }) => {
      const source = cold('  ab-(cd)---e----');
      const expected = '     ---ab-(cd)---e-';
      expectObservable(source.pipe(arriveLater(3))).toBe(expected);
    }),
  );

  it(
    'drops what is under way when it is left',
    marbles(({ cold, expectObservable }) => {
      const source = cold('  ab---');
      const unsub = '        ---!';
      const expected = '     -----';
      expectObservable(source.pipe(arriveLater(4)), unsub).toBe(expected);
    }),
  );

  it(
    'fails at once',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('a-#').pipe(arriveLater(5))).toBe('--#');
    }),
  );

  it('makes nobody wait where the clock is set back', () => {
    const arrived: [number, string][] = [];
    const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
    scheduler.run(({ cold, flush }) => {
      let skewMs = 0;
      jest.spyOn(asyncScheduler, 'now').mockImplementation(() => scheduler.now() + skewMs);
      asyncScheduler.schedule(() => (skewMs = -3_600_000), 2);
      cold('abc')
        .pipe(arriveLater(5))
        .subscribe((value) => arrived.push([scheduler.now(), value]));
      flush();
    });
    expect(arrived.map(([, value]) => value)).toEqual(['a', 'b', 'c']);
    expect(arrived.every(([atMs]) => atMs <= 5 * 3)).toBe(true);
  });
});
