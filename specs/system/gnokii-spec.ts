import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import type { FamilyName } from '../../lib/emulator';
import { servedModem } from './servedModem';

// A client that nobody here wrote: `gnokii`, of Debian's package gnokii-cli.

const over = new Subject<void>();
const folder = mkdtempSync(join(tmpdir(), 'gnokii-spec-'));

afterAll(() => {
  over.next();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command of gnokii, with this on its standard input. */
const gnokii = async (port: string, args: readonly string[], input = ''): Promise<string> => {
  const config = join(folder, `${port.replaceAll('/', '_')}.rc`);
  writeFileSync(config, `[global]\nport = ${port}\nmodel = AT\nconnection = serial\nuse_locking = no\n`);
  const child = spawn('gnokii', ['--config', config, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  let said = '';
  for (const out of [child.stdout, child.stderr])
    out.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(input);
  await once(child, 'close');
  return said;
};

const families: readonly FamilyName[] = ['sim800', 'a7600'];

it.each(families)(
  'gnokii reads, sends and deletes messages on a %s',
  async (family) => {
    const { modem, path } = await servedModem({ family }, over);
    const sent: object[] = [];
    modem.network.sent.subscribe(({ to, text }) => sent.push({ to, text }));
    modem.network.sms({ from: '+491701234567', text: 'hello from Köln' });
    modem.network.sms({ from: '+491709876543', text: 'привет' });

    expect(await gnokii(path, ['--identify'])).toContain(
      `Model        : ${family === 'sim800' ? 'SIMCOM_SIM800L' : 'A7600E'}`,
    );
    const both = await gnokii(path, ['--getsms', 'SM', '1', '2']);

    expect(both).toMatch(/Inbox Message \(Unread\)\n.*\nSender: \+491701234567 .*\nText:\nhello from Köln\n/);
    expect(both).toMatch(/Sender: \+491709876543 .*\nText:\nпривет\n/);
    expect(await gnokii(path, ['--sendsms', '+491701234567'], 'answer')).toContain(
      'Send succeeded with reference 1',
    );
    expect(sent).toEqual([{ to: '+491701234567', text: 'answer' }]);
    expect(await gnokii(path, ['--deletesms', 'SM', '1'])).toContain('Deleted SMS');
    const rest = await gnokii(path, ['--getsms', 'SM', '1', '2']);

    expect(rest).toContain('The given location is empty');
    expect(rest).toContain('2. Inbox Message (Read)');
  },
  60_000,
);
