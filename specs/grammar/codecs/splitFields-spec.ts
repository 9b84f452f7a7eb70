import { splitFields } from '../../../lib/grammar/codecs/splitFields';

describe('splitFields', () => {
  it.each([
    ['', ['']],
    ['5', ['5']],
    ['0,200,5', ['0', '200', '5']],
    [' 0, 200 ,5 ', ['0', '200', '5']],
    [',', ['', '']],
    ['1,,3', ['1', '', '3']],
    ['1,"a,b", 5', ['1', '"a,b"', '5']],
    ['" a "', ['" a "']],
    ['\t\u00a0 , d\u00c3\u00a0 ', ['\u00a0', 'd\u00c3\u00a0']],
    ['"a""b",c', ['"a""b"', 'c']],
    ['"never closed, 1', ['"never closed, 1']],
    ['a "b,c" d,e', ['a "b,c" d', 'e']],
  ])('cuts %j into %j', (list, fields) => {
    expect(splitFields(list)).toEqual(fields);
  });
});
