import { fc } from '../../helpers/seeded';
import { switchMap, take } from 'rxjs';
import { http, sim800 } from '../../../lib';
import { checkedUrl } from '../../../lib/flows/http/checkedUrl';
import { refused } from '../../helpers/refused';
import { desk } from '../../modem/desk';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';

const LEAVES_ITS_FIELD = /[^!#-~]/;

describe('checkedUrl', () => {
  it.each([
    ['http://example.com', 'http://example.com/'],
    ['http://example.com/', 'http://example.com/'],
    ['HTTPS://Example.COM/A', 'https://example.com/A'],
    ['http://example.com:8080/a?b=c&d=%20', 'http://example.com:8080/a?b=c&d=%20'],
    ['http://example.com:80/', 'http://example.com/'],
    ['http://example.com?a=b', 'http://example.com/?a=b'],
    ['http://example.com/a#fragment', 'http://example.com/a'],
    ['http://example.com#fragment', 'http://example.com/'],
    ['http://example.com/a b', 'http://example.com/a%20b'],
    ['http://example.com/a?q="b"', 'http://example.com/a?q=%22b%22'],
    ['http://example.com/a\r\nAT+CFUN=0\r', 'http://example.com/a%0D%0AAT+CFUN=0%0D'],
    ['http://example.com/?a=\0\x1a\x1b\x7f', 'http://example.com/?a=%00%1A%1B%7F'],
    ['http://example.com/\t\n', 'http://example.com/%09%0A'],
    ['http://example.com/a\\b', 'http://example.com/a%5Cb'],
    ['http://example.com/ä?ö', 'http://example.com/%C3%A4?%C3%B6'],
    ['http://bücher.example/', 'http://xn--bcher-kva.example/'],
    ['http://192.168.1.1/', 'http://192.168.1.1/'],
    ['http://[::1]:8080/', 'http://[::1]:8080/'],
  ])('makes %j spellable', (url, spelled) => {
    expect(checkedUrl(url)).toBe(spelled);
  });

  it.each([
    '',
    'example.com',
    'ftp://example.com/',
    'javascript:alert(1)',
    ' http://example.com/',
    'http://',
    'http:///a',
    'http://exa mple.com/',
    'http://example.com\r\nAT+CFUN=0/',
    'http://exam"ple.com/',
    "http://exam'ple.com/",
    'http://example.com\0/',
    'http://example.com\x1a/',
    'http://example.com\x1b/',
    'http://example.com\\@elsewhere.com/',
    'http://example.com:port/',
    'http://example.com:99999/',
    'http://ex%61mple.com/',
    'http://example.com／elsewhere/',
  ])('refuses %j', (url) => {
    expect(refused(() => checkedUrl(url))).toMatchObject({ kind: 'invalid-argument', name: 'url' });
  });

  it.each(['http://me:geheim@example.com/', 'http://geheim@example.com/', 'http://me:geheim@/'])(
    'refuses a URL with credentials, and does not tell them: %s',
    (url) => {
      const reason = refused(() => checkedUrl(url));

      expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'url' });
      expect(JSON.stringify(reason)).not.toContain('geheim');
    },
  );

  it('gives nothing that could leave its field, whatever stands in path and query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, query) => {
        expect(checkedUrl(`http://example.com/${path}?${query}`)).not.toMatch(LEAVES_ITS_FIELD);
      }),
    );
  });

  it('gives what a server reads as the same address, whatever stands in the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (host) => {
        const url = `http://${host}.example/`;
        try {
          expect(checkedUrl(url)).not.toMatch(LEAVES_ITS_FIELD);
          expect(new URL(checkedUrl(url)).username).toBe('');
        } catch (error) {
          if (!(error instanceof Error) || error.name !== 'ModemError') throw error;
        }
      }),
    );
  });
});

describe('a flow', () => {
  it.each(['http://exa\r\nmple.com/', 'gopher://example.com/', 'http://a:b@example.com/'])(
    'writes nothing where the URL is refused: %j',
    (url) => {
      const { heard, connected } = desk(sim800, '');
      const { end } = virtually(() =>
        watch(
          connected().pipe(
            take(1),
            switchMap((modem) => http.get(modem, url)),
          ),
        ),
      );

      expect(end).toBe('invalid-argument');
      expect(heard).toEqual(['AT', 'ATE0', 'AT+CMEE=1']);
    },
  );

  it('refuses a method that the family has not, and writes nothing', () => {
    const { heard, connected } = desk(sim800, '');
    const { reason } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) => http.request(modem, { url: 'http://example.com/', method: 'DELETE' })),
        ),
      ),
    );

    expect(reason).toEqual({ kind: 'unsupported', family: 'SIM800', feature: 'HTTP DELETE' });
    expect(heard).toEqual(['AT', 'ATE0', 'AT+CMEE=1']);
  });

  it('writes no line that is longer than the modem takes', () => {
    const { heard, connected } = desk(sim800, '');
    const { end } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) => http.get(modem, `http://example.com/${'a'.repeat(600)}`)),
        ),
      ),
    );

    expect(end).toBe('invalid-argument');
    expect(heard.some((line) => line.includes('aaaa'))).toBe(false);
    expect(heard.at(-1)).toBe('AT+CMEE=1');
  });
});
