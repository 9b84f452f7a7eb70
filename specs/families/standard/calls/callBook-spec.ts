import {
  type CallBook,
  type CallNews,
  callStep,
  type ListedCall,
  noCalls,
  shownCalls,
} from '../../../../lib/families/standard/calls/callBook';

const dialed: CallNews = { kind: 'dialed', number: '123' };
const rings: CallNews = { kind: 'rings' };
const listEnd: CallNews = { kind: 'list-end' };
const over: CallNews = { kind: 'over' };
const caller = (number: string): CallNews => ({ kind: 'caller', number });
const line = (more: Partial<ListedCall>): ListedCall => ({
  ...{ id: 1, direction: 0, state: 2, mode: 0, multiparty: 0 },
  ...more,
});
const listed = (more: Partial<ListedCall>): CallNews => ({ kind: 'listed', call: line(more) });
const folded = (...news: readonly CallNews[]): CallBook => news.reduce(callStep, noCalls);
const statesOf = (...news: readonly CallNews[]): readonly string[] =>
  shownCalls(folded(...news)).current.map(({ state }) => state);
const endsOf = (...news: readonly CallNews[]): readonly string[] =>
  shownCalls(folded(...news)).ended.map(({ cause }) => cause);

describe('the fold of calls', () => {
  it.each<[string, readonly CallNews[], readonly string[], readonly string[]]>([
    ['a call that is dialled', [dialed], ['dialing'], []],
    ['rings at the other end', [dialed, { kind: 'alerting' }], ['alerting'], []],
    ['is connected by its URC', [dialed, { kind: 'connected' }], ['active'], []],
    ['follows the list', [dialed, listed({ state: 3 }), listEnd], ['alerting'], []],
    ['is connected by the list', [dialed, listed({ state: 0 }), listEnd], ['active'], []],
    [
      'is held by the list',
      [dialed, listed({ state: 0 }), listEnd, listed({ state: 1 }), listEnd],
      ['held'],
      [],
    ],
    ['ends by the other side', [dialed, { kind: 'connected' }, over], [], ['remote']],
    ['ends before it is connected', [dialed, over], [], ['network']],
    ['is busy', [dialed, { kind: 'over', cause: 'busy' }], [], ['busy']],
    ['is hung up', [dialed, { kind: 'hung-up' }], [], ['local']],
    [
      'ends by state 6',
      [dialed, listed({ state: 0 }), { kind: 'reported', call: line({ state: 6 }) }],
      [],
      ['remote'],
    ],
    ['is lost in a restart', [dialed, { kind: 'lost' }], [], ['lost']],
    ['is a data call, which is none', [listed({ mode: 1 }), listEnd], [], []],
    [
      'is in a mode that the modem does not know',
      [dialed, listed({ mode: 9, state: 0 }), listEnd],
      ['active'],
      [],
    ],
    ['is in a mode that no table has', [dialed, listed({ mode: 97, state: 0 }), listEnd], ['active'], []],
    ['alternates, and is a voice call', [dialed, listed({ mode: 4, state: 0 }), listEnd], ['active'], []],
    [
      'goes on in a state that no table has',
      [dialed, listed({ state: 0 }), listEnd, listed({ state: 97 }), listEnd, listed({ state: 97 }), listEnd],
      ['active'],
      [],
    ],
    ['is in a state that no table has, and is none yet', [listed({ state: 97 }), listEnd], [], []],
    ['comes in', [rings], ['incoming'], []],
    ['rings again and is one call', [rings, caller('1'), rings, caller('1')], ['incoming'], []],
    ['comes in with its number alone', [caller('1')], ['incoming'], []],
    ['is answered', [rings, { kind: 'taken' }], ['active'], []],
    ['has gone when it was to be answered', [rings, { kind: 'gone' }], [], ['missed']],
    ['rings after one that has gone', [rings, { kind: 'gone' }, rings], ['incoming'], ['missed']],
    ['is none that has gone', [{ kind: 'gone' }], [], []],
    [
      'is answered, and listed then',
      [rings, { kind: 'taken' }, listed({ direction: 1, state: 0 }), listEnd],
      ['active'],
      [],
    ],
    ['is refused', [rings, { kind: 'hung-up' }], [], ['rejected']],
    ['is missed', [rings, over], [], ['missed']],
    ['is missed by its own URC', [rings, { kind: 'missed', number: '1' }], [], ['missed']],
    ['is missed, and said twice', [rings, over, { kind: 'missed' }], [], ['missed']],
    ['is missed with no ring before', [{ kind: 'missed', number: '1' }], [], ['missed']],
    ['waits', [dialed, { kind: 'connected' }, { kind: 'waiting', number: '1' }], ['active', 'waiting'], []],
    [
      'is taken while the other is held',
      [dialed, { kind: 'connected' }, { kind: 'waiting', number: '1' }, { kind: 'swapped', action: 2 }],
      ['held', 'active'],
      [],
    ],
    [
      'is taken and the other ended',
      [dialed, { kind: 'connected' }, { kind: 'waiting', number: '1' }, { kind: 'swapped', action: 1 }],
      ['active'],
      ['local'],
    ],
    [
      'is refused while another is active',
      [dialed, { kind: 'connected' }, { kind: 'waiting', number: '1' }, { kind: 'swapped', action: 0 }],
      ['active'],
      ['rejected'],
    ],
  ])('a call %s', (_, news, states, ends) => {
    expect(statesOf(...news)).toEqual(states);
    expect(endsOf(...news)).toEqual(ends);
  });

  it('does not close a call that is not in the list yet: a list between RING and +CLIP', () => {
    expect(statesOf(rings, listEnd, caller('1'), listEnd, rings)).toEqual(['incoming']);
    expect(shownCalls(folded(rings, listEnd, caller('1'))).current).toEqual([
      { key: 1, direction: 'incoming', state: 'incoming', number: '1' },
    ]);
  });

  it('closes a call that was listed when two lists lack it: one line may be damaged', () => {
    const active = [dialed, listed({ state: 0 }), listEnd];

    expect(statesOf(...active, listEnd)).toEqual(['active']);
    expect(endsOf(...active, listEnd, listEnd)).toEqual(['remote']);
  });

  it('closes a call that was never listed when no list has it for long, unless it rings on', () => {
    const lists = [listEnd, listEnd, listEnd, listEnd, listEnd];

    expect(statesOf(rings, ...lists)).toEqual(['incoming']);
    expect(endsOf(rings, ...lists, listEnd)).toEqual(['missed']);
    expect(statesOf(rings, ...lists, rings, ...lists)).toEqual(['incoming']);
  });

  it('does not guess which of several calls NO CARRIER ends', () => {
    const two = [dialed, { kind: 'connected' }, { kind: 'waiting', number: '1' }] as const;

    expect(statesOf(...two, over)).toEqual(['active', 'waiting']);
  });

  it('takes the number from the list where +CLIP does not come, or comes after the answer', () => {
    const number = (...news: readonly CallNews[]): string | undefined =>
      shownCalls(folded(...news)).current[0]?.number;

    expect(number(rings, listed({ direction: 1, state: 4, number: '7' }), listEnd)).toBe('7');
    expect(number(rings, { kind: 'taken' }, caller('7'))).toBe('7');
    expect(number(rings, caller(''))).toBeUndefined();
  });

  it('gives each call a key of its own', () => {
    const { current, ended } = shownCalls(folded(dialed, over, rings, over, rings));

    expect([...current, ...ended].map(({ key }) => key)).toEqual([3, 2, 1]);
  });
});
