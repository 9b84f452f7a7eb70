import { splitHeaders } from '../../lib/dialects/steps/parseHeaders';

describe('splitHeaders', () => {
  it('takes out what has a parameter of its own, however it is spelled, and leaves the rest as it is', () => {
    const headers = { 'Content-TYPE': 'a/b', 'X-B': '2', Accept: 'c', 'x-a': '1' };

    expect(splitHeaders(headers, ['content-type', 'accept'])).toEqual({
      own: { 'content-type': 'a/b', accept: 'c' },
      rest: [
        ['X-B', '2'],
        ['x-a', '1'],
      ],
    });
  });

  it('lets the last of several spellings count', () => {
    expect(splitHeaders({ accept: 'a', Accept: 'b' }, ['accept'])).toEqual({
      own: { accept: 'b' },
      rest: [],
    });
  });

  it('has nothing to split in nothing', () => {
    expect(splitHeaders({}, ['accept'])).toEqual({ own: {}, rest: [] });
  });
});
