import type { Browser, Locator, Page } from 'playwright-core';
import { interval, lastValueFrom, take, tap } from 'rxjs';
import {
  barriersOf,
  busyShare,
  complaintsOf,
  type DashboardBench,
  layoutRate,
  openBrowser,
  startDashboard,
} from './dashboardBench';

/** A board of twelve modems, of which three are in trouble: what a person finds, opens and does, at three widths, dark and light. */

const URCS_PER_SECOND = 50;
const BUSY_SECONDS = 3;

let browser: Browser;
let bench: DashboardBench;
let page: Page;
let complaints: readonly string[];

const names = (): Promise<readonly string[]> => page.locator('.modem:visible h3').allInnerTexts();
const row = (name: string): Locator => page.getByRole('article', { name, exact: true });
const open = async (name: string): Promise<Locator> => {
  const toggle = row(name).getByRole('button', { name, exact: true });
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
  return row(name);
};

beforeAll(async () => {
  browser = await openBrowser();
  bench = await startDashboard({ count: 12, mayAct: true });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(8_000);
  complaints = complaintsOf(page);
  await page.goto(bench.address);
  await page.getByRole('button', { name: '9 ready' }).waitFor();
  await page.getByRole('button', { name: '3 limited' }).waitFor();
}, 60_000);
afterAll(async () => {
  await browser.close();
  bench.stop();
});

describe('the dashboard with a fleet', () => {
  it('puts trouble first, says what it is, and gives each modem a name of its own', async () => {
    const all = await names();
    expect(all.slice(0, 3)).toEqual(['A7600-2', 'SIM7600-3', 'SIM800-4']);
    expect(new Set(all).size).toBe(12);
    await row('A7600-2').getByText('The SIM waits for its PIN.').waitFor();
    await row('SIM7600-3').getByText('The network denies it.').waitFor();
    await row('SIM800-4').getByText('No SIM.').waitFor();
    await row('A7600').getByText('CHINA MOBILE · 4G · B3').waitFor();
  });

  it('finds modems by health and by text, and opens them by keyboard', async () => {
    await page.getByRole('button', { name: '3 limited' }).click();
    expect(await names()).toHaveLength(3);
    await page.keyboard.press('/');
    await page.keyboard.type('pin');
    expect(await names()).toEqual(['A7600-2']);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: '3 limited' }).click();
    const first = row('A7600-2').getByRole('button', { name: 'A7600-2', exact: true });
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await row('SIM7600-3').getByText('URL to get').waitFor();
    await row('SIM7600-3').locator('.facts', { hasText: '…' }).waitFor();
    await row('SIM7600-3').getByRole('button', { name: '24 h' }).click();
    expect(await first.getAttribute('aria-expanded')).toBe('false');
  });

  it('takes little of a core while the fleet says 50 things a second', async () => {
    const all = Object.values(bench.modems);
    const [share, layouts] = [await busyShare(page), await layoutRate(page)];
    await lastValueFrom(
      interval(1_000 / URCS_PER_SECOND).pipe(
        take(URCS_PER_SECOND * BUSY_SECONDS),
        tap((n) => all[n % all.length]?.virtual.say(n % 3 === 0 ? 'RING' : `+CIEV: 10,"${n}","Net","",0,0`)),
      ),
    );
    // Two frames a second, each with one layout; the rest is for what came before, and for what a frame changes late.
    expect(await layouts()).toBeLessThan(4.5);
    // A tenth on a machine that does nothing else (`npm run bench:board`); caches that others have emptied double it.
    expect(await share()).toBeLessThan(0.25);
  });

  it('keeps the focus where it is when a modem gets into trouble', async () => {
    const toggle = row('SIM7600').getByRole('button', { name: 'SIM7600', exact: true });
    await toggle.focus();
    bench.modems.sim7600.wire.unplug();
    await row('SIM7600').getByText('Its port went away.').waitFor();
    await page.waitForFunction("document.querySelector('.modem h3')?.textContent === 'SIM7600'");
    expect(await page.evaluate('document.activeElement.textContent')).toBe('SIM7600');
    bench.modems.sim7600.wire.plug();
    await page.getByRole('button', { name: '9 ready' }).waitFor();
  });

  it('holds a conversation by USSD', async () => {
    const modem = await open('A7600');
    await modem.getByLabel('Code').fill('*123#');
    await page.keyboard.press('Enter');
    await modem.getByText('1 Balance').waitFor();
    await modem.getByLabel('Reply').fill('2');
    await page.keyboard.press('Enter');
    await modem.getByText('80 MB are left').waitFor();
  });

  it('asks before it acts on a modem', async () => {
    const modem = await open('SIM800');
    const question = page.getByRole('dialog');
    await modem.getByLabel('Command line').fill('AT+CBC');
    await page.keyboard.press('Enter');
    await question.getByText('Send to SIM800?').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await modem.locator('.act').count()).toBe(0);
    await modem.getByRole('button', { name: 'Send…' }).click();
    await question.getByRole('button', { name: 'Send' }).click();
    await modem.locator('.act', { hasText: /AT\+CBC.*done.*\+CBC: .*OK/s }).waitFor();
    await modem.getByRole('button', { name: 'Restart…' }).click();
    await question.getByRole('button', { name: 'Restart' }).click();
    await modem.locator('.act', { hasText: /Restart.*done/s }).waitFor();
    await modem.locator('.facts div', { hasText: 'Restarts' }).locator('dd', { hasText: '1' }).waitFor();
  }, 60_000);

  it.each([
    [390, 'light'],
    [1280, 'dark'],
    [1920, 'light'],
  ] as const)('has no barrier that axe finds, and no overflow, at %d in %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await open('A7600');
    expect(await barriersOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(complaints).toEqual([]);
  });
});
