import { filePath } from '../../../lib/grammar/codecs/filePath';
import { textUpTo } from '../../../lib/grammar/codecs/text';
import { isRegistered } from '../../../lib/grammar/isRegistered';

describe('filePath', () => {
  it.each(['C:\\User\\a.txt', 'C:/a b.txt', 'a', 'ä'])('reads %s', (path) => {
    expect(filePath.read(path)).toBe(path);
  });

  it.each(['C:\\User\\a.txt', 'C:/a b.txt', 'a'])('writes %s', (path) => {
    expect(filePath.write(path, 'path')).toBe(path);
  });

  it.each([...'",;?*<>|'])('has no %s', (mark) => {
    expect(filePath.read(`a${mark}b`)).toBeUndefined();
    expect(() => filePath.write(`a${mark}b`, 'path')).toThrow(/^invalid path/);
  });

  it.each(['', ' a', 'a ', '\t', 'a\r'])('is not %j', (path) => {
    expect(() => filePath.write(path, 'path')).toThrow(/^invalid path/);
  });

  it('reads no empty field', () => {
    expect(filePath.read('')).toBeUndefined();
  });
});

describe('a text with a maximum length', () => {
  it('takes that many characters, and no more', () => {
    expect(textUpTo(3).write('abc', 'name')).toBe('"abc"');
    expect(() => textUpTo(3).write('abcd', 'name')).toThrow('it has 4 characters; the modem takes 3');
  });
});

describe('a registration that services work with', () => {
  it('is home or roaming', () => {
    expect([undefined, 0, 1, 2, 3, 4, 5, 6, 10].filter(isRegistered)).toEqual([1, 5]);
  });
});
