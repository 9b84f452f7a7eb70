import { bodyPart } from '../../../lib/flows/http/bodyPart';
import { refused } from '../../helpers/refused';

const head = (status: number, length: number, range?: string) => ({
  status,
  length,
  headers: range === undefined ? {} : { 'content-range': range },
});

describe('bodyPart', () => {
  it('takes the whole for what it is', () => {
    expect(bodyPart(head(200, 100), undefined)).toEqual({ from: 0, bytes: 100, total: 100 });
  });

  it('takes a part that the reader asked for as the whole of what they get', () => {
    expect(bodyPart(head(206, 10, 'bytes 5-14/100'), undefined)).toEqual({ from: 0, bytes: 10, total: 10 });
  });

  it('takes a part that the library asked for as such', () => {
    expect(bodyPart(head(206, 14_384, 'bytes 2000-16383/16384'), { from: 2_000 })).toEqual({
      from: 2_000,
      bytes: 14_384,
      total: 16_384,
    });
  });

  it('believes the field more than the status', () => {
    expect(bodyPart(head(200, 10, 'Bytes 0-9/100'), { from: 0, to: 9 })).toEqual({
      from: 0,
      bytes: 10,
      total: 100,
    });
  });

  it('takes the whole where the server has no ranges', () => {
    expect(bodyPart(head(200, 100), { from: 50 })).toEqual({ from: 0, bytes: 100, total: 100 });
  });

  it('takes less than was asked for, as servers may give it', () => {
    expect(bodyPart(head(206, 5, 'bytes 0-4/100'), { from: 0, to: 49 })).toEqual({
      from: 0,
      bytes: 5,
      total: 100,
    });
  });

  it.each<[string, ReturnType<typeof head>]>([
    ['no field', head(206, 50)],
    ['a field that says nothing', head(206, 50, 'lines 1-2/3')],
    ['no range at all', head(206, 0, 'bytes */100')],
    ['another beginning', head(206, 50, 'bytes 49-98/100')],
    ['another length than the modem has', head(206, 49, 'bytes 50-99/100')],
    ['no length of the whole', head(206, 50, 'bytes 50-99/*')],
  ])('fails where a part has %s', (_, told) => {
    expect(refused(() => bodyPart(told, { from: 50 })).kind).toBe('range');
  });
});
