import { HTTP_CODES } from '../../../lib/grammar/errors/httpCodes';
import { neverArrived } from '../../../lib/flows/http/httpComeback';

describe('neverArrived', () => {
  it('knows the codes behind which no server has seen the request', () => {
    const codes = Object.keys(HTTP_CODES).map(Number);

    expect(codes.filter((code) => neverArrived({ kind: 'http', code }))).toEqual([
      603, 604, 605, 606, 703, 708, 710, 711, 712, 713, 714, 715, 719,
    ]);
  });

  it('says nothing of what it does not know: the request may have arrived', () => {
    expect(neverArrived({ kind: 'http', code: 799 })).toBe(false);
    expect(neverArrived({ kind: 'ftp', code: 604 })).toBe(false);
    expect(neverArrived({ kind: 'cme', command: 'AT+HTTPACTION=1', code: 604, text: '604' })).toBe(false);
    expect(neverArrived({ kind: 'reset', line: 'RDY' })).toBe(false);
  });
});
