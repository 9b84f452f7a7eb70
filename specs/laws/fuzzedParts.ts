import { ignoreElements, takeUntil, timer } from 'rxjs';
import { a7600, openModem, replay, sim7600, sim800 } from '../../lib';
import { ftpEntries } from '../../lib/flows/ftp/ftpEntries';
import { conversation } from '../../lib/recording/recordedConversation';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fuzzedEmulator } from './fuzzedEmulator';
import { fuzzedMessages } from './fuzzedMessages';
import { escaping, type FuzzedPart, unlessNamed } from './fuzzedPart';
import { dice, mutated } from './mutations';

const RECORDING = `# emulator, 2026-05-01T09:30:00.000Z
^
> AT
12ms << AT\\r
+ < OK
> ATE0
< OK
> AT+CMEE=1
5ms < OK
> AT+FTPPW=***
< OK
> AT+HTTPREAD=0,5
< +HTTPREAD: 5
<< hello
< OK
<< *** 12 bytes
!
`;
const MARKS = [
  '^',
  '!',
  '|',
  '>',
  '<',
  '<<',
  '>>',
  '+',
  '#',
  '***',
  'ms',
  '\\x',
  '\\u',
  '*** 99999999999 bytes',
  '1e9ms',
];

/** A recording: read, or refused with a name, and played. */
const recordings: FuzzedPart = (seed) =>
  escaping(() => {
    const drawn = dice(seed);
    const lines = mutated(RECORDING.replaceAll('\n', '\r\n'), drawn, 1 + drawn.below(8)).split('\r\n');
    const at = drawn.below(lines.length);
    const text = [...lines.slice(0, at), drawn.oneOf(MARKS) + (lines[at] ?? ''), ...lines.slice(at + 1)].join(
      '\n',
    );
    const problem = unlessNamed(() => conversation(text));
    if (problem !== undefined) return problem;
    const profile = drawn.oneOf([sim800, a7600]);
    return unlessNamed(() => {
      const { end } = virtually(() =>
        watch(openModem(replay(text), profile).pipe(ignoreElements(), takeUntil(timer(600_000)))),
      );
      if (end.startsWith('no ModemError')) throw new Error(end);
    });
  });

const LISTINGS = [
  'total 8\r\ndrwxr-xr-x 2 ftp ftp 4096 Oct 12 14:58 logs\r\n-rw-r--r-- 1 ftp ftp 1024 Oct 12 14:58 a.txt\r\nlrwxrwxrwx 1 ftp ftp 7 Jan 1 2020 link -> a.txt\r\n',
  '10-12-26  02:58PM       <DIR>          logs\r\n10-12-26  02:58PM                 1024 a.txt\r\n',
  'type=cdir;modify=20260101000000; .\r\ntype=file;size=1024;modify=20260101000000; a.txt\r\ntype=dir;modify=20260101000000.123; logs\r\n',
];

/** A server's listing: entries with names and sizes that can be, or an error that names the line. */
const listings: FuzzedPart = (seed) =>
  escaping(() => {
    const drawn = dice(seed);
    const text = mutated(drawn.oneOf(LISTINGS), drawn, 1 + drawn.below(10));
    return unlessNamed(() => {
      for (const { name, size, type, modifiedAt } of ftpEntries(text)) {
        const isFine =
          typeof name === 'string' &&
          ['file', 'directory', 'link'].includes(type) &&
          (size === undefined || (Number.isSafeInteger(size) && size >= 0)) &&
          (modifiedAt === undefined || modifiedAt instanceof Date);
        if (!isFine) throw new Error(`an entry that can not be: ${JSON.stringify({ name, size, type })}`);
      }
    });
  });

/** Everything that reads what others wrote, apart from flows. */
export const fuzzedParts: Readonly<Record<string, FuzzedPart>> = {
  'the emulator of a SIM800': (seed) => fuzzedEmulator(sim800, seed),
  'the emulator of an A7600': (seed) => fuzzedEmulator(a7600, seed),
  'the emulator of a SIM7600': (seed) => fuzzedEmulator(sim7600, seed),
  'the reader of recordings': recordings,
  'the reader of listings': listings,
  'the messages of a broker': fuzzedMessages,
};
