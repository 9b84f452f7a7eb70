import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
(async () => {
  const server = createServer((q, r) => { const n = (q.url ?? '').replace('/try/it/', '') || 'index.html'; const t: any = { js: 'text/javascript', css: 'text/css', html: 'text/html' }; try { r.writeHead(200, { 'Content-Type': t[n.split('.').pop()!] }).end(readFileSync('build/playground/' + n)); } catch { r.writeHead(404).end(); } });
  await new Promise<void>((k) => server.listen(0, '127.0.0.1', k));
  const address = `http://127.0.0.1:${(server.address() as any).port}/try/it/`;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  for (const [w, h, scheme] of [[1440, 900, 'light'], [390, 844, 'dark']] as const) {
    const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme });
    page.on('pageerror', (e) => console.log('ERR', e.message));
    page.on('console', (m) => m.type() === 'error' && console.log('CON', m.text()));
    await page.goto(address);
    page.setDefaultTimeout(8000); const line = page.locator('#line');
    for (const t of ['AT+CSQ', 'at+cpin?;+creg?', 'AT+CMGS="+491700000001"']) { await line.fill(t); await line.press('Enter'); await page.waitForTimeout(400); }
    await line.fill('hello'); await line.press('Enter'); await page.waitForTimeout(800);
    await page.getByRole('button', { name: 'Run' }).click();
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: 'It rings' }).click();
    await page.waitForTimeout(500);
    console.log(await page.locator('#output').innerText()); console.log(await page.locator('#lines').innerText()); await page.screenshot({ path: '/tmp/w/shots/play-dbg.png' }); await line.fill('AT+HTTPRE');
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/w/shots/play-${w}.png`, fullPage: w < 500 });
    console.log(await page.locator('#output').innerText());
    await page.close();
  }
  await browser.close(); process.exit(0);
})().catch((e) => { console.error(e); process.exit(1); });
