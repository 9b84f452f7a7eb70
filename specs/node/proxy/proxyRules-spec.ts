import { proxyRules } from '../../../lib/node/proxy/proxyRules';

describe('proxyRules', () => {
  it.each([
    [undefined, 'anything', 1, true],
    [[], 'anything', 1, false],
    [['example.com'], 'example.com', 443, true],
    [['example.com'], 'EXAMPLE.com.', 443, true],
    [['example.com'], 'sub.example.com', 443, false],
    [['example.com:443'], 'example.com', 80, false],
    [['*.example.com'], 'a.b.example.com', 80, true],
    [['*.example.com'], 'example.com', 80, false],
    [['*.example.com'], 'badexample.com', 80, false],
    [['::1'], '::1', 80, true],
    [['[::1]:80'], '::1', 443, false],
  ])('with the list %j lets %s, port %i, through: %s', (list, host, port, is) => {
    expect(proxyRules(list)(host, port)).toBe(is);
  });
});
