import { defer, finalize, type Observable } from 'rxjs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { exponential } from '../../operators/retryPolicy';
import { retryWith } from '../../operators/retryWith';
import { marbles } from '../helpers/marbles';

const busy = new ModemError({ kind: 'http', code: 604 });
const wrong = new ModemError({ kind: 'refused', command: 'AT+HTTPINIT' });

/** Each subscription gets the next of these; the last again and again. */
const inTurn = <T>(...tries: readonly Observable<T>[]): Observable<T> => {
  let at = 0;
  return defer(() => tries[Math.min(at++, tries.length - 1)] as Observable<T>);
};

describe('retryWith', () => {
  it(
    'tries again after the delay where the reason is transient',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('  --#             ', {}, busy);
      const second = cold('      --a--b--|  ');
      const firstsubs = '   ^-!             ';
      const secondsubs = '  -----^-------!  ';
      const expected = '    -------a--b--|  ';

      expectObservable(inTurn(first, second).pipe(retryWith({ attempts: 2, delay: 3 }))).toBe(expected);
      expectSubscriptions(first.subscriptions).toBe(firstsubs);
      expectSubscriptions(second.subscriptions).toBe(secondsubs);
    }),
  );

  it(
    'asks a delay that is a function with the number of the try that failed',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   #', {}, busy);
      const e1subs = [' (^!)', '--(^!)', '------(^!)', '--------------(^!)'];
      const expected = '--------------#';

      const policy = { attempts: 4, delay: exponential({ fromMs: 2, upToMs: 60 }) };
      expectObservable(e1.pipe(retryWith(policy))).toBe(expected, {}, busy);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'fails with the last error where the tries are used up',
    marbles(({ cold, expectObservable }) => {
      const last = new ModemError({ kind: 'http', code: 601 });
      const first = cold('  --#    ', {}, busy);
      const second = cold('    --# ', {}, last);
      const expected = '    -----# ';

      expectObservable(inTurn(first, second).pipe(retryWith({ attempts: 2, delay: 1 }))).toBe(
        expected,
        {},
        last,
      );
    }),
  );

  it.each([1, 0])('tries once where it has %i attempts', (attempts) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   --#', {}, busy);
      const e1subs = '    ^-!';
      const expected = '  --#';

      expectObservable(e1.pipe(retryWith({ attempts, delay: 1 }))).toBe(expected, {}, busy);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    })();
  });

  it(
    'does not try again where the reason is not worth it',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   --#', {}, wrong);
      const e1subs = '    ^-!';
      const expected = '  --#';

      expectObservable(e1.pipe(retryWith({ attempts: 9, delay: 1 }))).toBe(expected, {}, wrong);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets the policy say what is worth it',
    marbles(({ cold, expectObservable }) => {
      const when = ({ kind }: { readonly kind: string }): boolean => kind === 'refused';
      const result = (error: ModemError): Observable<string> =>
        inTurn(cold<string>('--#', {}, error), cold<string>('--a--|')).pipe(
          retryWith({ attempts: 2, delay: 1, when }),
        );

      expectObservable(result(wrong)).toBe('-----a--|');
      expectObservable(result(busy)).toBe(' --#', {}, busy);
    }),
  );

  it(
    'never tries again on an error that is not a ModemError',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   --#', {}, 'a bug');
      const e1subs = '    ^-!';

      expectObservable(e1.pipe(retryWith({ attempts: 9, delay: 1, when: () => true }))).toBe(
        '--#',
        {},
        'a bug',
      );
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'never starts over once something was emitted',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   --a--#', {}, busy);
      const e1subs = '    ^----!';
      const expected = '  --a--#';

      expectObservable(e1.pipe(retryWith({ attempts: 9, delay: 1 }))).toBe(expected, {}, busy);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'never starts over once a later try has spoken',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('  --#       ', {}, busy);
      const second = cold('    --a--# ', {}, busy);
      const third = cold('           b');
      const expected = '    -----a--# ';

      expectObservable(inTurn(first, second, third).pipe(retryWith({ attempts: 9, delay: 1 }))).toBe(
        expected,
        {},
        busy,
      );
      expectSubscriptions(third.subscriptions).toBe([]);
    }),
  );

  it(
    'counts and remembers for each reader apart',
    marbles(({ cold, expectObservable }) => {
      const source = inTurn(cold('a#', {}, busy), cold('#', {}, busy), cold('--b|'));
      const result = source.pipe(retryWith({ attempts: 2, delay: 2 }));

      expectObservable(result).toBe('                    a#', {}, busy);
      expectObservable(result, '-----^').toBe('           ---------b|');
    }),
  );

  it(
    'never emits and never ends where the source does not',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   ----');
      const e1subs = '    ^---';

      expectObservable(e1.pipe(retryWith({ attempts: 3, delay: 1 }))).toBe('----');
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'is empty where the source is empty, and tries no more',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   --|');
      const e1subs = '    ^-!';

      expectObservable(e1.pipe(retryWith({ attempts: 3, delay: 1 }))).toBe('--|');
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'makes no other try where its reader leaves during the delay',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   --#', {}, busy);
      const e1subs = '    ^-!';
      const unsub = '     ----!';

      expectObservable(e1.pipe(retryWith({ attempts: 3, delay: 9 })), unsub).toBe('-----');
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'ends with what the delay throws',
    marbles(({ cold, expectObservable }) => {
      const delay = (): number => {
        throw new Error('delay');
      };
      const result = cold('--#', {}, busy).pipe(retryWith({ attempts: 3, delay }));

      expectObservable(result).toBe('--#', undefined, new Error('delay'));
    }),
  );

  it(
    'has let go of one try before it begins the next',
    marbles(({ cold, expectObservable, flush }) => {
      const order: string[] = [];
      const source = defer(() => {
        order.push('begin');
        return cold('-#', {}, busy);
      }).pipe(finalize(() => order.push('end')));

      expectObservable(source.pipe(retryWith({ attempts: 2, delay: 1 }))).toBe('---#', {}, busy);
      flush();

      expect(order).toEqual(['begin', 'end', 'begin', 'end']);
    }),
  );
});
