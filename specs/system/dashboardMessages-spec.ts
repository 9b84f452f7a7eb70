import type { Browser, Locator, Page } from 'playwright-core';
import { complaintsOf, type DashboardBench, openBrowser, startDashboard } from './dashboardBench';

/** Messages as a person sees and writes them, in a real browser. */

let browser: Browser;
let bench: DashboardBench;
let page: Page;
let complaints: readonly string[];

const card = (id: string): Locator => page.locator(`#modem-${id}`);
const message = (id: string, text: string): Locator => card(id).locator('.message', { hasText: text });

beforeAll(async () => {
  browser = await openBrowser();
  bench = await startDashboard();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(20_000);
  complaints = complaintsOf(page);
  await page.goto(bench.address);
  await page.getByText('Ready', { exact: true }).nth(2).waitFor();
}, 60_000);
afterAll(async () => {
  await browser.close();
  bench.stop();
});

describe('messages on the dashboard', () => {
  it('appear as they come, long ones joined, and stay in the modem', async () => {
    const { virtual } = bench.modems.a7600;
    const long = 'ж'.repeat(100);
    virtual.network.sms({ from: 'Bank', text: `Ihr Code: 1234 ${long}` });
    await message('a7600', `Ihr Code: 1234 ${long}`).waitFor();

    expect(await message('a7600', 'Ihr Code').locator('[data-part="who"]').textContent()).toBe('Bank');
    expect(await card('sim800').locator('.message').count()).toBe(0);
  }, 60_000);

  it('are written and sent, with a count of what they take', async () => {
    const sent: string[] = [];
    bench.modems.sim800.virtual.network.sent.subscribe(({ to, text }) => sent.push(`${to} ${text}`));
    await card('sim800').getByLabel('Number').fill('+49 170 1234567');
    await card('sim800').getByLabel('Message').fill('schöne Grüße 😀');
    await card('sim800').getByText('is not in the short alphabet').waitFor();
    await card('sim800').getByRole('button', { name: 'Send', exact: true }).click();
    await message('sim800', 'schöne Grüße 😀').locator('[data-part="state"]', { hasText: 'sent' }).waitFor();

    expect(sent).toEqual(['+491701234567 schöne Grüße 😀']);
    expect(await card('sim800').getByLabel('Message').inputValue()).toBe('');
  }, 60_000);

  it('that can’t be sent say why, below the form', async () => {
    await card('sim7600').getByLabel('Number').fill('Ada');
    await card('sim7600').getByLabel('Message').fill('hello');
    await card('sim7600').getByRole('button', { name: 'Send', exact: true }).click();
    await card('sim7600').getByText('1 to 20 digits').waitFor();

    expect(await card('sim7600').getByLabel('Message').inputValue()).toBe('hello');
    expect(complaints).toEqual([]);
  }, 60_000);
});
