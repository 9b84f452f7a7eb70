import { httpReadBlocks } from '../../lib/families/a7600/http/a7600HttpCommands';
import { httpRead } from '../../lib/families/sim800/http/sim800HttpCommands';
import { blockFraming, type Follower, isUnexpectedAfterPayload } from '../../lib/wire/blockFraming';
import { type OpenCommand, opened, type Tail } from '../../lib/wire/openCommand';

const tailOf = (breaks: number, { lines = 0, endedInBreak = false } = {}): Tail => ({
  breaks,
  lines,
  endedInBreak,
});

describe('the line ends behind counted bytes', () => {
  it.each<{ follower: Follower; breaks: readonly number[] }>([
    { follower: 'final', breaks: [1, 2] },
    { follower: 'next', breaks: [0, 1, 2] },
    { follower: 'last', breaks: [0, 1, 2] },
  ])('are $breaks in front of $follower, and no other number', ({ follower, breaks }) => {
    // What is learnt or doubted is no matter here: bytes that can't be read again are not doubted for too many line ends.
    const fits = [0, 1, 2, 3, 4].filter((one) => blockFraming({}, tailOf(one), follower, true).fits);
    expect(fits).toEqual(breaks);
  });

  it('count two less for each foreign line between', () => {
    const fits = [1, 2, 3, 4, 5, 6].filter(
      (one) => blockFraming({}, tailOf(one, { lines: 1 }), 'final', true).fits,
    );
    expect(fits).toEqual([3, 4]);
  });

  it('are the same from then on as in the first window', () => {
    const { framing } = blockFraming({}, tailOf(1), 'final', false);
    expect(framing).toEqual({ final: 1 });
    expect(blockFraming(framing, tailOf(1), 'final', false).fits).toBe(true);
    expect(blockFraming(framing, tailOf(2), 'final', false).fits).toBe(false);
    expect(blockFraming(framing, tailOf(2), 'final', false).framing).toBe(framing);
  });

  it.each([
    { name: 'two, which a body that ends in CR LF and got two bytes more has, too', tail: tailOf(2) },
    { name: 'none behind bytes that end in CR LF', tail: tailOf(0, { endedInBreak: true }) },
  ])('are doubted once where they may be damage: $name', ({ tail }) => {
    const first = blockFraming({}, tail, 'next', false);
    expect(first).toEqual({ fits: false, framing: { doubted: ['next'] } });

    const second = blockFraming(first.framing, tail, 'next', false);
    expect(second.fits).toBe(true);
    expect(second.framing.next).toBe(tail.breaks);
  });

  it.each([
    { name: 'none behind bytes that end otherwise', tail: tailOf(0), consumes: false },
    { name: 'one', tail: tailOf(1, { endedInBreak: true }), consumes: false },
    { name: 'two behind bytes that can not be read again', tail: tailOf(2), consumes: true },
  ])('are believed at once: $name', ({ tail, consumes }) => {
    expect(blockFraming({}, tail, 'next', consumes).fits).toBe(true);
  });

  it('are doubted for each follower by itself', () => {
    const { framing } = blockFraming({}, tailOf(2), 'next', false);
    expect(blockFraming(framing, tailOf(2), 'last', false)).toEqual({
      fits: false,
      framing: { doubted: ['next', 'last'] },
    });
  });
});

describe('the byte right behind counted bytes', () => {
  const whole = opened(httpRead({ offset: 0, size: 4 }));
  const streams = opened(httpReadBlocks({ offset: 0, size: 4 }));
  const after = (open: OpenCommand, tail: Tail = tailOf(0)): OpenCommand => ({ ...open, tail });
  const isRefused = (open: OpenCommand | undefined) => (byte: number) => isUnexpectedAfterPayload(open, byte);
  const [CR, LF, BLANK, FIRST, LAST, DELETE] = [13, 10, 32, 33, 126, 127];

  it('is CR', () => {
    expect([LF, CR, BLANK, FIRST, LAST, DELETE].filter(isRefused(after(whole)))).toEqual([
      ...[LF, BLANK, FIRST, LAST, DELETE],
    ]);
  });

  it('is CR or a printed sign where the answer streams on', () => {
    expect([LF, CR, BLANK, FIRST, LAST, DELETE].filter(isRefused(after(streams)))).toEqual([
      ...[LF, BLANK, DELETE],
    ]);
  });

  it.each([
    { name: 'a line end came', open: after(whole, tailOf(1)) },
    { name: 'a foreign line came', open: after(whole, tailOf(0, { lines: 1 })) },
    { name: 'there were no counted bytes', open: whole },
    { name: 'no command is open', open: undefined },
  ])('is any where $name', ({ open }) => {
    expect([LF, BLANK, FIRST].filter(isRefused(open))).toEqual([]);
  });
});
