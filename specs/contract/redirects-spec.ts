import { switchMap, take } from 'rxjs';
import {
  a7600,
  collect,
  http,
  type HttpRequest,
  openModem,
  pool,
  type Profile,
  quectel,
  sim7600,
  sim800,
} from '../../lib';
import { emulator, type OriginRequest, simulatedWeb, type Site } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fieldOf } from './asking';

const A = 'http://a.example/form';
const THERE = 'http://a.example/there';
const B = 'http://b.example/';
const SECURE = 'https://a.example/';

const moved = (status: number, to: string): Site => ({ status, headers: [['Location', to]], body: 'moved' });

/** Makes a request on a modem, and writes down what servers were asked. */
const following = (
  profile: Profile,
  sites: Readonly<Record<string, Site>>,
  request: Partial<HttpRequest>,
  isPool = false,
) => {
  const asked: OriginRequest[] = [];
  const noted = Object.fromEntries(
    Object.entries(sites).map(([url, site]): [string, Site] => [
      url,
      (one) => {
        asked.push(one);
        return typeof site === 'function' ? site(one) : site;
      },
    ]),
  );
  const { transport } = emulator({
    family: profile.name,
    origin: simulatedWeb(noted),
    latencyMs: 0,
  });
  const full: HttpRequest = { url: A, redirect: 'follow', ...request };
  const modem = openModem(transport, profile);
  const watched = virtually(() =>
    watch(
      (isPool
        ? http.request(pool([{ name: 'one', modem }]), full)
        : modem.pipe(
            take(1),
            switchMap((one) => http.request(one, full)),
          )
      ).pipe(collect()),
    ),
  );
  return { ...watched, asked };
};

describe.each([sim800, a7600, sim7600, quectel])('redirect: follow on a $title', (profile) => {
  it.each([301, 302, 303, 307, 308])('leads where a %d points', (status) => {
    const { values, end, asked } = following(profile, { [A]: moved(status, '/there'), [THERE]: 'there' }, {});

    expect({ end, text: values[0]?.text(), status: values[0]?.status }).toEqual({
      end: 'completed',
      text: 'there',
      status: 200,
    });
    expect(asked.map(({ url }) => url)).toEqual([A, THERE]);
  });

  it.each([
    [302, 'GET', 0],
    [303, 'GET', 0],
    [307, 'POST', 1],
  ])('makes of a POST after %d a %s', (status, method, length) => {
    const { end, asked } = following(
      profile,
      { [A]: moved(status, THERE), [THERE]: 'there' },
      { method: 'POST', body: 'x' },
    );

    expect(end).toBe('completed');
    expect(asked.map((one) => [one.method, one.body.length])).toEqual([
      ['POST', 1],
      [method, length],
    ]);
  });

  it('gives another origin no credentials, and what is left', () => {
    const headers = { Authorization: 'Bearer x', 'X-Api-Key': 'y', 'X-Board': '7' };
    const { end, asked } = following(profile, { [A]: moved(302, B), [B]: 'there' }, { headers });

    expect(end).toBe('completed');
    expect(asked.map((one) => Object.keys(headers).map((name) => fieldOf(one, name).length))).toEqual([
      [1, 1, 1],
      [0, 0, 1],
    ]);
  });

  it('does not lead from HTTPS to HTTP', () => {
    const { reason, asked } = following(profile, { [SECURE]: moved(302, A), [A]: 'there' }, { url: SECURE });

    expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'redirect' });
    expect(asked.map(({ url }) => url)).toEqual([SECURE]);
  });

  it('ends after as many as it may follow', () => {
    const headers = { Authorization: 'x' };
    const { reason, asked } = following(profile, { [A]: moved(302, A) }, { headers, maxRedirects: 3 });

    expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'redirect' });
    expect(asked).toHaveLength(4);
  });

  it('takes a redirect to no place for a status, which may be accepted or not', () => {
    const headers = { Authorization: 'x' };
    const sites = { [A]: { status: 302, body: 'moved' } };

    expect(following(profile, sites, { headers }).values[0]).toMatchObject({ status: 302 });
    expect(following(profile, sites, { headers, accepts: (status) => status === 200 }).end).toBe(
      'http-status',
    );
  });

  it('works in a pool, and needs no modem to be checked', () => {
    const sites = { [A]: moved(302, THERE), [THERE]: 'there' };

    expect(following(profile, sites, { headers: { Authorization: 'x' } }, true).values[0]?.text()).toBe(
      'there',
    );
    expect(http.check(profile, { url: SECURE, redirect: 'follow' })).toBeUndefined();
  });
});
