import { type HttpRequest, ModemError } from '../../../lib';
import { redirected } from '../../../lib/flows/http/redirected';

const to = (request: HttpRequest, status: number, location?: string): HttpRequest | undefined =>
  redirected(request, { status, headers: location === undefined ? {} : { location } });

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

  it.each([
    'Authorization',
    'Cookie',
    'Host',
    'Proxy-Authorization',
    'X-Api-Key',
    'Api-Key',
    'Private-Token',
    'X-Vault-Token',
    'X-Amz-Security-Token',
    'X-Auth',
    'X-CSRF',
    'X-XSRF',
    'Bearer',
    'X-JWT',
    'X-Pin',
    'X-User-PWD',
    'SID',
  ])('does not show %s to another origin, however it is spelled', (name) => {
    for (const spelled of [name, name.toLowerCase(), name.toUpperCase()])
      expect(
        to({ url, headers: { [spelled]: 'x', 'X-Board': '7' } }, 302, 'http://b.example/')?.headers,
      ).toEqual({
        'X-Board': '7',
      });
  });

  it.each(['http://a.example/', '//a.example:80/x', 'http:other'])(
    'does not lead from HTTPS to HTTP: %s',
    (location) => {
      const asked = (): unknown => to({ url: 'https://a.example/' }, 302, location);
      const isHttp = new URL(location, 'https://a.example/').protocol === 'http:';

      if (isHttp) expect(asked).toThrow(ModemError);
      else expect(asked()).toMatchObject({ url: expect.stringMatching(/^https:/) as string });
    },
  );

  it.each(['ftp://a.example/x', 'javascript:alert(1)', 'file:///etc/passwd', 'data:text/plain,x'])(
    'does not lead to another scheme: %s',
    (location) => {
      expect(() => to({ url }, 302, location)).toThrow(/redirect/);
    },
  );
});
