import { ignoreElements, lastValueFrom, NEVER, of, switchMap } from 'rxjs';
import {
  a7600,
  collect,
  createFetch,
  http,
  type Modem,
  ModemError,
  pool,
  sim800,
  withModem,
} from '../../../lib';
import { patterned } from '../../modem/bodies';
import { desk, type Desk, PAGE } from '../../modem/desk';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';

const LONG = 'http://example.com/long';
const MISSING = 'http://example.com/missing';
const SITES = { [LONG]: patterned(20_000), [MISSING]: { status: 404, body: 'gone' } };
/** At once, so that no spec waits. */
const unreadMs = 0;

const connectedTo = ({ connected }: Desk): Promise<{ readonly modem: Modem; readonly close: () => void }> =>
  new Promise((resolve, reject) => {
    const connection = connected({ quietMs: 0 }).subscribe({
      next: (modem) => resolve({ modem, close: () => connection.unsubscribe() }),
      error: reject,
    });
  });

const turns = async (done: () => boolean): Promise<void> => {
  for (let turn = 0; !done() && turn < 100_000; turn += 1)
    await new Promise<void>((resolve) => setImmediate(resolve));
};

const reasonOf = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof ModemError ? error.reason : error),
  );

const reader = { kind: 'timeout', phase: 'reader' };

describe.each([sim800, a7600])('an unread body on a $title', (profile) => {
  const on = async (act: (modem: Modem, virtualDesk: Desk) => Promise<void>): Promise<void> => {
    const virtualDesk = desk(profile, 'hello', {}, SITES);
    const { modem, close } = await connectedTo(virtualDesk);
    try {
      await act(modem, virtualDesk);
    } finally {
      close();
    }
  };
  const next = (modem: Modem): Promise<string> => lastValueFrom(http.getText(modem, PAGE));
  const isClosed = ({ virtual }: Desk) => turns(() => !virtual.state.httpOpen);

  it('that fits a window is read at once, and the session is closed', () =>
    on(async (modem, virtualDesk) => {
      const fetch = createFetch(modem);
      const missing = await fetch(MISSING);
      await isClosed(virtualDesk);

      expect(virtualDesk.virtual.state.httpOpen).toBe(false);
      expect([missing.ok, await (await fetch(MISSING)).text(), await next(modem)]).toEqual([
        false,
        'gone',
        'hello',
      ]);
      expect(await missing.text()).toBe('gone');
    }));

  it('does not keep the port open when the work has ended', async () => {
    const { virtual } = desk(profile, 'hello', {}, SITES);
    let end: unknown;
    const abandoned = async (modem: Modem): Promise<number> =>
      (await createFetch(modem, { unreadMs })(LONG)).status;
    withModem(virtual.transport, profile, abandoned, { quietMs: 0 }).subscribe({
      next: (status) => (end = status),
      error: (error: unknown) => (end = error),
    });
    await turns(() => end !== undefined);

    expect({ end, httpOpen: virtual.state.httpOpen }).toEqual({ end: 200, httpOpen: false });
  });

  it.each([
    [
      'a fetch',
      (modem: Modem) => createFetch(modem, { unreadMs })(LONG).then((page) => page.body?.getReader()),
    ],
    [
      'a stream',
      (modem: Modem) => Promise.resolve(http.readable(modem, { url: LONG, unreadMs }).getReader()),
    ],
  ])('of %s that is read after its modem was closed says so', async (_, begin) => {
    const virtualDesk = desk(profile, 'hello', {}, SITES);
    const { modem, close } = await connectedTo(virtualDesk);
    const unread = await begin(modem);
    await turns(() => virtualDesk.heard.some((line) => line.startsWith('AT+HTTPREAD')));
    close();
    await turns(() => virtualDesk.heard.includes('AT+HTTPTERM'));
    const failed = await unread?.read().then(
      () => undefined,
      (error: unknown) => error,
    );

    expect(failed).toBeInstanceOf(ModemError);
    expect((failed as ModemError).reason).toEqual({ kind: 'closed', where: profile.title, left: true });
    expect((failed as ModemError).message).not.toMatch(/another request/);
  });

  it('of a stream that nobody reads is closed, too', () =>
    on(async (modem, virtualDesk) => {
      const stream = http.readable(modem, PAGE);
      await turns(() => virtualDesk.heard.some((line) => line.startsWith('AT+HTTPTERM')));

      expect(await next(modem)).toBe('hello');
      expect(await new Response(stream).text()).toBe('hello');
    }));

  it.each([
    ['fetch', async (modem: Modem) => (await createFetch(modem, { unreadMs })(LONG)).body?.getReader()],
    ['a stream', (modem: Modem) => http.readable(modem, { url: LONG, unreadMs }).getReader()],
  ])('of %s that is longer gives way to a request that waits, and fails for its late reader', (_, begin) =>
    on(async (modem, virtualDesk) => {
      const unread = await begin(modem);
      await turns(() => virtualDesk.heard.some((line) => line.startsWith('AT+HTTPREAD')));

      expect(await next(modem)).toBe('hello');
      expect(await reasonOf(unread?.read() ?? Promise.resolve())).toMatchObject(reader);
    }),
  );

  it('of an iteration that is abandoned gives way, and fails where it is gone on with', () =>
    on(async (modem) => {
      const body = http.iterate(modem, { url: LONG, unreadMs });
      expect((await body.next()).done).toBe(false);

      expect(await next(modem)).toBe('hello');
      expect(await reasonOf(body.next())).toMatchObject(reader);
    }));

  it('waits for its reader while no other request waits', () =>
    on(async (modem, virtualDesk) => {
      const page = await createFetch(modem, { unreadMs })(LONG);
      await turns(() => virtualDesk.heard.some((line) => line.startsWith('AT+HTTPREAD')));
      await turns(() => false).catch(() => undefined);

      expect(new Uint8Array(await page.arrayBuffer())).toHaveLength(20_000);
    }));

  it('that is cancelled lets the next request begin, and one that is cloned is read once for both', () =>
    on(async (modem) => {
      const fetch = createFetch(modem, { unreadMs });
      await (await fetch(LONG)).body?.cancel();
      expect(await next(modem)).toBe('hello');

      const page = await fetch(LONG);
      const copy = page.clone();
      const waiting = next(modem);
      expect((await copy.arrayBuffer()).byteLength).toBe(20_000);
      expect((await page.arrayBuffer()).byteLength).toBe(20_000);
      expect(await waiting).toBe('hello');
    }));

  it('gives way to a flow that waits in a pool', () => {
    const virtualDesk = desk(profile, 'hello', {}, SITES);
    const { unread, after } = virtually(() => {
      const team = pool([{ name: 'one', modem: virtualDesk.connected() }]);
      const first = watch(http.get(team, { url: LONG, unreadMs: 3_000, into: () => NEVER }));
      const second = watch(
        of(null).pipe(
          switchMap(() => http.get(team, PAGE)),
          collect(),
        ),
      );
      return { unread: first, after: second };
    });

    expect([unread.end, after.end]).toEqual(['timeout reader', 'completed']);
    expect(unread.endedAt).toBeGreaterThanOrEqual(3_000);
  });

  it('holds its modem for ten seconds by default, and a sink of the program’s own for as long as it likes', () => {
    const virtualDesk = desk(profile, 'hello', {}, SITES);
    const seen = virtually(() => {
      const both = { first: undefined as unknown, second: undefined as unknown };
      virtualDesk.connected().subscribe((modem) => {
        both.first = watch(http.get(modem, { url: LONG, into: () => NEVER }).pipe(ignoreElements()));
        both.second = watch(http.get(modem, PAGE));
      });
      return both;
    });

    expect(seen).toMatchObject({ first: { end: 'open' }, second: { end: 'open' } });
  });
});
