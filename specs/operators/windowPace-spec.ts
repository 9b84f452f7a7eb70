import { throwError } from 'rxjs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import type { Reason } from '../../lib/grammar/errors/reason';
import {
  firstWindow,
  nextWindow,
  reportDamage,
  type WindowOutcome,
  windowPace,
  type WindowState,
} from '../../operators/windowPace';

const DAMAGED: WindowOutcome = { kind: 'damaged' };

/** Windows of a line that carries so many bytes a second; the consumer takes as many, or at once. */
const sizes = (
  maxBytes: number,
  steps: readonly ('whole' | 'damaged' | 'part')[],
  bytesASecond = Infinity,
  sinkBytesASecond = Infinity,
): readonly number[] => {
  let state = firstWindow(maxBytes);
  return steps.map((step) => {
    const { windowBytes } = state;
    const bytes = step === 'part' ? Math.floor(windowBytes / 3) : windowBytes;
    const lineMs = (1_000 * bytes) / bytesASecond;
    const sinkMs = (1_000 * bytes) / sinkBytesASecond;
    state = nextWindow(state, step === 'damaged' ? DAMAGED : { kind: 'whole', bytes, lineMs, sinkMs });
    return windowBytes;
  });
};

const times = <T>(count: number, item: T): readonly T[] => Array<T>(count).fill(item);
const whole = (count: number) => times(count, 'whole' as const);
const damaged = (count: number) => times(count, 'damaged' as const);

const START = times(4, 4_096);

describe('the size of the next window', () => {
  it.each([
    ['doubles after four whole windows', 65_536, whole(9), [...START, 8_192, 16_384, 32_768, 65_536, 65_536]],
    ['stays within the limit of the family', 10_240, whole(7), [...START, 8_192, 10_240, 10_240]],
    ['begins with the limit where that is less', 1_460, whole(3), [1_460, 1_460, 1_460]],
    [
      'never exceeds 65,536 bytes',
      319_488,
      whole(10),
      [...START, 8_192, 16_384, 32_768, 65_536, 65_536, 65_536],
    ],
    [
      'halves at damage',
      65_536,
      [...whole(5), ...damaged(2), ...whole(1)],
      [...START, 8_192, 16_384, 8_192, 4_096],
    ],
    ['is never below 512 bytes', 65_536, damaged(6), [4_096, 2_048, 1_024, 512, 512, 512]],
    ['is never above a limit below 512', 100, damaged(3), [100, 100, 100]],
    [
      'waits for eight whole windows after damage',
      65_536,
      [...damaged(1), ...whole(9)],
      [4_096, ...times(8, 2_048), 4_096],
    ],
    [
      'stays where a window came in part',
      65_536,
      [...whole(4), ...times(3, 'part' as const), ...whole(2)],
      [...START, 8_192, 8_192, 8_192, 8_192, 16_384],
    ],
  ])('%s', (_, maxBytes, steps, expected) => {
    expect(sizes(maxBytes, steps)).toEqual(expected);
  });

  it.each([
    ['9,600 baud: it stays at the start', 960, Infinity, 4_096],
    ['115,200 baud', 11_520, Infinity, 7_680],
    ['460,800 baud', 46_080, Infinity, 32_256],
    ['921,600 baud', 92_160, Infinity, 64_512],
    ['a consumer of 20,000 bytes a second', 92_160, 20_000, 13_824],
    ['a consumer of 10 bytes a second: it stays at the start', 92_160, 10, 4_096],
  ])('takes 0.7 s of the slower of line and consumer: %s', (_, line, sink, expected) => {
    expect(sizes(319_488, whole(16), line, sink).at(-1)).toBe(expected);
  });

  it('shrinks again where the consumer slows down', () => {
    let state: WindowState = firstWindow(65_536);
    for (let at = 0; at < 9; at += 1)
      state = nextWindow(state, { kind: 'whole', bytes: state.windowBytes, lineMs: 1, sinkMs: 0 });
    expect(state.windowBytes).toBe(65_536);
    state = nextWindow(state, { kind: 'whole', bytes: 65_536, lineMs: 600, sinkMs: 7_000 });
    expect(state.windowBytes).toBe(6_144);
  });

  it('waits twice as long after each damage, so that a modem with a smaller limit is rarely asked for more', () => {
    const once = [...whole(8), ...damaged(1)];
    const asked = sizes(65_536, [...damaged(1), ...once, ...whole(16), ...damaged(1), ...whole(33)]);
    expect(asked.filter((bytes, at) => bytes > (asked[at - 1] ?? Infinity))).toHaveLength(3);
  });
});

describe('the pace of a transfer', () => {
  it('keeps a number as it is, up to the limit', () => {
    const pace = windowPace(1_000, 1_460);
    pace.report(DAMAGED);
    pace.report({ kind: 'whole', bytes: 1_000, lineMs: 0, sinkMs: 0 });
    expect(pace.windowBytes).toBe(1_000);
    expect(windowPace(5_000, 1_460).windowBytes).toBe(1_460);
  });

  it('adapts by default, and takes a lower limit from a command', () => {
    const pace = windowPace(undefined, 65_536);
    pace.limit(1_460);
    pace.report({ kind: 'whole', bytes: 1_460, lineMs: 0, sinkMs: 0 });
    expect(pace.windowBytes).toBe(1_460);
    const fixed = windowPace(4_000);
    fixed.limit(1_460);
    expect(fixed.windowBytes).toBe(1_460);
  });

  it.each<[Reason, number]>([
    [{ kind: 'corrupt', command: 'AT+HTTPREAD=0,5', expectedBytes: 5 }, 2_048],
    [{ kind: 'timeout', phase: 'answer', waitedMs: 1 }, 2_048],
    [{ kind: 'reset', line: 'RDY' }, 4_096],
    [{ kind: 'cancelled' }, 4_096],
  ])('counts what the line may have done as damage: %j', (reason, expected) => {
    const pace = windowPace('auto', 65_536);
    throwError(() => new ModemError(reason))
      .pipe(reportDamage(pace))
      .subscribe({ error: () => undefined });
    expect(pace.windowBytes).toBe(expected);
  });
});
