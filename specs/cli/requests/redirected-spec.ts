import type { HttpRequest } from 'rxmodem';
import { redirected } from '../../../lib/cli/requests/followed';

const to = (request: HttpRequest, status: number, location?: string): HttpRequest | undefined =>
  redirected(request, { status, length: 0, headers: location === undefined ? {} : { location } });

const url = 'http://a.example/dir/page';
const secret = { Authorization: 'Basic x', cookie: 'y', Accept: 'text/plain' };

describe('redirected', () => {
  it.each([301, 302, 303, 307, 308])('asks again where a %d points', (status) => {
    expect(to({ url, method: 'GET' }, status, 'other?q=1')).toEqual({
      url: 'http://a.example/dir/other?q=1',
      method: 'GET',
      headers: {},
    });
  });

  it.each([
    [200, 'other'],
    [304, 'other'],
    [302, undefined],
    [302, 'http://'],
  ] as const)('takes status %d with Location %s for what it is', (status, location) => {
    expect(to({ url }, status, location)).toBeUndefined();
  });

  it.each([
    ['POST', 301, 'GET'],
    ['POST', 302, 'GET'],
    ['POST', 303, 'GET'],
    ['POST', 307, 'POST'],
    ['POST', 308, 'POST'],
    ['PUT', 302, 'PUT'],
    ['PUT', 303, 'GET'],
    ['DELETE', 301, 'DELETE'],
    ['HEAD', 303, 'HEAD'],
  ] as const)('makes of a %s after %d a %s, which has a body or none', (method, status, then) => {
    const headers = { 'Content-Type': 'text/plain', 'X-A': 'b' };
    const next = to({ url, method, body: 'text', headers }, status, '/');
    const keeps = then === method;
    expect(next).toEqual({
      url: 'http://a.example/',
      method: then,
      headers: keeps ? headers : { 'X-A': 'b' },
      ...(keeps ? { body: 'text' } : {}),
    });
  });

  it.each([
    ['/same', true],
    ['http://a.example:80/same', true],
    ['https://a.example/', false],
    ['//b.example/', false],
    ['http://a.example:81/', false],
  ])('shows %s what is meant for its own origin alone: %s', (location, isSame) => {
    const next = to({ url, headers: secret }, 302, location);
    expect(next?.headers).toEqual(isSame ? secret : { Accept: 'text/plain' });
  });
});
