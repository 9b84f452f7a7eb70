import { chromium } from 'playwright-core';
import { firstValueFrom, interval, ReplaySubject, switchMap } from 'rxjs';
import { desk } from '../lib/dashboard/modems/desk';
import { emulatedModems } from '../lib/dashboard/virtual/emulatedModems';
import { dashboardServer } from '../lib/dashboard/serving/dashboardServer';
import { bundlePage } from './pages/bundlePage';
(async () => {
  const modems = emulatedModems({ count: 50 });
  const a = new ReplaySubject<string>(1);
  const files = await bundlePage(__dirname + '/../lib/dashboard/page');
  desk(modems.map(({ source }) => source), { mayAct: true }).pipe(switchMap((model) => dashboardServer({ model, files, port: 0 }))).subscribe(a);
  const address = await firstValueFrom(a);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await page.waitForTimeout(6000);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const m = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  for (const perSecond of [50, 500]) {
    let n = 0;
    const s = perSecond ? interval(20).subscribe(() => { for (let k = 0; k < perSecond / 50; k++) { n++; modems[n % 50]!.virtual.say(n % 3 ? `+CIEV: 10,"45${n % 90}","VinaPhone","", 0, 0` : 'RING'); } }) : undefined;
    await page.waitForTimeout(2000);
    const b = await m(); const t = Date.now();
    await page.waitForTimeout(6000);
    const e = await m();
    s?.unsubscribe();
    const w = (Date.now() - t) / 1000;
    for (const k of ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']) console.log(perSecond, k, ((e[k]! - b[k]!) / w * 100).toFixed(1) + ' %');
  }
  await browser.close(); process.exit(0);
})();
