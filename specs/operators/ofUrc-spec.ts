import {
  circuitRegistrationChanged,
  packetRegistrationChanged,
} from '../../lib/families/standard/networkUrcs';
import { httpActionDone } from '../../lib/families/simcom/simcomHttpCommands';
import { attention } from '../../lib/families/standard/generalCommands';
import { integer } from '../../lib/grammar/codecs/integer';
import { urc, type UrcDefinition } from '../../lib/grammar/urc';
import type { Token } from '../../lib/wire/token';
import { ofUrc } from '../../operators/ofUrc';
import { marbles } from '../helpers/marbles';

const urcToken = <V>(definition: UrcDefinition<V>, values: V, text: string): Token => ({
  kind: 'urc',
  definition: definition as unknown as UrcDefinition,
  values: values as Readonly<Record<string, unknown>>,
  text,
});
const done = { method: 'GET', status: 200, length: 5 } as const;
const tokens: Readonly<Record<string, Token>> = {
  r: urcToken(circuitRegistrationChanged, { status: 1 }, '+CREG: 1'),
  g: urcToken(packetRegistrationChanged, { status: 5 }, '+CGREG: 5'),
  h: urcToken(httpActionDone, done, '+HTTPACTION: 0,200,5'),
  n: { kind: 'unknown', text: '+DOOR: 7', command: undefined },
  m: { kind: 'unknown', text: '+DOOR: open', command: undefined },
  f: { kind: 'final', command: attention(), result: { ok: true, code: 'OK' } },
};

describe('ofUrc', () => {
  it(
    'gives the values of one kind of URC, whatever else is heard',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --r--h--g-n-f-h--|', tokens);
      const e1subs = '  ^----------------!';
      const expected = '-----v--------v--|';

      expectObservable(e1.pipe(ofUrc(httpActionDone))).toBe(expected, { v: done });
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'reads a definition that the vocabulary does not hold from the unknown lines, by shape',
    marbles(({ hot, expectObservable }) => {
      const door = urc('+DOOR', {
        tells: 'Tells how far the door is open.',
        source: 'our own board',
        gives: { width: integer },
        example: '+DOOR: 7',
      });
      const e1 = hot('  --r--n--m--|', tokens);
      const expected = '-----v-----|';

      expectObservable(e1.pipe(ofUrc(door))).toBe(expected, { v: { width: 7 } });
    }),
  );

  it(
    'never gives anything where nothing is heard',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold<Token>('----');
      const e1subs = '        ^---';
      const expected = '      ----';

      expectObservable(e1.pipe(ofUrc(httpActionDone))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'is empty where none of its kind came',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --r--g--|', tokens);
      const expected = '--------|';

      expectObservable(e1.pipe(ofUrc(httpActionDone))).toBe(expected);
    }),
  );

  it(
    'passes an error through',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --h--#', tokens);
      const expected = '--v--#';

      expectObservable(e1.pipe(ofUrc(httpActionDone))).toBe(expected, { v: done });
    }),
  );

  it(
    'lets go of the tokens where its reader leaves',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --h--h--|', tokens);
      const e1subs = '  ^---!    ';
      const expected = '--v--    ';
      const unsub = '   ----!    ';

      expectObservable(e1.pipe(ofUrc(httpActionDone)), unsub).toBe(expected, { v: done });
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );
});
