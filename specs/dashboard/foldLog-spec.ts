import type { LogEntry } from '../../lib/dashboard/model/board';
import { foldLog } from '../../lib/dashboard/page/logs/foldLog';

/** What repeats in a log becomes one line. */

const log = (...lines: readonly string[]): readonly LogEntry[] =>
  lines.map((line, at) => {
    const [, modem = '', sign = '', text = ''] = /^(\w+) (\S+) (.*)$/.exec(line) ?? [];
    return { n: at + 1, at, modem, sign, text, tells: '' };
  });
const folded = (...lines: readonly string[]): readonly string[] =>
  foldLog(log(...lines)).map(
    ({ entry: { modem, sign, text }, times }) => `${modem} ${sign} ${text}${times > 1 ? ` x${times}` : ''}`,
  );

describe('foldLog', () => {
  it('makes one line of a URC that repeats, with the newest values, for each modem', () => {
    expect(
      folded('a ! +CSQN: 14,0', 'b ! +CSQN: 3,0', 'a ! +CSQN: 15,0', 'b ! RING', 'a ! +CSQN: 16,0'),
    ).toEqual(['b ! +CSQN: 3,0', 'b ! RING', 'a ! +CSQN: 16,0 x3']);
  });

  it('keeps URCs apart between which the modem said something else', () => {
    expect(folded('a ! RING', 'a ! +CSQN: 1,0', 'a ! RING')).toEqual([
      'a ! RING',
      'a ! +CSQN: 1,0',
      'a ! RING',
    ]);
  });

  it('makes one exchange of a question that is asked again and answered in the same form', () => {
    expect(
      folded('a > AT+CSQ', 'a < +CSQ: 1,0', 'a < OK', 'a > AT+CSQ', 'a < +CSQ: 2,0', 'a < OK', 'a > AT+CSQ'),
    ).toEqual(['a > AT+CSQ x3']);
    expect(folded('a > AT+CSQ', 'a < +CSQ: 1,0', 'a < OK', 'a > AT+CSQ', 'a < +CSQ: 2,0', 'a < OK')).toEqual([
      'a > AT+CSQ x2',
      'a < +CSQ: 2,0',
      'a < OK',
    ]);
  });

  it('folds no exchange that ended in another way, and no different lines of one answer', () => {
    const lines = [
      'a > AT',
      'a < OK',
      'a > AT',
      'a < ERROR',
      'a > AT+CMGL',
      'a < +CMGL: 1',
      'a < +CMGL: 2',
      'a < OK',
    ];
    expect(folded(...lines)).toEqual(lines);
  });

  it('folds what the modem says on its own behind an answer', () => {
    expect(folded('a > AT', 'a < OK', 'a < +CSQ: 1,0', 'a < +CSQ: 2,0')).toEqual([
      'a > AT',
      'a < OK',
      'a < +CSQ: 2,0 x2',
    ]);
  });

  it('keeps every line in the order of time', () => {
    const lines = Array.from(
      { length: 200 },
      (_, n) => `${'abc'[n % 3]} ! ${n % 7 === 0 ? 'RING' : `+CSQ: ${n},0`}`,
    );
    const order = foldLog(log(...lines)).map(({ entry }) => entry.n);
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(foldLog(log(...lines)).reduce((sum, { times }) => sum + times, 0)).toBe(200);
  });
});
