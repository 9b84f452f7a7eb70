import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { firstValueFrom, ReplaySubject, type Subscription, switchMap } from 'rxjs';
import { desk } from '../../lib/dashboard/modems/desk';
import { type EmulatedModem, emulatedModems } from '../../lib/dashboard/virtual/emulatedModems';
import { dashboardServer } from '../../lib/dashboard/serving/dashboardServer';
import type { PageFiles } from '../../lib/dashboard/serving/pageFiles';
import { bundlePage } from '../../scripts/pages/bundlePage';
import type { FamilyName } from '../../lib/emulator';
import { type Cable, cable } from '../modem/cable';

/** A virtual modem of the dashboard, and the cable that it hangs on. */
interface WiredModem extends EmulatedModem {
  readonly wire: Cable;
}

/** A dashboard as `npm run dashboard` serves it, with modems that do nothing on their own. */
export interface DashboardBench {
  readonly modems: Readonly<Record<string, WiredModem> & Record<FamilyName, WiredModem>>;
  readonly address: string;
  readonly stop: () => void;
}

let built: Promise<PageFiles> | undefined;

/** The page's files, bundled once. */
export const builtPage = (): Promise<PageFiles> =>
  (built ??= bundlePage(join(__dirname, '../../lib/dashboard/page')));

/** Debian's own browser. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

const wired = (modem: EmulatedModem): WiredModem => {
  const wire = cable(modem.source.transport);
  return { ...modem, wire, source: { ...modem.source, transport: wire.transport } };
};

/** Starts a dashboard on a port of loopback; 0 takes a free one. */
export const startDashboard = async ({
  port = 0,
  count = 3,
  mayAct = false,
} = {}): Promise<DashboardBench> => {
  const modems = emulatedModems({ count }).map(wired);
  const addresses = new ReplaySubject<string>(1);
  const files = await builtPage();
  const running: Subscription = desk(
    modems.map(({ source }) => source),
    { mayAct },
  )
    .pipe(switchMap((model) => dashboardServer({ model, files, port })))
    .subscribe(addresses);
  return {
    modems: Object.fromEntries(modems.map((modem) => [modem.source.id, modem])) as DashboardBench['modems'],
    address: await firstValueFrom(addresses),
    stop: () => running.unsubscribe(),
  };
};

/** What a page may do wrong without showing it: errors, and things that its policy forbids. */
export const complaintsOf = (page: Page): readonly string[] => {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    // A server that is away or refuses an order is part of the play.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load'))
      complaints.push(message.text());
  });
  return complaints;
};

/** Run in the page, as text: this side has no types of a browser. */
const CHECK = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target, failureSummary }) => target + ' ' + failureSummary).join(' | ')))`;

/** What axe-core finds on the page that is a barrier for somebody. */
export const barriersOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(CHECK);
};

/** Reads a metric of the page's main thread from now on: how much it grows a second. */
const growth = async (page: Page, metric: string): Promise<() => Promise<number>> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const now = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === metric)?.value ?? 0;
  };
  const [began, beganAt] = [await now(), performance.now()];
  return async () => ((await now()) - began) / ((performance.now() - beganAt) / 1_000);
};

/** Measures the share of a core that the main thread of the page takes from now on; what other processes take does not count. */
export const busyShare = (page: Page): Promise<() => Promise<number>> => growth(page, 'TaskDuration');

/** Counts the layouts of the page from now on, by second: a busy machine makes them fewer, never more. */
export const layoutRate = (page: Page): Promise<() => Promise<number>> => growth(page, 'LayoutCount');
