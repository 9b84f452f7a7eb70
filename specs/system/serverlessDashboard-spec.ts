import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { builtPage, complaintsOf, openBrowser } from './dashboardBench';
import { FAKE_SERIAL } from './fakeSerial';

/** The same page from files, with no server anywhere: library and virtual modems run in the browser. */

let browser: Browser;
let page: Page;
let folder: string;
let complaints: readonly string[];
const asked: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), 'rxmodem-dashboard-'));
  for (const [name, text] of Object.entries(await builtPage())) writeFileSync(join(folder, name), text);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  complaints = complaintsOf(page);
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(FAKE_SERIAL);
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe('the dashboard without a server', () => {
  it('runs the library and three lively virtual modems in the page, and asks nobody for anything', async () => {
    await page.getByText('Live, in this page').waitFor();
    await page.getByText('Ready', { exact: true }).nth(2).waitFor();
    await page.locator('#urcs li', { hasText: '+CSQN' }).first().waitFor();
    const sim7600 = page.locator('#modem-sim7600');
    await sim7600.getByLabel('URL to get').fill('http://example.com/readings.csv');
    await page.keyboard.press('Enter');
    await sim7600.locator('.transfer', { hasText: 'done' }).waitFor();
    expect(asked.filter((address) => !/^(?:file|data):/.test(address))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('refuses what is no URL, and cancels', async () => {
    const a7600 = page.locator('#modem-a7600');
    const url = a7600.getByLabel('URL to get');
    await url.fill('javascript:alert(1)');
    await url.press('Enter');
    await a7600.getByRole('alert').filter({ hasText: 'it must begin with http' }).waitFor();
    await url.fill('http://example.com/slow');
    await url.press('Enter');
    await a7600.getByRole('button', { name: 'Cancel http://example.com/slow' }).click();
    await a7600.locator('.transfer', { hasText: /slow.*cancelled/s }).waitFor();
    await page
      .locator('#trace li', { hasText: /A7600.*AT\+HTTPTERM/s })
      .first()
      .waitFor();
  });

  it('takes a real modem by Web Serial, asks it what it is, and shows it beside the others', async () => {
    await page.getByRole('button', { name: 'Connect a modem…' }).click();
    const serial = page.locator('article', { hasText: 'serial port of this browser' });
    await serial.locator('.health', { hasText: 'Ready' }).waitFor();
    await serial.getByRole('heading', { name: 'serial-1' }).waitFor();
    await serial.locator('.title', { hasText: 'SIM800' }).waitFor();
    await serial.locator('.figure', { hasText: /−91.*RSSI 11/s }).waitFor();
    expect(complaints).toEqual([]);
  });
});
