import { Subject } from 'rxjs';
import { type FamilyName, mobileNetwork, type SentSms } from '../../lib/emulator';
import { userData } from '../../lib/pdu/userData';
import { daemon, until } from './daemon';
import { servedModem } from './servedModem';

// A gateway that nobody here wrote: `smsd` of Debian's package smstools.

const over = new Subject<void>();
afterAll(() => over.next());

const families: readonly FamilyName[] = ['sim800', 'a7600'];
const LONG = `${'Lorem ipsum dolor sit amet, '.repeat(12)}end.`;

const smsd = (port: string) =>
  daemon({
    folders: ['outgoing', 'checked', 'failed', 'incoming', 'sent', 'saved'],
    config: (folder) => `devices = GSM1
outgoing = ${folder}/outgoing
checked = ${folder}/checked
failed = ${folder}/failed
incoming = ${folder}/incoming
sent = ${folder}/sent
saved = ${folder}/saved
logfile = 1
infofile = ${folder}/working
pidfile = ${folder}/pid
loglevel = 7
delaytime = 1
errorsleeptime = 1
autosplit = 3
incoming_utf8 = yes
decode_unicode_text = yes
internal_combine = yes
[GSM1]
device = ${port}
incoming = yes
baudrate = 115200
rtscts = no
report = yes
memory_start = 1
`,
    command: (config) => ['smsd', '-t', '-n', 'MAINPROCESS', '-c', config],
  });

const textOf = (sent: readonly SentSms[]): string => userData.join(sent.map(({ pdu }) => pdu)).text ?? '';

it.each(families)('smstools receives and sends on a %s, long texts among them', async (family) => {
  const network = mobileNetwork({ deliveryMs: 100, reportMs: 100 });
  const { modem, path } = await servedModem({ family, network }, over);
  const sent: SentSms[] = [];
  network.sent.subscribe((message) => sent.push(message));
  modem.network.sms({ from: '+491701234567', text: 'hello from Köln, 5 €' });
  modem.network.sms({ from: 'Bank', text: 'код 1234' });
  modem.network.sms({ from: '+491709876543', text: LONG });
  const gateway = smsd(path);
  try {
    const files = await until(
      () => gateway.files('incoming'),
      (found) => found.size === 3,
    );
    const texts = [...files.values()].map((file) => file.toString().split('\n\n').slice(1).join('\n\n'));
    const senders = [...files.values()].map((file) => /^From: (.*)$/m.exec(file.toString())?.[1]);

    expect([...texts].sort()).toEqual([LONG, 'hello from Köln, 5 €', 'код 1234']);
    expect([...senders].sort()).toEqual(['491701234567', '491709876543', 'Bank']);

    gateway.put('outgoing', 'one', 'To: 491701234567\nReport: yes\n\nanswer');
    await until(
      () => sent.length,
      (count) => count === 1,
    );
    gateway.put('outgoing', 'two', `To: 491701234568\n\n${LONG}`);
    await until(
      () => sent.length,
      (count) => count === 4,
    );
    const [answer, ...parts] = sent;

    expect(answer).toMatchObject({ to: '+491701234567', text: 'answer', pdu: { isReportWanted: true } });
    expect(parts.every(({ to }) => to === '+491701234568')).toBe(true);
    expect(textOf(parts)).toBe(LONG);
    await until(
      () => gateway.files('sent').size,
      (count) => count === 2,
    );
  } finally {
    await gateway.stop();
  }
});
