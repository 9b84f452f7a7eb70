import { fc } from '../../helpers/seeded';
import { parseHeaders } from '../../../lib/dialects/steps/parseHeaders';

describe('parseHeaders', () => {
  it('reads fields, names in lower case, and passes over the status line', () => {
    expect(
      parseHeaders('HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag:"a"\r\n\r\n'),
    ).toEqual({ 'content-type': 'text/html; charset=utf-8', etag: '"a"' });
  });

  it('takes a value with colons, and one that is empty', () => {
    expect(parseHeaders('HTTP/1.1 200 OK\r\nDate: Tue, 15 Nov 1994 08:12:31 GMT\r\nX-Nothing:\r\n')).toEqual({
      date: 'Tue, 15 Nov 1994 08:12:31 GMT',
      'x-nothing': '',
    });
  });

  it('joins what comes several times', () => {
    expect(parseHeaders('Via: a\r\nvia: b\r\nVIA: c\r\n')).toEqual({ via: 'a, b, c' });
  });

  it('joins a folded line with a blank', () => {
    expect(parseHeaders('X-Long: one\r\n two\r\n\tthree\r\nY: 1\r\n')).toEqual({
      'x-long': 'one two three',
      y: '1',
    });
  });

  it('reads lines that end in LF alone, and trims blanks', () => {
    expect(parseHeaders('HTTP/1.0 200 OK\nServer:   nginx  \nX: 1\n\n')).toEqual({ server: 'nginx', x: '1' });
  });

  it('passes over lines that are no fields', () => {
    expect(parseHeaders('HTTP/1.1 200 OK\r\nno field\r\n: no name\r\nbad name: 1\r\nX: 1')).toEqual({
      x: '1',
    });
  });

  it('keeps a name that objects have already', () => {
    const headers = parseHeaders('__proto__: a\r\nconstructor: b\r\n');

    expect(Object.entries(headers)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('gives a frozen object, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (head) => {
        expect(Object.isFrozen(parseHeaders(head))).toBe(true);
      }),
    );
  });
});
