import { Subject } from 'rxjs';
import { type FamilyName, mobileNetwork, type SentSms } from '../../lib/emulator';
import { userData } from '../../lib/pdu/userData';
import { daemon, until } from './daemon';
import { servedModem } from './servedModem';

// A gateway that nobody here wrote: `gammu-smsd`, of Debian's package of that name, with messages in files.

const over = new Subject<void>();
afterAll(() => over.next());

const families: readonly FamilyName[] = ['sim800', 'a7600'];
const LONG = `${'Lorem ipsum dolor sit amet, '.repeat(12)}end.`;

const gammuSmsd = (port: string) =>
  daemon({
    folders: ['inbox', 'outbox', 'sent', 'error'],
    config: (folder) => `[gammu]
device = ${port}
connection = at115200
synchronizetime = no
[smsd]
service = files
logfile = stdout
debuglevel = 1
checksecurity = 0
checkbattery = 0
checksignal = 0
commtimeout = 1
loopsleep = 1
receivefrequency = 1
statusfrequency = 0
multiparttimeout = 20
inboxformat = unicode
inboxpath = ${folder}/inbox/
outboxpath = ${folder}/outbox/
sentsmspath = ${folder}/sent/
errorsmspath = ${folder}/error/
outboxformat = detail
transmitformat = auto
`,
    command: (config) => ['gammu-smsd', '-c', config],
  });

const textOf = (sent: readonly SentSms[]): string => userData.join(sent.map(({ pdu }) => pdu)).text ?? '';

/** Its files are UTF-16 with the high octets first, behind a mark. Behind a NUL stand rests of an older text, which it wrote itself. */
const decoded = (file: Buffer): string =>
  Buffer.from(file)
    .swap16()
    .toString('utf16le')
    .slice(1)
    .replace(/\0[^]*/, '');

it.each(families)(
  'gammu-smsd receives, sends and asks for reports on a %s, long texts among them',
  async (family) => {
    const network = mobileNetwork({ deliveryMs: 100, reportMs: 100 });
    const { modem, path } = await servedModem({ family, network }, over);
    const sent: SentSms[] = [];
    network.sent.subscribe((message) => sent.push(message));
    modem.network.sms({ from: '+491701234567', text: 'hello from Köln' });
    modem.network.sms({ from: 'Bank', text: 'код 1234' });
    modem.network.sms({ from: '+491709876543', text: LONG });
    const smsd = gammuSmsd(path);
    try {
      const files = await until(
        () => smsd.files('inbox'),
        (found) => found.size === 5,
      );
      const textFrom = (sender: string): string =>
        [...files.keys()]
          .filter((name) => name.includes(`_${sender}_`))
          .sort()
          .map((name) => decoded(files.get(name) ?? Buffer.of()))
          .join('');

      expect(textFrom('+491701234567')).toBe('hello from Köln');
      expect(textFrom('Bank')).toBe('код 1234');
      expect(textFrom('+491709876543')).toBe(LONG);

      smsd.put('outbox', 'OUT+491701234567.txtd', 'answer');
      smsd.put('outbox', 'OUT+491701234568.txt', LONG);
      await until(
        () => sent.length,
        (count) => count === 4,
      );
      const [answer, ...parts] = sent;

      expect(answer).toMatchObject({ to: '+491701234567', text: 'answer', pdu: { isReportWanted: true } });
      expect(parts.every(({ to }) => to === '+491701234568')).toBe(true);
      expect(textOf(parts)).toBe(LONG);
      await until(smsd.said, (said) => said.includes('Delivery report'));
      await until(
        () => smsd.files('sent').size,
        (count) => count >= 2,
      );
    } finally {
      await smsd.stop();
    }
  },
);
