import type { Browser, Locator, Page } from 'playwright-core';
import { concat, firstValueFrom, NEVER, of, ReplaySubject, type Subscription } from 'rxjs';
import type { Board } from '../../lib/dashboard/model/board';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';
import type { News } from '../../lib/dashboard/model/news';
import { nextBoard } from '../../lib/dashboard/model/nextBoard';
import { dashboardServer } from '../../lib/dashboard/serving/dashboardServer';
import {
  barriersOf,
  builtPage,
  complaintsOf,
  type DashboardBench,
  openBrowser,
  startDashboard,
} from './dashboardBench';

/** The messages of all modems in one list, in a real browser: modems of this server, and modems behind a broker. */

let browser: Browser;
let bench: DashboardBench;
let page: Page;
let complaints: readonly string[];

const tab = (): Locator =>
  page.getByRole('group', { name: 'Which logs' }).getByRole('button', { name: 'Messages' });
const inbox = (): Locator => page.getByRole('region', { name: 'Messages', exact: true });
const search = (): Locator => inbox().getByLabel('Messages: text or number to look for');
const shownTexts = (): Promise<readonly string[]> => inbox().locator('li .words').allInnerTexts();

beforeAll(async () => {
  browser = await openBrowser();
  bench = await startDashboard({ count: 12 });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(8_000);
  complaints = complaintsOf(page);
  await page.goto(bench.address);
  await page.getByRole('button', { name: '9 ready' }).waitFor();
}, 60_000);
afterAll(async () => {
  await browser.close();
  bench.stop();
});

describe('the inbox of a fleet', () => {
  it('counts what came on its tab, and lists the messages of all modems, the newest at the top', async () => {
    const { sim800, a7600, sim7600 } = bench.modems;
    sim800.virtual.network.sms({ from: '+4930111', text: 'first' });
    await tab().getByText('(1 new)').waitFor();
    a7600.virtual.network.sms({ from: 'Bank', text: 'second' });
    sim7600.virtual.network.sms({ from: '+4930333', text: 'third <b>bold</b>' });
    await tab().getByText('(3 new)').waitFor();
    expect(await inbox().isVisible()).toBe(false);
    await tab().focus();
    await page.keyboard.press('Enter');
    await inbox().getByText('3 of 3').waitFor();

    expect(await tab().innerText()).toBe('Messages');
    expect(await inbox().locator('li .who').allInnerTexts()).toEqual(
      expect.arrayContaining(['SIM800', 'A7600', 'SIM7600']),
    );
    sim800.virtual.network.sms({ from: '+4930111', text: 'fourth' });
    await inbox().getByText('fourth').waitFor();
    expect((await shownTexts())[0]).toBe('fourth');
    expect(await shownTexts()).toContain('third <b>bold</b>');
  }, 60_000);

  it('finds messages by text, number, modem and direction', async () => {
    await search().fill('4930 111');
    await inbox().getByText('2 of 4').waitFor();
    expect(await shownTexts()).toEqual(['fourth', 'first']);
    await search().fill('nothing like it');
    await inbox().getByText('No message fits what you look for.').waitFor();
    await search().fill('');
    await inbox().getByLabel('Messages: modem').selectOption('A7600');
    expect(await shownTexts()).toEqual(['second']);
    await inbox().getByLabel('Messages: direction').selectOption('sent');
    await inbox().getByText('No message fits what you look for.').waitFor();
    await inbox().getByLabel('Messages: modem').selectOption('');
    await inbox().getByLabel('Messages: direction').selectOption('');
    await inbox().getByText('4 of 4').waitFor();
  }, 60_000);

  it('answers through the modem that a message came to, by keyboard, and shows what became of it', async () => {
    const sent: string[] = [];
    bench.modems.sim7600.virtual.network.sent.subscribe(({ to, text }) => sent.push(`${to} ${text}`));
    expect(await inbox().getByRole('button', { name: /Bank/ }).count()).toBe(0);
    await page.getByLabel('Find a modem').fill('SIM800');
    await inbox().getByRole('button', { name: 'Reply to +4930333 through SIM7600' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('on my way');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const answer = inbox().locator('li', { hasText: 'on my way' });
    await answer.getByText('sent', { exact: true }).waitFor();

    expect(sent).toEqual(['+4930333 on my way']);
    expect(await answer.innerText()).toContain('to +4930333');
    expect(await page.getByLabel('Find a modem').inputValue()).toBe('');
  }, 60_000);

  it('stays chosen the next time', async () => {
    await page.reload();
    await inbox().getByText('5 of 5').waitFor();
    expect(await page.locator('#urcs').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Both' }).click();
    await page.locator('#urcs').waitFor();
    expect(await inbox().isVisible()).toBe(false);
    await tab().click();
  }, 60_000);

  it.each([
    [390, 'light'],
    [1280, 'dark'],
    [1920, 'light'],
  ] as const)(
    'has no barrier that axe finds, and no overflow, at %d in %s',
    async (width, colorScheme) => {
      bench.modems.a7600.virtual.network.sms({ from: '+4930444', text: 'long'.repeat(60) });
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await inbox().getByText('long'.repeat(60)).first().waitFor();
      expect(await barriersOf(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(complaints).toEqual([]);
    },
    60_000,
  );
});

describe('the inbox of a broker’s board', () => {
  const id = 'berlin/north';
  const news: readonly News[] = [
    { kind: 'broker', broker: { where: 'mqtt://broker', connection: 'connected' } },
    { kind: 'came', modem: { id, name: id, title: 'SIM800', where: 'berlin · /dev/north', pages: [] } },
    { kind: 'connection', modem: id, at: 0, connection: 'connected', isFit: true },
    {
      kind: 'message',
      modem: id,
      message: { id: '1', at: 1_000, isSent: false, who: '+4930111', text: 'from afar', state: '' },
    },
  ];

  let running: Subscription;
  afterAll(() => running.unsubscribe());

  it('has the messages of all gateways', async () => {
    const board: Board = news.reduce(nextBoard, emptyBoard);
    const model = { news: concat(of<News>({ kind: 'board', board }), NEVER), tell: () => NEVER };
    const served = new ReplaySubject<string>(1);
    running = dashboardServer({ model, files: await builtPage(), port: 0 }).subscribe(served);
    await page.goto(await firstValueFrom(served));
    await tab().click();
    await inbox()
      .locator('li', { hasText: /berlin\/north.*from afar/s })
      .waitFor();
    await inbox().getByRole('button', { name: 'Reply to +4930111 through berlin/north' }).click();
    expect(await page.getByLabel('Number', { exact: true }).inputValue()).toBe('+4930111');
  }, 60_000);
});
