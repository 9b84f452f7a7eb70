import { concat, EMPTY, NEVER, tap } from 'rxjs';
import { beforeGiving, giveBytes } from '../../../lib/dialects/steps/giveBytes';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';
import type { InputFeed } from '../../../operators/commandChannel';

const given = (feed: InputFeed): readonly string[] => {
  const pieces: string[] = [];
  const give = (bytes: Uint8Array) => EMPTY.pipe(tap({ subscribe: () => pieces.push(latin1(bytes)) }));
  concat(feed({ give, wanted: undefined, leaving: NEVER })).subscribe();
  return pieces;
};

describe('giveBytes', () => {
  it.each([
    ['hello', 2, ['he', 'll', 'o']],
    ['hello', 5, ['hello']],
    ['hello!', 3, ['hel', 'lo!']],
    ['', 3, []],
  ])('gives %j in pieces of %d', (text, pieceBytes, pieces) => {
    expect(given(giveBytes(latin1Bytes(text), pieceBytes))).toEqual(pieces);
  });

  it('gives 3,072 bytes at a time by itself', () => {
    expect(given(giveBytes(new Uint8Array(7_000))).map(({ length }) => length)).toEqual([3_072, 3_072, 856]);
  });

  it.each(['AT', 'at', 'xATx', 'xatx', 'AxAT', 'axat', 'aAT'])('knows that %j may be a command', (text) => {
    expect(giveBytes(latin1Bytes(text)).isHarmless).toBe(false);
  });

  it.each(['', 'A', 'a', 'At', 'aT', 'TA', 'A T', 'Aa', 'U', 'hello'])('knows that %j is none', (text) => {
    expect(giveBytes(latin1Bytes(text)).isHarmless).toBe(true);
  });
});

describe('beforeGiving', () => {
  it('acts once, in front of the first byte', () => {
    const order: string[] = [];
    const feed = beforeGiving(giveBytes(latin1Bytes('ab'), 1), () => order.push('act'));
    const give = (bytes: Uint8Array) => EMPTY.pipe(tap({ subscribe: () => order.push(latin1(bytes)) }));
    concat(feed({ give, wanted: undefined, leaving: NEVER })).subscribe();
    expect(order).toEqual(['act', 'a', 'b']);
  });

  it('leaves the bytes as harmless as they were', () => {
    expect(beforeGiving(giveBytes(latin1Bytes('x')), () => undefined).isHarmless).toBe(true);
    expect(beforeGiving(giveBytes(latin1Bytes('AT')), () => undefined).isHarmless).toBe(false);
    expect(
      beforeGiving(
        () => EMPTY,
        () => undefined,
      ).isHarmless,
    ).toBe(false);
  });
});
