import { concat, delay, NEVER, of, throwError, timer } from 'rxjs';
import type { LinkWindow } from '../../../lib/dialects/socketsDialect';
import { linkReader } from '../../../lib/flows/sockets/linkReader';
import { nextOf, READ_START, readStep, type ReadEvent } from '../../../lib/flows/sockets/readState';
import { marbles } from '../../helpers/marbles';

const bytes = (length: number): Uint8Array => new Uint8Array(length);
const window = (length: number, leftBytes?: number): LinkWindow => ({
  slices: length > 0 ? [bytes(length)] : [],
  leftBytes,
});

describe('readState', () => {
  const after = (...events: readonly ReadEvent[]) => nextOf(events.reduce(readStep, READ_START));

  it.each<[string, readonly ReadEvent[], string]>([
    ['nothing has come', [], 'wait'],
    ['bytes are reported', ['readable'], 'read'],
    ['a window is on its way', ['readable', 'asked'], 'wait'],
    ['a window says that more is left', ['readable', 'asked', window(5, 3)], 'read'],
    ['a window says that nothing is left', ['readable', 'asked', window(5, 0)], 'wait'],
    ['bytes were reported behind the question', ['readable', 'asked', 'readable', window(5, 0)], 'read'],
    ['the modem does not say what is left', ['readable', 'asked', window(5)], 'read'],
    ['the modem gives nothing', ['readable', 'asked', window(0)], 'wait'],
    ['the end is reported: something may be left', ['closed'], 'read'],
    ['the end is reported, and nothing is left', ['closed', 'asked', window(0, 0)], 'end'],
    ['the end is reported behind the question', ['readable', 'asked', 'closed', window(5, 0)], 'read'],
  ])('where %s, what follows is known', (_, events, next) => {
    expect(after(...events)).toBe(next);
  });
});

describe('linkReader', () => {
  it(
    'asks for nothing without a reader, and for the next window when the last was delivered',
    marbles(({ expectObservable, cold }) => {
      const asked: number[] = [];
      const reader = linkReader(() => {
        asked.push(asked.length);
        return of(window(3, asked.length < 3 ? 1 : 0)).pipe(delay(2));
      });
      reader.report('readable');
      const read = concat(timer(10), reader.incoming);
      expectObservable(read, '--- 30ms !').toBe('10ms a 1ms b-b-b', { a: 0, b: bytes(3) });
      cold('---- 30ms |').subscribe({ complete: () => expect(asked).toEqual([0, 1, 2]) });
    }),
  );

  it(
    'delivers nothing while it is held',
    marbles(({ expectObservable }) => {
      const reader = linkReader(() => of(window(3, 1)).pipe(delay(2)));
      reader.report('readable');
      reader.hold.subscribe().add(() => undefined);
      expectObservable(reader.incoming, '20ms !').toBe('-');
    }),
  );

  it(
    'keeps the window that comes when its reader has left, for the next reader',
    marbles(({ expectObservable }) => {
      const reader = linkReader(() => of(window(3, 0)).pipe(delay(5)));
      reader.report('readable');
      expectObservable(reader.incoming, '2ms !').toBe('-');
      expectObservable(concat(timer(10), reader.incoming), '20ms !').toBe('10ms (ab)', { a: 0, b: bytes(3) });
    }),
  );

  it(
    'completes behind the last byte, and fails as the reading does',
    marbles(({ expectObservable }) => {
      const ending = linkReader(() => of(window(0, 0)).pipe(delay(1)));
      ending.report('closed');
      expectObservable(ending.incoming).toBe('-|');
      expectObservable(ending.over).toBe('-|');
      const lost = new Error('lost');
      const failing = linkReader(() => throwError(() => lost));
      failing.report('readable');
      expectObservable(failing.incoming).toBe('#', undefined, lost);
      const failed = linkReader(() => NEVER);
      failed.fail('gone');
      failed.fail('twice');
      expectObservable(failed.incoming).toBe('#', undefined, 'gone');
    }),
  );
});
