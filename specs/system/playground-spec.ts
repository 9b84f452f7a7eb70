import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type BundledPage, bundlePage } from '../../scripts/pages/bundlePage';
import { barriersOf, complaintsOf, openBrowser } from './dashboardBench';
import { FAKE_SERIAL } from './fakeSerial';

/** The playground as any web server serves it, below a path: the modem runs in the page, and the page asks nobody for anything. */

const PATH = '/some/where/';
const TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
};

/** A line of the conversation: this side has no types of a browser. */
interface Line {
  readonly dataset: { readonly kind: string };
}

let browser: Browser;
let server: Server;
let files: BundledPage;
let page: Page;
let complaints: readonly string[];
const asked: string[] = [];

const addressOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}${PATH}`;
const say = async (line: string): Promise<void> => {
  await page.locator('#line').fill(line);
  await page.keyboard.press('Enter');
};
const see = (kind: string, text: string): Promise<void> =>
  page.locator(`#lines li[data-kind="${kind}"]`, { hasText: text }).last().waitFor();

beforeAll(async () => {
  [browser, files] = await Promise.all([
    openBrowser(),
    bundlePage(join(__dirname, '../../demos/playground')),
  ]);
  server = createServer(({ url = '' }, response) => {
    const name = (url.startsWith(PATH) ? url.slice(PATH.length) || 'index.html' : '') as keyof BundledPage;
    const type = TYPES[name];
    if (type === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': type }).end(files[name]);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(10_000);
  complaints = complaintsOf(page);
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(addressOf(server.address() as AddressInfo));
}, 60_000);
afterAll(async () => {
  await browser.close();
  server.close();
});

describe('the playground', () => {
  it('says what a command is while it is typed, and folds the conversation into tokens', async () => {
    await page.locator('#line').fill('AT+HTTPREAD=0,5');
    await page.locator('#hint', { hasText: /Reads a window.*offset 0, size 5.*SIM800 AT manual/s }).waitFor();
    await say('AT+CSQ');
    await see('said', 'AT+CSQ');
    await see('echo', 'AT+CSQ');
    await see('info', 'rssi 20, ber 0');
    await see('final', 'OK');
    await page.getByRole('button', { name: 'It rings' }).click();
    await see('urc', 'RING');
  });

  it('gives data where the modem asks for some', async () => {
    await say('AT+CMGF=1');
    await see('said', 'AT+CMGF=1');
    await say('AT+CMGS="+491700000001"');
    await see('prompt', '>');
    await page.locator('#line-label', { hasText: 'Ctrl-Z' }).waitFor();
    await say('hello');
    await see('info', '+CMGS:');
    await page.locator('#line-label', { hasText: 'Command' }).waitFor();
  });

  it('runs a program on the modem, and gives the port back', async () => {
    await page.getByLabel('Sample').selectOption('JSON in one line');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.locator('#output', { hasText: /"celsius":21.5.*complete/s }).waitFor();
    await see('payload', 'bytes to come');
    await say('AT+CREG?');
    await see('info', '+CREG: 0,1');
  });

  it('leaves a program as the library does, and says what is wrong with one', async () => {
    await page.getByLabel('Sample').selectOption('HTTP GET with progress');
    await page.getByRole('textbox', { name: 'Program' }).press('Control+Enter');
    await page.locator('#output', { hasText: 'of 20000 bytes' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await see('said', 'AT+HTTPTERM');
    await page.getByRole('textbox', { name: 'Program' }).fill("import { nothing } from 'elsewhere';");
    await page.getByRole('button', { name: 'Run' }).click();
    await page
      .locator('#output', { hasText: 'there is no module elsewhere; import from rxjs, rxmodem' })
      .waitFor();
  });

  it('switches faults on, and other families', async () => {
    await page.getByLabel('Family').selectOption('a7600');
    await page.getByText('A virtual A7600 runs in this page.').waitFor();
    await page.getByLabel('Find a fault').fill('missingFinal');
    await page.getByRole('checkbox', { name: 'missingFinal' }).check();
    await say('AT+CSQ');
    await see('info', 'rssi 20');
    await say('AT');
    await see('final', 'OK');
    const lines = await page
      .locator('#lines li')
      .evaluateAll((all) => all.map((line) => (line as unknown as Line).dataset.kind));
    expect(lines.slice(-5)).toEqual(['echo', 'info', 'said', 'echo', 'final']);
  });

  it.each(['light', 'dark'] as const)(
    'has no barrier that axe finds, and asks nobody, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      expect(await barriersOf(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(asked.map((address) => address.replace(/^.*:\d+/, ''))).toEqual([
        PATH,
        `${PATH}app.css`,
        `${PATH}app.js`,
      ]);
      expect(complaints).toEqual([]);
    },
  );

  it('takes a real modem by Web Serial with a click, in the place of the virtual one', async () => {
    await page.addInitScript(FAKE_SERIAL);
    await page.reload();
    await page.getByRole('button', { name: 'Use a real modem…' }).click();
    await page.getByText('A real SIM800, by Web Serial.').waitFor();
    await say('AT+CSQ');
    await see('info', '+CSQ: 11,0');
    expect(complaints).toEqual([]);
  });
});
