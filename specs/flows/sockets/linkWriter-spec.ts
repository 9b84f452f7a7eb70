import {
  concat,
  defer,
  delay,
  EMPTY,
  merge,
  NEVER,
  type Observable,
  of,
  throwError,
  timer,
  ignoreElements,
} from 'rxjs';
import { linkWriter } from '../../../lib/flows/sockets/linkWriter';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import { latin1 } from '../../../lib/grammar/latin1';
import { marbles } from '../../helpers/marbles';

const closed = new ModemError({ kind: 'socket', where: 'tcp://h:7', problem: 'closed', seen: '0, CLOSED' });
const doubtful = new ModemError({ ...closed.reason, mayBeDone: true });
const text = (letters: string): Uint8Array => Uint8Array.from(letters, (one) => one.charCodeAt(0));

/** Sends two bytes at once, each piece in 5 ms. */
const pieces = () => {
  const sent: string[] = [];
  const send = (rest: Uint8Array): Observable<number> => {
    const piece = rest.subarray(0, 2);
    sent.push(latin1(piece));
    return of(piece.length).pipe(delay(5));
  };
  return { sent, send };
};

describe('linkWriter', () => {
  it(
    'sends in order, split at what the modem takes; a write completes with its last piece',
    marbles(({ expectObservable, flush }) => {
      const { sent, send } = pieces();
      const { write } = linkWriter(send);
      expectObservable(write(text('abcde'))).toBe('15ms |');
      expectObservable(write(text('f'))).toBe('20ms |');
      expectObservable(write(text(''))).toBe('20ms |');
      flush();
      expect(sent).toEqual(['ab', 'cd', 'e', 'f']);
    }),
  );

  it(
    'never sends what its writer has given up before its turn, and finishes what has begun',
    marbles(({ expectObservable, flush }) => {
      const { sent, send } = pieces();
      const { write } = linkWriter(send);
      expectObservable(write(text('abcd')), '2ms !').toBe('-');
      expectObservable(write(text('ef')), '2ms !').toBe('-');
      expectObservable(write(text('gh'))).toBe('15ms |');
      flush();
      expect(sent).toEqual(['ab', 'cd', 'gh']);
    }),
  );

  it(
    'fails everything behind a piece that failed, and says which bytes may have gone',
    marbles(({ expectObservable, flush }) => {
      let count = 0;
      const { write } = linkWriter(() => {
        count += 1;
        return count < 2 ? of(2).pipe(delay(1)) : throwError(() => closed);
      });
      expectObservable(write(text('abcd'))).toBe('-#', undefined, doubtful);
      expectObservable(write(text('ef'))).toBe('-#', undefined, closed);
      expectObservable(concat(timer(5).pipe(ignoreElements()), write(text('g')))).toBe(
        '5ms #',
        undefined,
        closed,
      );
      flush();
      expect(count).toBe(2);
    }),
  );

  it(
    'lets the piece end that is on its way when the far end closes; `quiet` waits for it',
    marbles(({ expectObservable }) => {
      const { send } = pieces();
      const { write, fail, quiet } = linkWriter(send);
      const closing = concat(
        timer(2).pipe(ignoreElements()),
        defer(() => (fail(closed), EMPTY)),
        quiet,
      );
      expectObservable(write(text('abcd'))).toBe('5ms #', undefined, doubtful);
      expectObservable(write(text('ef'))).toBe('--#', undefined, closed);
      expectObservable(closing).toBe('5ms |');
    }),
  );

  it(
    'waits for the far end where somebody wants to know',
    marbles(({ expectObservable }) => {
      const { send } = pieces();
      const { write } = linkWriter(send, timer(7).pipe(ignoreElements()));
      expectObservable(write(text('abcd'))).toBe('17ms |');
      expectObservable(merge(linkWriter(send, NEVER).write(text('a')))).toBe('-');
    }),
  );
});
