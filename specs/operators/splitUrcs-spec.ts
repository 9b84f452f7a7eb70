import { of } from 'rxjs';
import { ring } from '../../lib/families/standard/callUrcs';
import { incomingSms } from '../../lib/families/standard/messageUrcs';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { integer } from '../../lib/grammar/codecs/integer';
import { urc, type UrcDefinition } from '../../lib/grammar/urc';
import type { Token } from '../../lib/wire/token';
import { splitUrcs } from '../../operators/splitUrcs';
import { marbles } from '../helpers/marbles';

const urcToken = <V>(definition: UrcDefinition<V>, values: V, text: string): Token => ({
  kind: 'urc',
  definition: definition as unknown as UrcDefinition,
  values: values as Readonly<Record<string, unknown>>,
  text,
});
const door = urc('+DOOR', {
  tells: 'Tells that the door moved.',
  source: 'ours',
  gives: { state: integer },
  example: '+DOOR: 7',
});
const sms = { storage: 'SM', index: 3 };
const tokens: Readonly<Record<string, Token>> = {
  s: urcToken(incomingSms, sms, '+CMTI: "SM",3'),
  r: urcToken(ring, {}, 'RING'),
  c: urcToken(circuitRegistrationChanged, { status: 1 }, '+CREG: 1'),
  d: { kind: 'unknown', text: '+DOOR: 7', command: undefined },
  u: { kind: 'unknown', text: '+DOOR: open', command: undefined },
};

describe('splitUrcs', () => {
  it(
    'gives a stream for each definition, and the rest, with one subscription',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --s--r-c-d-u-s--|', tokens);
      const e1subs = '  ^---------------!';
      const split = splitUrcs({ sms: incomingSms, calls: ring, door })(e1);

      expectObservable(split.sms).toBe('  --s----------s--|', { s: sms });
      expectObservable(split.calls).toBe('-----r----------|', { r: {} });
      expectObservable(split.door).toBe(' ---------d------|', { d: { state: 7 } });
      expectObservable(split.rest).toBe(' -------c---u----|', tokens);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'passes errors to all of them',
    marbles(({ hot, expectObservable }) => {
      const split = splitUrcs({ sms: incomingSms })(hot('--s--#', tokens));

      expectObservable(split.sms).toBe(' --s--#', { s: sms });
      expectObservable(split.rest).toBe('-----#');
    }),
  );

  it(
    'gives two streams of one kind where it is asked for twice',
    marbles(({ hot, expectObservable }) => {
      const split = splitUrcs({ one: ring, other: ring })(hot('--r|', tokens));

      expectObservable(split.one).toBe('  --r|', { r: {} });
      expectObservable(split.other).toBe('--r|', { r: {} });
    }),
  );

  it('types its streams by their definitions', () => {
    const { sms: messages, door: moves } = splitUrcs({ sms: incomingSms, door })(
      of(...Object.values(tokens)),
    );
    const seen: number[] = [];
    messages.subscribe(({ index }) => seen.push(index));
    moves.subscribe(({ state }) => seen.push(state));

    expect(seen).toEqual([3, 7]);
  });
});
