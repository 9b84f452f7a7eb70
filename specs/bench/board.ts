import { interval, lastValueFrom, take, tap, timer } from 'rxjs';
import { busyShare, layoutRate, openBrowser, startDashboard } from '../system/dashboardBench';

/** What the page of the dashboard costs while 50 modems say 50 things a second, in Debian's Chromium. */

const MODEMS = 50;
const URCS_PER_SECOND = 50;
const SECONDS = 10;

const measure = async (): Promise<void> => {
  const browser = await openBrowser();
  const bench = await startDashboard({ count: MODEMS, mayAct: true });
  const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  await page.goto(bench.address);
  await page
    .getByRole('button', { name: / ready/ })
    .first()
    .waitFor();
  const modems = Object.values(bench.modems);
  const busy = (): Promise<unknown> =>
    lastValueFrom(
      interval(1_000 / URCS_PER_SECOND).pipe(
        take(URCS_PER_SECOND * SECONDS),
        tap((n) =>
          modems[n % modems.length]?.virtual.say(n % 3 === 0 ? 'RING' : `+CIEV: 10,"${n}","Net","",0,0`),
        ),
      ),
    );
  // The modems come up and are asked how they are.
  await lastValueFrom(timer(8_000));
  for (const rows of ['closed', 'open']) {
    if (rows === 'open') await page.getByRole('button', { name: 'Open all' }).click();
    const [share, layouts] = [await busyShare(page), await layoutRate(page)];
    await busy();
    const percent = ((await share()) * 100).toFixed(1);
    console.log(`rows ${rows}: ${percent} % of a core, ${(await layouts()).toFixed(1)} layouts a second`);
  }
  await browser.close();
  bench.stop();
};

void measure().then(() => process.exit(0));
