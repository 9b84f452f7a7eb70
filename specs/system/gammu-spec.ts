import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import type { FamilyName } from '../../lib/emulator';
import { servedModem, type ServedModem } from './servedModem';

// A client that nobody here wrote: `gammu`, of Debian's package of that name. It knows hundreds of phones, and none of ours.

const over = new Subject<void>();
const folder = mkdtempSync(join(tmpdir(), 'gammu-spec-'));

afterAll(() => {
  over.next();
  rmSync(folder, { recursive: true, force: true });
});

let runs = 0;

/** Runs commands of gammu in turn; it stops at the first that fails. */
const gammu = async ({ path }: ServedModem, ...commands: readonly string[]) => {
  runs += 1;
  const [config, batch] = [join(folder, `${runs}.rc`), join(folder, `${runs}.batch`)];
  writeFileSync(config, `[gammu]\ndevice = ${path}\nconnection = at115200\nsynchronizetime = no\n`);
  writeFileSync(batch, `${commands.join('\n')}\n`);
  const child = spawn('gammu', ['-c', config, 'batch', batch], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.resume();
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
};

const families: readonly (readonly [FamilyName, maker: string, model: string])[] = [
  ['sim800', 'SIMCOM_Ltd', 'SIMCOM_SIM800L'],
  ['a7600', 'SIMCOM INCORPORATED', 'A7600E'],
];

it.concurrent.each(families)('gammu knows a %s, its network and its SIM', async (family, maker, model) => {
  const { code, said } = await gammu(
    await servedModem({ family }, over),
    ...['identify', 'networkinfo', 'getsecuritystatus', 'getsmsc', 'getmemory ON 1'],
  );

  expect(code).toBe(0);
  expect(said).toContain(`Manufacturer         : ${maker}\n`);
  expect(said).toContain(`(${model})`);
  expect(said).toContain('SIM IMSI             : 460001234567890\n');
  expect(said).toContain('Network state        : home network\n');
  expect(said).toContain('Network              : 460 00');
  expect(said).toContain('Name in phone        : "CHINA MOBILE"\n');
  expect(said).toContain('GPRS                 : attached\n');
  expect(said).toContain('Nothing to enter.\n');
  expect(said).toContain('Number               : "+8613800100500"\n');
  expect(said).toContain('General number       : "+8613900000000"\n');
});

it.concurrent.each(families)('gammu reads, sends, stores and deletes messages on a %s', async (family) => {
  const served = await servedModem({ family }, over);
  const sent: object[] = [];
  served.modem.network.sent.subscribe(({ to, text }) => sent.push({ to, text }));
  served.modem.network.sms({ from: '+491701234567', text: 'hello [from] Köln, 5 €' });
  served.modem.network.sms({ from: '12345', text: 'привет' });
  const { code, said } = await gammu(
    served,
    ...['getallsms', 'sendsms TEXT +491701234567 -text "back to you"', 'savesms TEXT -text later'],
    ...['sendsms TEXT +491701234567 -unicode -text "да"', 'deletesms 0 1', 'getallsms'],
  );
  const [before = '', after = ''] = said.split('deletesms');

  expect(code).toBe(0);
  expect(before).toContain('Remote number        : "+491701234567"\n');
  expect(before).toContain('\nhello [from] Köln, 5 €\n');
  expect(before).toContain(
    'Coding               : Unicode (no compression)\nRemote number        : "12345"\n',
  );
  expect(before).toContain('\nпривет\n');
  expect(after).not.toContain('Köln');
  expect(after).toContain('\nlater\n');
  expect(sent).toEqual([
    { to: '+491701234567', text: 'back to you' },
    { to: '+491701234567', text: 'да' },
  ]);
});

it.concurrent(
  'gammu reads the battery of a SIM800, and can’t read the volts that an A7600 tells',
  async () => {
    const [sim800, a7600] = await Promise.all([
      gammu(await servedModem({ family: 'sim800' }, over), 'battery'),
      servedModem({ family: 'a7600' }, over).then(async (served) => gammu(served, 'battery')),
    ]);

    expect(sim800.said).toContain('Battery level        : 87 percent\n');
    // Its own code for an unknown answer: `+CBC: 3.749V` (A76XX AT manual V1.09 page 280) is none of 27.007.
    expect([sim800.code, a7600.code]).toEqual([0, 116]);
  },
);

/** A second opinion on the codec: every kind of letter, at the borders of a message. */
const TEXTS = [
  ...['@', '£$¥èéùìòÇØøÅå', 'ΔΦΓΛΩΠΨΣΘΞ', 'ÆæßÉ ¤ ¡ ¿', 'ÄÖÑÜ§ äöñüà', '^{}[~]|\\', '€'.repeat(80)],
  ...['x'.repeat(159), 'y'.repeat(160), '7 letter', '8 letters'],
  ...['ж', 'ç', '“quoted” – it’s', '漢字'.repeat(35), 'я'.repeat(70)],
];

it.concurrent.each(families)('gammu reads on a %s the letters that the codec wrote', async (family) => {
  const served = await servedModem({ family }, over);
  for (const text of TEXTS) served.modem.network.sms({ from: '+491701234567', text });
  const { code, said } = await gammu(served, 'getallsms');

  expect(code).toBe(0);
  for (const text of TEXTS) expect(said).toContain(`\n${text}\n`);
});
