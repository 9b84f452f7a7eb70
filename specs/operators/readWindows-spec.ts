import { defer, EMPTY, map, type Observable, of, Subject } from 'rxjs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { readWindows, type ReadWindowsOptions } from '../../operators/readWindows';
import { marbles } from '../helpers/marbles';

type Read = Parameters<typeof readWindows>[0];
type Slices = readonly Uint8Array[];
const bytesOf = (...texts: readonly string[]): Slices => texts.map(latin1Bytes);

const shown = (read: Read, options: ReadWindowsOptions): Observable<string> =>
  readWindows(read, options).pipe(
    map(({ bytes, loaded, total }) => `${latin1(bytes)} ${loaded}/${String(total)}`),
  );

/** Answers each offset with its own window; a read that nobody expects is an error. */
const answering =
  (answers: Readonly<Record<string, Observable<Slices>>>): Read =>
  (offset, size) =>
    answers[`${offset}+${size}`] ?? defer(() => Promise.reject(new RangeError(`read ${offset}+${size}`)));

const length = (expectedBytes: number, gotBytes: number): ModemError =>
  new ModemError({ kind: 'length', expectedBytes, gotBytes });

describe('windows', () => {
  it(
    'reads window after window, and gives their slices as chunks',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('    --(w|)              ', { w: bytesOf('abc', 'd') });
      const second = cold('     -----(x|)         ', { x: bytesOf('ef') });
      const firstsubs = '     ^-!                 ';
      const secondsubs = '    --^----!            ';
      const expected = '      --(ab)-(c|)         ';
      const read = answering({ '0+4': first, '4+2': second });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4 })).toBe(expected, {
        a: 'abc 3/6',
        b: 'd 4/6',
        c: 'ef 6/6',
      });
      expectSubscriptions(first.subscriptions).toBe(firstsubs);
      expectSubscriptions(second.subscriptions).toBe(secondsubs);
    }),
  );

  it(
    'begins the next window behind a short one',
    marbles(({ cold, expectObservable }) => {
      const first = cold('   --(w|)              ', { w: bytesOf('a') });
      const second = cold('    --(x|)             ', { x: bytesOf('bc') });
      const third = cold('        --(y|)          ', { y: bytesOf('d') });
      const expected = '     --a-b-(c|)          ';
      const read = answering({ '0+4': first, '1+3': second, '3+1': third });

      expectObservable(shown(read, { totalBytes: 4, windowBytes: 4 })).toBe(expected, {
        a: 'a 1/4',
        b: 'bc 3/4',
        c: 'd 4/4',
      });
    }),
  );

  it(
    'asks for the next window only when the sink has taken every chunk of the last',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('    -(w|)              ', { w: bytesOf('a', 'b') });
      const second = cold('            -(x|)     ', { x: bytesOf('c') });
      const sink = cold('      ---|              ');
      const secondsubs = '    -------^!          ';
      const sinksubs = ['     -^--!              ', '----^--!', '--------^--!'];
      const expected = '      ----a--b---(c|)    ';
      const read = answering({ '0+2': first, '2+1': second });

      expectObservable(shown(read, { totalBytes: 3, windowBytes: 2, into: () => sink })).toBe(expected, {
        a: 'a 1/3',
        b: 'b 2/3',
        c: 'c 3/3',
      });
      expectSubscriptions(second.subscriptions).toBe(secondsubs);
      expectSubscriptions(sink.subscriptions).toBe(sinksubs);
    }),
  );

  it(
    'begins where it is told, to resume',
    marbles(({ cold, expectObservable }) => {
      const read = answering({ '4+2': cold('--(x|)', { x: bytesOf('ef') }) });
      const options = { totalBytes: 6, windowBytes: 4, fromByte: 4 };

      expectObservable(shown(read, options)).toBe('--(c|)', { c: 'ef 6/6' });
    }),
  );

  it.each([
    ['a body of nothing', { totalBytes: 0, windowBytes: 4 }],
    ['a body that is all there', { totalBytes: 6, windowBytes: 4, fromByte: 6 }],
  ])('is empty for %s, and reads nothing', (_, options) => {
    marbles(({ expectObservable }) => {
      expectObservable(shown(answering({}), options)).toBe('|');
    })();
  });

  it.each([
    ['gives nothing', bytesOf(), 4],
    ['gives a slice of nothing', bytesOf(''), 4],
    ['gives more than was asked for', bytesOf('efg'), 7],
  ])('fails with length where a window %s', (_, window, gotBytes) => {
    marbles(({ cold, expectObservable }) => {
      const first = cold('   --(w|)     ', { w: bytesOf('abcd') });
      const second = cold('    --(x|)   ', { x: window });
      const expected = '     --a-#      ';
      const read = answering({ '0+4': first, '4+2': second });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4 })).toBe(
        expected,
        { a: 'abcd 4/6' },
        length(6, gotBytes),
      );
    })();
  });

  it(
    'fails with length where a read ends with no window at all: a body cut short is no success',
    marbles(({ cold, expectObservable }) => {
      const first = cold('   --(w|)     ', { w: bytesOf('abcd') });
      const second = cold<Slices>('--|  ');
      const expected = '     --a-#      ';
      const read = answering({ '0+4': first, '4+2': second });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4 })).toBe(
        expected,
        { a: 'abcd 4/6' },
        length(6, 4),
      );
    }),
  );

  it(
    'fails with the error of a read',
    marbles(({ cold, expectObservable }) => {
      const first = cold('    --(w|)     ', { w: bytesOf('abcd') });
      const second = cold<Slices>(' --#  ');
      const expected = '      --a-#      ';
      const read = answering({ '0+4': first, '4+2': second });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4 })).toBe(expected, { a: 'abcd 4/6' });
    }),
  );

  it(
    'fails with the error of the sink, and reads no more',
    marbles(({ cold, expectObservable }) => {
      const first = cold('    --(w|)     ', { w: bytesOf('abcd') });
      const sink = cold('       --#      ');
      const expected = '      ----#      ';
      const read = answering({ '0+4': first });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4, into: () => sink })).toBe(expected);
    }),
  );

  it(
    'never emits where a read is never answered',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Slices>('-----');
      const firstsubs = '         ^----';
      const read = answering({ '0+4': first });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4 })).toBe('-----');
      expectSubscriptions(first.subscriptions).toBe(firstsubs);
    }),
  );

  it(
    'lets go of the read where its reader leaves, and asks for no more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('    --(w|)     ', { w: bytesOf('abcd') });
      const second = cold('     -----(x|)', { x: bytesOf('ef') });
      const secondsubs = '    --^-!      ';
      const expected = '      --a--      ';
      const unsub = '         ----!      ';
      const read = answering({ '0+4': first, '4+2': second });

      expectObservable(shown(read, { totalBytes: 6, windowBytes: 4 }), unsub).toBe(expected, {
        a: 'abcd 4/6',
      });
      expectSubscriptions(second.subscriptions).toBe(secondsubs);
    }),
  );

  it('reads nothing before it is subscribed to, and begins anew for each reader', () => {
    const asked: number[] = [];
    const body = readWindows((offset) => of(bytesOf(`${asked.push(offset)}`)), {
      totalBytes: 2,
      windowBytes: 1,
    });
    expect(asked).toEqual([]);

    body.subscribe();
    body.subscribe();

    expect(asked).toEqual([0, 1, 0, 1]);
  });

  it('reads 20,000 windows that are answered at once, without a deep stack', () => {
    const one = bytesOf('x');
    let last = 0;
    let ended = false;
    readWindows(() => of(one), { totalBytes: 20_000, windowBytes: 1 }).subscribe({
      next: ({ loaded }) => (last = loaded),
      complete: () => (ended = true),
    });

    expect({ last, ended }).toEqual({ last: 20_000, ended: true });
  });

  it('gives 20,000 slices to a sink that is slow once, without a deep stack', () => {
    const slow = new Subject<never>();
    const many = Array.from({ length: 20_000 }, () => latin1Bytes('x'));
    let taken = 0;
    let ended = false;
    readWindows(() => of(many), {
      totalBytes: 20_000,
      windowBytes: 20_000,
      into: () => (taken++ === 0 ? slow : EMPTY),
    }).subscribe({ complete: () => (ended = true) });
    expect(taken).toBe(1);

    slow.complete();

    expect({ taken, ended }).toEqual({ taken: 20_000, ended: true });
  });
});
