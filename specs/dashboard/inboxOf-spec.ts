import type { Board, ShortMessage } from '../../lib/dashboard/model/board';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';
import { inboxOf, type InboxWish } from '../../lib/dashboard/model/inboxOf';
import { nextBoard } from '../../lib/dashboard/model/nextBoard';

/** The inbox of a fleet: the messages of all modems as one list. */

const message = (id: string, at: number, rest: Partial<ShortMessage> = {}): ShortMessage => ({
  ...{ id, at, isSent: false, who: '+491701234567', text: `text ${id}`, state: '' },
  ...rest,
});
const boardOf = (messages: Readonly<Record<string, readonly ShortMessage[]>>): Board =>
  Object.entries(messages).reduce((board, [modem, all]) => {
    const here = { id: modem, name: modem, title: 'SIM800', where: 'emulated', pages: [] };
    return all.reduce(
      (now, one) => nextBoard(now, { kind: 'message', modem, message: one }),
      nextBoard(board, { kind: 'came', modem: here }),
    );
  }, emptyBoard);
const board = boardOf({
  north: [message('1', 1_000), message('2', 3_000, { text: 'Balance: 5.00', who: 'Bank' })],
  south: [message('1', 2_000, { isSent: true, who: '+4930123456', state: 'failed' })],
});
const found = (wish: Partial<InboxWish>): readonly string[] =>
  inboxOf(board, { modem: '', way: '', text: '', ...wish }).map(({ key }) => key);

describe('inboxOf', () => {
  it('lists the messages of all modems, newest first, each with a key of its own', () => {
    expect(found({})).toEqual(['north 2', 'south 1', 'north 1']);
  });

  it('lists those of one modem, and those of one direction', () => {
    expect(found({ modem: 'south' })).toEqual(['south 1']);
    expect(found({ way: 'received' })).toEqual(['north 2', 'north 1']);
    expect(found({ way: 'sent' })).toEqual(['south 1']);
  });

  it('looks for a text, a sender, a modem, and a number however it is spaced', () => {
    expect(found({ text: ' balance' })).toEqual(['north 2']);
    expect(found({ text: 'bank' })).toEqual(['north 2']);
    expect(found({ text: 'SOUTH' })).toEqual(['south 1']);
    expect(found({ text: '+49 170 1234' })).toEqual(['north 1']);
    expect(found({ text: 'south bank' })).toEqual([]);
  });

  it('puts a message without a readable time last', () => {
    const odd = boardOf({ north: [message('1', Number.NaN), message('2', 1_000)] });
    expect(inboxOf(odd, { modem: '', way: '', text: '' }).map(({ key }) => key)).toEqual([
      'north 2',
      'north 1',
    ]);
  });
});
