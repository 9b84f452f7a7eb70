import { type Observable, of } from 'rxjs';
import { bracket } from '../../operators/bracket';
import { graceful } from '../../operators/graceful';
import { type Cold, marbles } from '../helpers/marbles';

interface Parts {
  readonly open: Cold;
  readonly use: Cold;
  readonly close: Cold;
}

const bracketed = ({ open, use, close }: Parts): Observable<string> =>
  graceful(
    bracket(
      open,
      () => use,
      () => close,
    ),
  );

describe('bracket', () => {
  it(
    'opens, uses, closes, and holds the ending back until the close was answered',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' --(r|)                ');
      const use = cold('    --a--b--|           ');
      const close = cold('          ----(x|)    ');
      const usesubs = '   --^-------!           ';
      const closesubs = ' ----------^---!       ';
      const expected = '  ----a--b------|       ';

      expectObservable(bracketed({ open, use, close })).toBe(expected);
      expectSubscriptions(use.subscriptions).toBe(usesubs);
      expectSubscriptions(close.subscriptions).toBe(closesubs);
    }),
  );

  it(
    'holds an error back until the close was answered',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' --(r|)            ');
      const use = cold('    --a--#          ');
      const close = cold('       ----|      ');
      const closesubs = ' -------^---!      ';
      const expected = '  ----a------#      ';

      expectObservable(bracketed({ open, use, close })).toBe(expected);
      expectSubscriptions(close.subscriptions).toBe(closesubs);
    }),
  );

  it(
    'closes where the reader leaves in the middle of the use',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' --(r|)            ');
      const use = cold('    --a--b--|       ');
      const close = cold('     ----|        ');
      const usesubs = '   --^--!            ';
      const closesubs = ' -----^---!        ';
      const expected = '  ----a-            ';
      const unsub = '     -----!            ';

      expectObservable(bracketed({ open, use, close }), unsub).toBe(expected);
      expectSubscriptions(use.subscriptions).toBe(usesubs);
      expectSubscriptions(close.subscriptions).toBe(closesubs);
    }),
  );

  it(
    'hears out the open where the reader leaves meanwhile, then closes and never uses',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' -----(r|)         ');
      const use = cold('       --a--|       ');
      const close = cold('     ----|        ');
      const opensubs = '  ^----!            ';
      const closesubs = ' -----^---!        ';
      const expected = '  ---               ';
      const unsub = '     --!               ';

      expectObservable(bracketed({ open, use, close }), unsub).toBe(expected);
      expectSubscriptions(open.subscriptions).toBe(opensubs);
      expectSubscriptions(use.subscriptions).toBe([]);
      expectSubscriptions(close.subscriptions).toBe(closesubs);
    }),
  );

  it(
    'fails with the error of the open, and closes nothing',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' --#  ');
      const use = cold('   --a');
      const close = cold(' ----|');
      const expected = '  --#  ';

      expectObservable(bracketed({ open, use, close })).toBe(expected);
      expectSubscriptions(use.subscriptions).toBe([]);
      expectSubscriptions(close.subscriptions).toBe([]);
    }),
  );

  it(
    'swallows an error of the close: the ending stands',
    marbles(({ cold, expectObservable }) => {
      const open = cold(' (r|)         ');
      const use = cold('  --a--|       ');
      const close = cold('     --#     ');
      const expected = '  --a----|     ';

      expectObservable(bracketed({ open, use, close })).toBe(expected);
    }),
  );

  it(
    'keeps the error of the use where the close fails, too',
    marbles(({ cold, expectObservable }) => {
      const open = cold(' (r|)         ');
      const use = cold('  --a--#       ', undefined, 'first');
      const close = cold('     --#     ', undefined, 'second');
      const expected = '  --a----#     ';

      expectObservable(bracketed({ open, use, close })).toBe(expected, undefined, 'first');
    }),
  );

  it(
    'takes what use and close throw as their errors',
    marbles(({ expectObservable }) => {
      const throwing = (error: Error) => (): never => {
        throw error;
      };
      const work = bracket(of('r'), throwing(new Error('use')), throwing(new Error('close')));

      expectObservable(graceful(work)).toBe('#', undefined, new Error('use'));
    }),
  );

  it(
    'is over where the open ends with nothing: nothing to use, nothing to close',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' --|');
      const use = cold('  --a');
      const close = cold('--|');

      expectObservable(bracketed({ open, use, close })).toBe('--|');
      expectSubscriptions(use.subscriptions).toBe([]);
      expectSubscriptions(close.subscriptions).toBe([]);
    }),
  );

  it(
    'never ends where the use never ends',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open = cold(' (r|) ');
      const use = cold('  -----');
      const close = cold('--|  ');

      expectObservable(bracketed({ open, use, close })).toBe('-----');
      expectSubscriptions(close.subscriptions).toBe([]);
    }),
  );

  it(
    'hands the resource to use and close',
    marbles(({ cold, expectObservable, flush }) => {
      const closed: string[] = [];
      const work = bracket(
        cold<string>('--(r|)'),
        (resource) => of(`use ${resource}`),
        (resource) => {
          closed.push(resource);
          return of('closed');
        },
      );

      expectObservable(graceful(work)).toBe('--(a|)', { a: 'use r' });
      flush();
      expect(closed).toEqual(['r']);
    }),
  );
});
