import { httpRead } from '../../lib/families/sim800/http/sim800HttpCommands';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { joinBytes } from '../../operators/joinBytes';
import { ResponseFrame } from '../../operators/responseFrame';

const TEXT = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode(at & 0xff)).join('');

/** The slices of a response whose counted bytes came in pieces of these lengths. */
const slicesOf = (lengths: readonly number[], announced = lengths.reduce((sum, next) => sum + next, 0)) => {
  const command = httpRead({ offset: 0, size: 20_000 });
  const frame = new ResponseFrame(command);
  frame.add({ kind: 'info', command, values: { length: announced }, text: '', bytes: announced });
  let at = 0;
  for (const length of lengths) {
    const bytes = latin1Bytes(TEXT.slice(at, (at += length)));
    frame.add({ kind: 'payload', command, bytes, left: announced - at });
  }
  const response = frame.add({ kind: 'final', command, result: { ok: true, code: 'OK' } });
  const { payload = [] } = response ?? {};
  expect(latin1(joinBytes(payload))).toBe(TEXT.slice(0, at));
  return payload;
};

const small = (count: number): number[] => Array.from({ length: count }, () => 184);

describe('the slices of a response', () => {
  it.each([
    { pieces: small(3), slices: small(3) },
    { pieces: small(42), slices: [42 * 184] },
    { pieces: [5_000, 5_000], slices: [5_000, 5_000] },
    { pieces: [...small(2), 5_000, ...small(2)], slices: [184, 184, 5_000, 184, 184] },
    { pieces: [...small(4), 5_000], slices: [4 * 184 + 5_000] },
  ])('are $slices for pieces of $pieces', ({ pieces, slices }) => {
    expect(slicesOf(pieces).map(({ length }) => length)).toEqual(slices);
  });

  it('take no more memory than was announced, nor than 64 KiB where a count is nonsense', () => {
    const [exact] = slicesOf(small(42));
    expect(exact?.buffer.byteLength).toBe(42 * 184);

    const [damaged] = slicesOf(small(8), 4_000_000_000);
    expect(damaged?.length).toBe(8 * 184);
    expect(damaged?.buffer.byteLength).toBe(65_536);
  });

  it('go on in a new slice where blocks bring more than the first announced', () => {
    const command = httpRead({ offset: 0, size: 2_000 });
    const frame = new ResponseFrame(command);
    for (let block = 0; block < 2; block += 1) {
      for (let left = 900; left >= 0; left -= 100)
        frame.add({ kind: 'payload', command, bytes: new Uint8Array(100).fill(block), left });
    }
    const [first, ...rest] = [frame.bytes()];
    expect(first?.length).toBe(2_000);
    expect([first?.[999], first?.[1_000]]).toEqual([0, 1]);
    expect(rest).toEqual([]);
  });

  it('are whole when the bytes so far are looked at in between', () => {
    const command = httpRead({ offset: 0, size: 1_000 });
    const frame = new ResponseFrame(command);
    const add = (left: number) =>
      frame.add({ kind: 'payload', command, bytes: latin1Bytes(TEXT.slice(900 - left, 1_000 - left)), left });
    for (let left = 900; left >= 400; left -= 100) add(left);
    expect(latin1(frame.bytes())).toBe(TEXT.slice(0, 600));

    for (let left = 300; left >= 0; left -= 100) add(left);
    expect(latin1(frame.bytes())).toBe(TEXT.slice(0, 1_000));
  });
});
