import type { Browser, Locator, Page } from 'playwright-core';
import { interval, lastValueFrom, take, tap } from 'rxjs';
import { busyShare, complaintsOf, type DashboardBench, openBrowser, startDashboard } from './dashboardBench';

/** What a person sees in a real browser, and does. */

const FIRMWARE = 'http://example.com/firmware.bin';
const URCS_PER_SECOND = 50;
const BUSY_SECONDS = 4;

/** Run in the page, as text: this side has no types of a browser. */
const WATCH_FRAMES = `
  window.seen = { frames: 0, maxTimerMs: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.maxTimerMs = Math.max(seen.maxTimerMs, duration);
  }).observe({ type: 'longtask' });
  const frame = () => { seen.frames += 1; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  undefined`;
/** Tasks of 50 ms and more are long. */
interface FramesSeen {
  readonly frames: number;
  readonly maxTimerMs: number;
}
const FRAMES_SEEN = 'window.seen';
const FOCUSED = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const text = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  const name = text.trim().replace(/\\s+/g, ' ');
  return { name, outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
})()`;

let browser: Browser;
let bench: DashboardBench;
let page: Page;
let complaints: readonly string[];

const card = (id: string): Locator => page.locator(`#modem-${id}`);
const urcs = (): Locator => page.locator('#urcs li');
/** Waits until it stands there, line breaks or not. */
const see = (place: Locator, text: string | RegExp): Promise<void> =>
  place
    .filter({ hasText: text instanceof RegExp ? new RegExp(text.source, 's') : text })
    .first()
    .waitFor({ timeout: 5_000 });
const fact = (id: string, name: string): Locator =>
  card(id).locator('.facts div', { hasText: name }).locator('dd');
const get = async (id: string, url: string): Promise<void> => {
  await card(id).getByLabel('URL to get').fill(url);
  await card(id).getByRole('button', { name: 'Get', exact: true }).click();
};
const loadedOf = (id: string): Promise<number> =>
  card(id)
    .locator('progress')
    .first()
    .evaluate((bar) => (bar as unknown as { value: number }).value);

const opened = async (options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
  const fresh = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  fresh.setDefaultTimeout(10_000);
  complaints = complaintsOf(fresh);
  await fresh.goto(bench.address);
  await fresh.getByText('Ready', { exact: true }).nth(2).waitFor();
  return fresh;
};

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  bench = await startDashboard();
  page = await opened();
});
afterEach(async () => {
  await page.close();
  bench.stop();
  expect(complaints).toEqual([]);
});

describe('the dashboard in a browser', () => {
  it('shows what a modem says on its own, what it means, and the state that follows from it', async () => {
    bench.modems.sim800.virtual.say('+CMTI: "SM",3');
    await see(urcs(), /SIM800.*\+CMTI: "SM",3.*a message came/);
    bench.modems.sim800.virtual.become({ rssi: 14 });
    bench.modems.sim800.virtual.say('+CSQN: 14,0');
    await see(card('sim800').locator('.figure'), /−85 dBm.*fair · RSSI 14/);
    bench.modems.a7600.virtual.say('+CREG: 5');
    await see(fact('sim800', 'Registration'), 'home');
    await see(page.locator('#trace li'), /A7600.*<.*\+CREG: 5/);
    await see(fact('a7600', 'SIM'), 'READY');
  });

  it('gets a URL, shows the progress, and hangs up on the modem when it is cancelled', async () => {
    const { virtual } = bench.modems.sim800;
    await get('sim800', FIRMWARE);
    await see(card('sim800').locator('.transfer'), /receiving.*of 196\.6 kB · \d+ %.*kB\/s/);
    const terms = virtual.state.httpTerms;
    await card('sim800')
      .getByRole('button', { name: `Cancel ${FIRMWARE}` })
      .click();
    await see(card('sim800').locator('.transfer'), 'cancelled');
    await see(page.locator('#trace li'), 'AT+HTTPTERM');
    expect(virtual.state.httpTerms).toBe(terms + 1);
    const loaded = await loadedOf('sim800');
    expect(loaded).toBeLessThan(196_608);
    await get('sim800', 'http://example.com/readings.csv');
    await see(card('sim800').locator('.transfer').first(), /readings\.csv.*done.*23\.0 kB.*status 200/);
    expect(await loadedOf('sim800')).toBeGreaterThan(0);
    await see(card('sim800').locator('.transfer').nth(1), /firmware\.bin.*cancelled/);
  });

  it('says what is wrong with a URL, a page, and an order', async () => {
    await get('a7600', 'ftp://example.com/');
    await see(card('a7600').getByRole('alert'), 'it must begin with http:// or https://');
    await get('a7600', 'http://example.com/missing');
    await see(card('a7600').locator('.transfer'), /failed.*404 \(not found\); check the path/);
    await card('a7600').getByRole('alert').waitFor({ state: 'hidden' });
  });

  it('shows a restart, and asks the modem again how it is', async () => {
    bench.modems.a7600.virtual.restart();
    await see(fact('a7600', 'Restarts'), '1');
    await see(fact('a7600', 'Registration'), 'home');
    await see(fact('sim800', 'Restarts'), '0');
  });

  it('shows a port that went away, and that it came back', async () => {
    bench.modems.sim7600.wire.unplug();
    await see(card('sim7600'), /Down.*The port went away/);
    bench.modems.sim7600.wire.plug();
    await see(card('sim7600').locator('.health'), 'Ready');
    await see(page.getByRole('status'), 'SIM7600: ready.');
  });

  it('finds its server again when that was started anew, and may give it orders', async () => {
    bench.stop();
    await see(page.locator('#link'), 'Server lost');
    bench = await startDashboard({ port: Number(new URL(bench.address).port) });
    await see(page.locator('#link'), 'Live');
    bench.modems.sim800.virtual.say('RING');
    await see(urcs(), /RING.*somebody calls/);
    await get('a7600', 'http://example.com/');
    await see(card('a7600').locator('.transfer'), 'done');
  });

  it('stays responsive with 50 URCs a second, and keeps no more than the newest', async () => {
    await page.evaluate(WATCH_FRAMES);
    const share = await busyShare(page);
    const { virtual } = bench.modems.sim800;
    await lastValueFrom(
      interval(1_000 / URCS_PER_SECOND).pipe(
        take(URCS_PER_SECOND * BUSY_SECONDS),
        tap((n) => virtual.say(`+CMTI: "SM",${n}`)),
      ),
    );
    await see(urcs(), `+CMTI: "SM",${URCS_PER_SECOND * BUSY_SECONDS - 1}`);
    const { frames, maxTimerMs } = await page.evaluate<FramesSeen>(FRAMES_SEEN);
    expect(frames).toBeGreaterThan(10 * BUSY_SECONDS);
    expect(maxTimerMs).toBeLessThan(500);
    expect(await share()).toBeLessThan(0.5);
    for (let n = 0; n < 300; n += 1) virtual.say('RING');
    await see(page.locator('#urcs .count'), String(300 + URCS_PER_SECOND * BUSY_SECONDS));
    await see(urcs(), /RING ×300/);
    await page.getByRole('button', { name: 'URCs: fold' }).click();
    expect(await urcs().count()).toBe(100);
  });

  it('filters its logs by modem, kind and text, pauses and saves them', async () => {
    const log = page.locator('#urcs');
    bench.modems.sim800.virtual.say('RING');
    bench.modems.a7600.virtual.say('+CMTI: "SM",3');
    await see(urcs(), 'CMTI');
    await log.getByLabel('URCs: modem').selectOption('a7600');
    expect(await urcs().allInnerTexts()).toEqual([expect.stringContaining('+CMTI')]);
    await log.getByLabel('URCs: text').fill('somebody calls');
    await see(log, 'No line fits the filter.');
    await log.getByLabel('URCs: modem').selectOption('');
    expect(await urcs().allInnerTexts()).toEqual([expect.stringContaining('RING')]);
    await log.getByRole('button', { name: 'Pause' }).click();
    bench.modems.sim800.virtual.say('RING');
    await see(log.getByRole('button'), 'Go on (1 new)');
    await log.getByRole('button', { name: 'Go on' }).click();
    await see(urcs(), 'RING ×2');
    await log.getByLabel('URCs: text').fill('');
    await log.getByLabel('URCs: kind').selectOption('+CMTI');
    expect(await urcs().allInnerTexts()).toEqual([expect.stringContaining('+CMTI')]);
    const saving = page.waitForEvent('download');
    await log.getByRole('button', { name: 'URCs: export' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^urcs-.*\.log$/);
  });

  it('is used by keyboard alone, in an order that makes sense, with a focus that shows', async () => {
    const seen: string[] = [];
    const tab = async (): Promise<string> => {
      await page.keyboard.press('Tab');
      const { name, outlined } = await page.evaluate<{ name: string; outlined: boolean }>(FOCUSED);
      expect(outlined).toBe(true);
      return name;
    };
    for (let n = 0; n < 11; n += 1) seen.push(await tab());
    expect(seen).toEqual([
      'Skip to the logs',
      'Theme',
      '3 ready',
      'Find a modem',
      'Order',
      'Open all',
      'SIM800',
      '15 min',
      '24 h',
      'URL to get',
      'Get',
    ]);
    await page.keyboard.press('Enter');
    await see(card('sim800').locator('.transfer'), 'receiving');
    expect(await tab()).toBe(`Cancel ${FIRMWARE}`);
    await page.keyboard.press('Space');
    await see(card('sim800').locator('.transfer'), 'cancelled');
    await see(page.getByRole('status'), `SIM800: ${FIRMWARE} cancelled.`);
  });

  it('fits a phone', async () => {
    await page.close();
    page = await opened({ viewport: { width: 360, height: 740 } });
    bench.modems.sim800.virtual.say(`+CUSD: 0,"${'long'.repeat(40)}",15`);
    await get('sim800', `http://example.com/${'deep'.repeat(30)}`);
    await see(urcs(), 'longlong');
    await see(card('sim800').locator('.transfer'), 'failed');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const narrow = await page.locator('button:visible, input:visible, select:visible').all();
    for (const control of narrow) {
      const box = await control.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
    }
  });

  it('is light or dark as the system is, or as somebody wishes, also the next time', async () => {
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const [light, dark] = ['rgb(244, 246, 248)', 'rgb(14, 19, 24)'];
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).toBe(dark);
    await page.getByLabel('Theme').selectOption('light');
    expect(await ground()).toBe(light);
    await page.reload();
    expect(await ground()).toBe(light);
  });
});
