import { map } from 'rxjs';
import { signal } from '../../lib/families/standard/networkCommands';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import { tokenize } from '../../operators/tokenize';
import { everything } from '../helpers/definitions';
import { marbles } from '../helpers/marbles';
import { spell } from '../../lib/testing/spell';

const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });
const traffic: Readonly<Record<string, Traffic>> = {
  s: { kind: 'said', command: signal() },
  r: heard('\r\n+CREG: 1\r\n'),
  a: heard('\r\n+CSQ: 20,0\r\n\r\nOK\r\n'),
  p: heard('\r\n+CSQ: 2'),
  q: heard('0,0\r\n\r\nOK\r\n'),
  n: heard('\r\nnonsense\r\n'),
};
const tokens = { u: 'urc +CREG: 1', i: 'info +CSQ: 20,0', f: 'final OK', n: 'unknown nonsense' };
const heardAs = map((token: Parameters<typeof spell>[0][number]) => spell([token])[0]);

describe('tokenize', () => {
  it(
    'turns the traffic of both directions into tokens',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --s--r----a----|', traffic);
      const e1subs = '  ^--------------!';
      const expected = '-----u----(if)-|';

      expectObservable(e1.pipe(tokenize(everything), heardAs)).toBe(expected, tokens);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'waits for the end of a line that comes in pieces',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --s--p----q----|', traffic);
      const expected = '----------(if)-|';

      expectObservable(e1.pipe(tokenize(everything), heardAs)).toBe(expected, tokens);
    }),
  );

  it(
    'keeps a line that nothing explains',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --n--|', traffic);
      const expected = '--n--|';

      expectObservable(e1.pipe(tokenize(everything), heardAs)).toBe(expected, tokens);
    }),
  );

  it(
    'never gives anything where nothing crosses the port',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold<Traffic>('----');
      const e1subs = '          ^---';
      const expected = '        ----';

      expectObservable(e1.pipe(tokenize(everything))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'is empty where the traffic ends before a word was said',
    marbles(({ cold, expectObservable }) => {
      const e1 = cold<Traffic>('--|');
      const expected = '        --|';

      expectObservable(e1.pipe(tokenize(everything))).toBe(expected);
    }),
  );

  it(
    'passes the error of the port through',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --r--#', traffic);
      const e1subs = '  ^----!';
      const expected = '--u--#';

      expectObservable(e1.pipe(tokenize(everything), heardAs)).toBe(expected, tokens);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets go of the traffic where its reader leaves',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --r--r--r--|', traffic);
      const e1subs = '  ^-----!     ';
      const expected = '--u--u-     ';
      const unsub = '   ------!     ';

      expectObservable(e1.pipe(tokenize(everything), heardAs), unsub).toBe(expected, tokens);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );
});
