import {
  a7600,
  createFetch,
  type FetchDefaults,
  type Modem,
  ModemError,
  type Profile,
  sim800,
} from '../../lib';
import { faults, type EmulatorSettings, type OriginRequest, type Site } from '../../lib/emulator';
import { countOf, fieldOf, isSame } from '../contract/asking';
import { patterned } from '../modem/bodies';
import { desk, type Desk, PAGE } from '../modem/desk';

interface Bench {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly OriginRequest[];
  readonly virtualDesk: Desk;
}

interface Wishes {
  readonly profile?: Profile;
  readonly knobs?: Partial<EmulatorSettings>;
  readonly defaults?: FetchDefaults;
}

const connectedTo = (virtualDesk: Desk): Promise<{ readonly modem: Modem; readonly close: () => void }> =>
  new Promise((resolve, reject) => {
    const connection = virtualDesk.connected({ quietMs: 0 }).subscribe({
      next: (modem) => resolve({ modem, close: () => connection.unsubscribe() }),
      error: reject,
    });
  });

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets what was left wind up: the modem answers at once, so that takes a few turns of the loop. */
const wound = async ({ virtual }: Desk): Promise<void> => {
  for (let turn = 0; virtual.state.httpOpen && turn < 100_000; turn += 1) await turnOfTheLoop();
};

/** A `fetch` over a virtual modem that answers at once; at the end every session has ended. */
const withFetch = async (
  sites: Readonly<Record<string, Site>>,
  act: (bench: Bench) => Promise<void>,
  { profile = a7600, knobs = {}, defaults = {} }: Wishes = {},
): Promise<void> => {
  const requests: OriginRequest[] = [];
  const noted = ([url, site]: readonly [string, Site]): readonly [string, Site] => [
    url,
    (request) => {
      requests.push(request);
      return typeof site === 'function' ? site(request) : site;
    },
  ];
  const { [PAGE]: page = 'hello', ...others } = Object.fromEntries(Object.entries(sites).map(noted));
  const virtualDesk = desk(profile, page, knobs, others);
  const { modem, close } = await connectedTo(virtualDesk);
  try {
    await act({ fetch: createFetch(modem, defaults), requests, virtualDesk });
    await wound(virtualDesk);
    expect(virtualDesk.virtual.state.httpOpen).toBe(false);
  } finally {
    close();
  }
};

/** What a promise is rejected with; fails where it is not. */
const rejected = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => Promise.reject(new RangeError('nothing was rejected')),
    (error: unknown) => error,
  );

const causeOf = (error: unknown): unknown => {
  expect(error).toBeInstanceOf(TypeError);
  const { cause } = error as TypeError;
  return cause instanceof ModemError ? cause.reason : cause;
};

const moved = (status: number, to: string): Site => ({ status, headers: [['Location', to]], body: 'moved' });
const THERE = 'http://example.com/there';
const ELSEWHERE = 'http://elsewhere.com/';

describe.each([sim800, a7600])('createFetch on a $title', (profile) => {
  it('gives text, JSON and bytes', () =>
    withFetch(
      { [PAGE]: 'grün', [THERE]: '{"a":[1]}', [ELSEWHERE]: patterned(10_000) },
      async ({ fetch }) => {
        const page = await fetch(PAGE);

        expect([page.status, page.ok, page.url, page.redirected]).toEqual([200, true, PAGE, false]);
        expect(page.headers.get('Content-Type')).toBe('text/plain');
        expect(await page.text()).toBe('grün');
        expect(await (await fetch(new URL(THERE))).json()).toEqual({ a: [1] });
        expect(isSame(new Uint8Array(await (await fetch(ELSEWHERE)).arrayBuffer()), patterned(10_000))).toBe(
          true,
        );
      },
      { profile },
    ));

  it('sends a body with its header fields', () =>
    withFetch(
      { [PAGE]: ({ body }) => body },
      async ({ fetch, requests }) => {
        const posted = await fetch(PAGE, { method: 'post', body: 'grün', headers: { 'X-Board': '7' } });
        expect(await posted.text()).toBe('grün');

        const bytes = await fetch(new Request(PAGE, { method: 'POST', body: patterned(3_000) }));
        expect(isSame(new Uint8Array(await bytes.arrayBuffer()), patterned(3_000))).toBe(true);
        expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
        expect(requests[0] && fieldOf(requests[0], 'X-Board')).toEqual(['7']);
        expect(requests[0] && fieldOf(requests[0], 'Content-Type')).toEqual(['text/plain;charset=UTF-8']);
      },
      { profile },
    ));

  it('resolves whatever the status is, after one try', () =>
    withFetch(
      { [PAGE]: { status: 503, body: 'busy' } },
      async ({ fetch, requests }) => {
        const page = await fetch(PAGE);

        expect([page.status, page.ok, await page.text()]).toEqual([503, false, 'busy']);
        expect(requests).toHaveLength(1);
      },
      { profile },
    ));

  it('gives a HEAD, a 204 and a 304 no body', () =>
    withFetch(
      { [PAGE]: 'hello', [THERE]: { status: 204 }, [ELSEWHERE]: { status: 304 } },
      async ({ fetch, virtualDesk }) => {
        const heads = [await fetch(PAGE, { method: 'HEAD' }), await fetch(THERE), await fetch(ELSEWHERE)];

        expect(heads.map(({ status, body }) => [status, body])).toEqual([
          [200, null],
          [204, null],
          [304, null],
        ]);
        expect(heads[0]?.headers.get('content-length')).toBe('5');
        expect(countOf(virtualDesk, 'AT+HTTPREAD=')).toBe(0);
      },
      { profile },
    ));

  it('makes a GET of a POST that a 301, 302 or 303 redirects', async () => {
    for (const status of [301, 302, 303]) {
      await withFetch(
        { [PAGE]: moved(status, '/there'), [THERE]: 'there' },
        async ({ fetch, requests }) => {
          const page = await fetch(PAGE, { method: 'POST', body: 'x', headers: { 'X-Board': '7' } });

          expect([page.url, page.redirected, await page.text()]).toEqual([THERE, true, 'there']);
          expect(requests.map(({ method, body }) => [method, body.length])).toEqual([
            ['POST', 1],
            ['GET', 0],
          ]);
          expect(requests[1] && fieldOf(requests[1], 'X-Board')).toEqual(['7']);
          // The A7600 says text/plain where it is told nothing.
          expect(requests[1] && fieldOf(requests[1], 'Content-Type')).toEqual(
            profile === sim800 ? [] : ['text/plain'],
          );
        },
        { profile },
      );
    }
  });

  it('keeps method and body where a 307 or 308 redirects', async () => {
    for (const status of [307, 308]) {
      await withFetch(
        {
          [PAGE]: moved(status, THERE),
          [THERE]: ({ method, body }) => `${method} ${Buffer.from(body).toString()}`,
        },
        async ({ fetch }) => {
          const page = await fetch(PAGE, { method: 'POST', body: 'x' });

          expect([page.redirected, await page.text()]).toEqual([true, 'POST x']);
        },
        { profile },
      );
    }
  });
});

describe('redirects', () => {
  it('tell another origin nothing of who asks', () =>
    withFetch({ [PAGE]: moved(302, ELSEWHERE), [ELSEWHERE]: 'there' }, async ({ fetch, requests }) => {
      const headers = { Authorization: 'Bearer geheim', Cookie: 'a=1', 'X-Board': '7' };
      await (await fetch(PAGE, { headers })).text();
      const told = (request: OriginRequest | undefined) =>
        ['Authorization', 'Cookie', 'X-Board'].map((name) => request && fieldOf(request, name).length);

      expect(requests.map(told)).toEqual([
        [1, 1, 1],
        [0, 0, 1],
      ]);
    }));

  it('tell the same origin all', () =>
    withFetch({ [PAGE]: moved(302, THERE), [THERE]: 'there' }, async ({ fetch, requests }) => {
      await (await fetch(PAGE, { headers: { Authorization: 'Bearer geheim' } })).text();

      expect(requests.map((request) => fieldOf(request, 'Authorization').length)).toEqual([1, 1]);
    }));

  it('do not make HTTP of HTTPS', () =>
    withFetch(
      { 'https://example.com/': moved(302, THERE), [THERE]: 'there' },
      async ({ fetch, requests }) => {
        expect(causeOf(await rejected(fetch('https://example.com/')))).toMatchObject({ name: 'redirect' });
        expect(requests.map(({ url }) => url)).toEqual(['https://example.com/']);
      },
    ));

  it('make HTTPS of HTTP', () =>
    withFetch(
      { [PAGE]: moved(301, 'https://example.com/'), 'https://example.com/': 'there' },
      async ({ fetch }) => {
        expect(await (await fetch(PAGE)).text()).toBe('there');
      },
    ));

  it('are followed twenty times and no more', () =>
    withFetch({ [PAGE]: moved(302, PAGE) }, async ({ fetch, requests }) => {
      expect(causeOf(await rejected(fetch(PAGE)))).toMatchObject({
        kind: 'invalid-argument',
        name: 'redirect',
      });
      expect(requests).toHaveLength(21);
    }));

  it('are given as they are where that is wished', () =>
    withFetch({ [PAGE]: moved(302, THERE) }, async ({ fetch, requests }) => {
      const page = await fetch(PAGE, { redirect: 'manual' });

      expect([page.status, page.headers.get('location'), await page.text()]).toEqual([302, THERE, 'moved']);
      expect(requests).toHaveLength(1);
    }));

  it('are a failure where they are not wished', () =>
    withFetch({ [PAGE]: moved(302, THERE), [THERE]: 'there' }, async ({ fetch, requests }) => {
      expect(causeOf(await rejected(fetch(PAGE, { redirect: 'error' })))).toMatchObject({ name: 'redirect' });
      expect(requests).toHaveLength(1);
    }));

  it.each(['http://[', 'gopher://example.com/', ''])('are a failure, or none, where they lead to %j', (to) =>
    withFetch({ [PAGE]: moved(302, to) }, async ({ fetch, requests }) => {
      const ended = await rejected(fetch(PAGE));

      expect(causeOf(ended)).toMatchObject({ kind: 'invalid-argument' });
      // An empty one leads to the page itself.
      expect(requests).toHaveLength(to === '' ? 21 : 1);
    }),
  );

  it('without a place are an answer', () =>
    withFetch({ [PAGE]: { status: 302, body: 'where?' } }, async ({ fetch }) => {
      expect(await (await fetch(PAGE)).text()).toBe('where?');
    }));
});

describe('an AbortSignal', () => {
  it('that was aborted before lets nothing be said', () =>
    withFetch({ [PAGE]: 'hello' }, async ({ fetch, virtualDesk }) => {
      const said = virtualDesk.heard.length;
      const error = await rejected(fetch(PAGE, { signal: AbortSignal.abort() }));

      expect(error).toMatchObject({ name: 'AbortError' });
      expect(virtualDesk.heard).toHaveLength(said);
    }));

  it('that is aborted before the head comes rejects with its reason and winds up', () =>
    withFetch({ [PAGE]: { body: 'late', delayMs: 3_600_000 } }, async ({ fetch, requests, virtualDesk }) => {
      const controller = new AbortController();
      const page = rejected(fetch(PAGE, { signal: controller.signal }));
      while (requests.length === 0) await turnOfTheLoop();
      controller.abort(new RangeError('enough'));

      expect(await page).toEqual(new RangeError('enough'));
      await wound(virtualDesk);
      expect(virtualDesk.heard.at(-1)).toBe('AT+HTTPTERM');
    }));

  it('that is aborted behind the head fails the body with its reason and winds up', () =>
    withFetch(
      { [PAGE]: patterned(9_000) },
      async ({ fetch, virtualDesk }) => {
        const controller = new AbortController();
        const page = await fetch(PAGE, { signal: controller.signal });
        const reader = page.body?.getReader();
        await reader?.read();
        controller.abort();

        expect(await rejected(reader?.read() ?? Promise.resolve())).toMatchObject({ name: 'AbortError' });
        await wound(virtualDesk);
        expect(virtualDesk.heard.at(-1)).toBe('AT+HTTPTERM');
        expect(countOf(virtualDesk, 'AT+HTTPREAD=')).toBe(1);
      },
      { defaults: { windowBytes: 1_000 } },
    ));

  it('that is never aborted changes nothing', () =>
    withFetch({ [PAGE]: 'hello' }, async ({ fetch }) => {
      const { signal } = new AbortController();

      expect(await (await fetch(PAGE, { signal })).text()).toBe('hello');
    }));
});

describe('a failure', () => {
  it('before the head rejects with a TypeError that has its cause', () =>
    withFetch(
      { [PAGE]: 'hello' },
      async ({ fetch }) => {
        expect(causeOf(await rejected(fetch(PAGE)))).toEqual({ kind: 'http', code: 715 });
      },
      { knobs: { faults: [faults.failedRequests({ codes: [715] })] } },
    ));

  it.each(['PATCH', 'OPTIONS'])('is a method that no modem has: %s', (method) =>
    withFetch({ [PAGE]: 'hello' }, async ({ fetch, requests }) => {
      expect(causeOf(await rejected(fetch(PAGE, { method })))).toEqual({
        kind: 'unsupported',
        family: 'A7600',
        feature: `HTTP ${method}`,
      });
      expect(requests).toEqual([]);
    }),
  );

  it('is a method that the family does not have', () =>
    withFetch(
      { [PAGE]: 'hello' },
      async ({ fetch }) => {
        expect(causeOf(await rejected(fetch(PAGE, { method: 'DELETE' })))).toMatchObject({
          kind: 'unsupported',
        });
      },
      { profile: sim800 },
    ));

  it('behind the head fails the body', () =>
    withFetch(
      { [PAGE]: patterned(9_000) },
      async ({ fetch, virtualDesk }) => {
        const reader = (await fetch(PAGE)).body?.getReader();
        await reader?.read();
        virtualDesk.virtual.restart();
        const error = await rejected(reader?.read() ?? Promise.resolve());

        expect(error).toBeInstanceOf(ModemError);
        expect(error).toMatchObject({ reason: { kind: 'reset' } });
      },
      { defaults: { windowBytes: 1_000, retry: { attempts: 1, delay: 0 } } },
    ));

  it('is a status that no Response can have', () =>
    withFetch({ [PAGE]: { status: 999, body: 'denied' } }, async ({ fetch, virtualDesk }) => {
      expect(causeOf(await rejected(fetch(PAGE)))).toMatchObject({ name: 'RangeError' });
      await wound(virtualDesk);
      expect(virtualDesk.heard.at(-1)).toBe('AT+HTTPTERM');
    }));

  it('is a header field that no Response can have', () =>
    withFetch({ [PAGE]: { headers: [['X-Bad', 'a\0b']], body: 'hello' } }, async ({ fetch }) => {
      expect(causeOf(await rejected(fetch(PAGE)))).toMatchObject({ name: 'TypeError' });
    }));
});

describe('the defaults', () => {
  it('hold for every request', () =>
    withFetch(
      { 'https://example.com/': 'hello' },
      async ({ fetch, requests, virtualDesk }) => {
        await (await fetch('https://example.com/')).text();

        expect(requests[0]?.verifies).toBe(true);
        expect(virtualDesk.heard).toContain('AT+CSSLCFG="cacert",0,"ca.pem"');
      },
      { defaults: { tls: { ca: 'ca.pem' } } },
    ));
});

describe('a body', () => {
  it('that is cancelled winds up', () =>
    withFetch(
      { [PAGE]: patterned(9_000) },
      async ({ fetch, virtualDesk }) => {
        const page = await fetch(PAGE);
        await page.body?.cancel();
        await wound(virtualDesk);

        expect(virtualDesk.heard.at(-1)).toBe('AT+HTTPTERM');
        expect(countOf(virtualDesk, 'AT+HTTPREAD=')).toBeLessThanOrEqual(1);
      },
      { defaults: { windowBytes: 1_000 } },
    ));

  it('holds other requests back until it is read', () =>
    withFetch({ [PAGE]: patterned(9_000), [THERE]: 'there' }, async ({ fetch, requests }) => {
      const first = await fetch(PAGE);
      const second = fetch(THERE);
      for (let turn = 0; turn < 50; turn += 1) await turnOfTheLoop();

      expect(requests).toHaveLength(1);
      expect((await first.arrayBuffer()).byteLength).toBe(9_000);
      expect(await (await second).text()).toBe('there');
    }));
});
