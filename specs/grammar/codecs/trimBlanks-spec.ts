import { trimBlanks } from '../../../lib/grammar/codecs/splitFields';

describe('trimBlanks', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['a', 'a'],
    [' \t\r\na b\v\f ', 'a b'],
    ['\u00a0a\u00a0', '\u00a0a\u00a0'],
    [' voil\u00c3\u00a0 ', 'voil\u00c3\u00a0'],
    ['\0a\u001a', '\0a\u001a'],
    ['\u0085', '\u0085'],
  ])('makes %j %j', (text, trimmed) => {
    expect(trimBlanks(text)).toBe(trimmed);
  });
});
