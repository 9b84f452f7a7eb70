import { ModemError } from '../../../lib';
import { freeSpaces, isFileName } from '../../../lib/dialects/steps/freeSpaces';

describe('freeSpaces', () => {
  it.each([
    [
      'C:186368bytes,D:123345bytes',
      [
        { drive: 'C', freeBytes: 186_368 },
        { drive: 'D', freeBytes: 123_345 },
      ],
    ],
    ['c: 5 BYTES', [{ drive: 'C', freeBytes: 5 }]],
    ['C:(11348480, 2201600)', [{ drive: 'C', freeBytes: 9_146_880, totalBytes: 11_348_480 }]],
    [
      'C:(10,3),D:(20 , 0)',
      [
        { drive: 'C', freeBytes: 7, totalBytes: 10 },
        { drive: 'D', freeBytes: 20, totalBytes: 20 },
      ],
    ],
  ])('reads %s', (line, spaces) => {
    expect(freeSpaces(line, 'AT+FSMEM')).toEqual(spaces);
  });

  it.each(['', 'bytes', '1:5bytes', 'C:bytes', 'C:(5)', 'C:(a,b)'])('can not read %j', (line) => {
    const error = new ModemError({ kind: 'unreadable', command: 'AT+FSMEM', line });
    expect(() => freeSpaces(line, 'AT+FSMEM')).toThrow(error);
  });
});

describe('isFileName', () => {
  it.each(['a.txt', 'a b', '.', 'ä'])('takes %j', (name) => {
    expect(isFileName(name)).toBe(true);
  });

  it.each(['', 'a/b', 'a\\b', '+CREG: 1', 'a*', 'a?', '"a"', '<a', 'a>', 'a|b'])('refuses %j', (name) => {
    expect(isFileName(name)).toBe(false);
  });
});
