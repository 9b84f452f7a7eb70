import type { IncomingMessage } from 'node:http';
import { guard } from '../../lib/dashboard/serving/guard';

const request = (token: string): IncomingMessage =>
  ({ headers: { origin: 'http://127.0.0.1:1', host: '127.0.0.1:1', 'x-rxmodem-token': token } }) as never;

describe('guard', () => {
  it.each(['abcé', 'ab', '', 'abcdef', 'é'.repeat(4), '\u0000abc'])(
    'refuses the token %j, and goes on',
    (token) => {
      expect(guard.mayOrder(request(token), 'abcd')).toBe(false);
    },
  );

  it('takes the right one', () => {
    expect(guard.mayOrder(request('abcd'), 'abcd')).toBe(true);
  });
});
