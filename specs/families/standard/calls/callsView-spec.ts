import { callsView } from '../../../../lib/families/standard/calls/callsView';
import { dial } from '../../../../lib/families/standard/callCommands';
import { calledRings, missedCall } from '../../../../lib/families/standard/callUrcs';
import type { CommandDefinition } from '../../../../lib/grammar/command';
import type { Calls } from '../../../../lib/dialects/modemStates';
import type { UrcDefinition } from '../../../../lib/grammar/urc';

const { rules, shown } = callsView();

/** What users see after these news, each the values of a command or a URC. */
const after = (...news: readonly (readonly [CommandDefinition | UrcDefinition, unknown])[]): Calls =>
  shown?.(
    news.reduce<unknown>((book, [definition, values]) => {
      const rule = rules.find((one) => one.definition === definition);
      return rule?.read(values as never, book as never) ?? book;
    }, undefined) as never,
  ) as Calls;

const dialled = (number: string) => [dial({ number }).definition, { number }] as const;

describe('callsView', () => {
  it.each([
    ['+491701234567;', '+491701234567'],
    ['123i;', '123'],
    ['123IG;', '123'],
    ['12G34;', '12G34'],
  ])('takes ATD%s for a call of %s', (typed, number) => {
    expect(after(dialled(typed))).toMatchObject({ current: [{ number, direction: 'outgoing' }] });
  });

  it.each(['*99#', '123', '123;4', ';'])('takes ATD%s for no voice call', (typed) => {
    expect(after(dialled('1;'), dialled(typed)).current).toHaveLength(1);
  });

  it('shows that the other side rings', () => {
    expect(after(dialled('1;'), [calledRings, {}])).toMatchObject({ current: [{ state: 'alerting' }] });
  });

  it('shows a call that was missed among those that ended', () => {
    expect(after([missedCall, { number: '+491701234567' }])).toMatchObject({
      current: [],
      ended: [{ number: '+491701234567' }],
    });
  });
});
