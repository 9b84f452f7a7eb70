import { concatMap, config, delay, from, ignoreElements, of, takeUntil, timer } from 'rxjs';
import { a7600, commands, openModem, ModemError, type Profile, replay, sim7600, sim800 } from '../../lib';
import { ftpEntries } from '../../lib/flows/ftp/ftpEntries';
import { topics } from '../../lib/mqtt/link/topics';
import { readMessage } from '../../lib/mqtt/link/message';
import { wireReason } from '../../lib/mqtt/link/wireReason';
import { readJob } from '../../lib/mqtt/gateway/jobs/jobIntake';
import { transferOf } from '../../lib/mqtt/gateway/jobs/transferOf';
import { credit } from '../../lib/mqtt/schema/credit';
import { jobRecord } from '../../lib/mqtt/schema/jobRecord';
import { presence } from '../../lib/mqtt/schema/presence';
import { latin1, latin1Bytes } from '../../lib/wire/latin1';
import { conversation } from '../../lib/recording/recordedConversation';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { flowDesk } from './flowDesk';
import { type Dice, dice, mutated } from './mutations';

/** A part of the library that reads what others wrote, fed with nonsense by a seed; what is wrong, or nothing. */
export type FuzzedPart = (seed: number) => string | undefined;

/** Says what was thrown, unless it is an error that names the problem. */
const unlessNamed = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ModemError && error.message.length > 0) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
};

const escaping = (work: () => string | undefined): string | undefined => {
  const before = config.onUnhandledError;
  const escaped: unknown[] = [];
  config.onUnhandledError = (error) => escaped.push(error);
  try {
    const problem = work();
    return escaped.length > 0 ? `escaped: ${String((escaped[0] as Error).stack ?? escaped[0])}` : problem;
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  } finally {
    config.onUnhandledError = before;
  }
};

/** The command lines of every example in the tables. */
const EXAMPLES: readonly string[] = Object.values(commands)
  .flatMap(({ example }) => example.split('\n'))
  .flatMap((text) => /^\s*> (AT.*)$/.exec(text)?.[1] ?? []);

/** A line that a host may type: an example, mutated or not, several on a line, or bytes of any value. */
const typed = (drawn: Dice): string => {
  const { below, oneOf, chance } = drawn;
  const example = oneOf(EXAMPLES);
  return oneOf<() => string>([
    () => `${example}\r`,
    () => `${mutated(example, drawn, 1 + below(3))}\r`,
    () => `${example};${oneOf(EXAMPLES).slice(2)}\r`,
    () =>
      `${example.replace(/\d+/g, () => oneOf(['0', '-1', '65536', '4294967296', '99999999999999999999', '']))}\r`,
    () => latin1(Uint8Array.from({ length: below(200) }, () => below(256))) + (chance(0.5) ? '\r' : ''),
    () => oneOf(['\x1b', '\x1a', '+++', '\r', 'A/', 'at\r', 'AT'.repeat(2_000), '"'.repeat(300)]),
  ])();
};

const LAST = ['\x1b', '\r', 'ATQ0V1E0\r', 'AT\r'];

/** The virtual modem: nothing is thrown, it answers afterwards, framed, and its counts make sense. */
const emulator = (profile: Profile, seed: number): string | undefined =>
  escaping(() => {
    const drawn = dice(seed);
    const desk = flowDesk(profile, { latencyMs: drawn.below(2) });
    let heard = '';
    virtually(() => {
      desk.virtual.transport.pipe(takeUntil(timer(3_600_000))).subscribe(({ incoming, write }) => {
        incoming.subscribe((bytes) => (heard += latin1(bytes)));
        const lines = Array.from({ length: 40 }, () => ({ text: typed(drawn), ms: drawn.below(3_000) }));
        const rest = LAST.map((text) => ({ text, ms: 1_000 }));
        const typing = ({ text, ms }: { readonly text: string; readonly ms: number }) =>
          of(text).pipe(
            delay(ms),
            concatMap((one) => write(latin1Bytes(one))),
          );
        from(lines)
          .pipe(concatMap(typing), ignoreElements())
          .subscribe({
            complete: () => {
              timer(300_000).subscribe(() => {
                // Whatever was switched off, multiplexed or left waiting for data.
                desk.virtual.restart();
                timer(60_000).subscribe(() => {
                  from(rest).pipe(concatMap(typing)).subscribe();
                });
              });
            },
          });
      });
    });
    const { httpInits, httpTerms, bearerOpens, bearerCloses } = desk.virtual.state;
    if (!heard.endsWith('\r\nOK\r\n')) return `does not answer: ${JSON.stringify(heard.slice(-80))}`;
    if (httpTerms > httpInits || bearerCloses > bearerOpens) return 'closed more often than opened';
    return undefined;
  });

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

const JOBS: readonly unknown[] = [
  {
    id: '1',
    flow: 'http',
    url: 'http://a.example/',
    method: 'POST',
    headers: { A: '1' },
    body: { text: 'x' },
    retry: { attempts: 2, delaysMs: [1] },
    timeout: { totalMs: 9 },
    maxRedirects: 3,
    unreadMs: 5,
  },
  {
    id: '2',
    flow: 'ftp',
    verb: 'put',
    server: { host: 'a', user: 'u', password: 'p' },
    path: '/a',
    body: { base64: 'AAAA' },
  },
  { id: '3', flow: 'send', line: 'AT+CSQ' },
  { state: 'online', at: 1 },
  { loaded: 5 },
];
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  '',
  'x'.repeat(70_000),
  [],
  {},
  { constructor: 1 },
  '__proto__',
  [[[[]]]],
];

/** The value with one of its parts replaced, doubled, renamed or dropped. */
const altered = (value: unknown, drawn: Dice): unknown => {
  if (typeof value !== 'object' || value === null || drawn.chance(0.2)) return drawn.oneOf(ODD);
  const entries = Object.entries(value);
  const at = drawn.below(entries.length);
  const [key = 'id', old] = entries[at] ?? [];
  return drawn.oneOf<() => unknown>([
    () => ({ ...value, [key]: altered(old, drawn) }),
    () => ({ ...value, [key]: drawn.oneOf(ODD) }),
    () => ({
      ...value,
      [drawn.oneOf(['id', 'flow', 'url', '__proto__', 'constructor', 'path', 'extra'])]: old,
    }),
    () => Object.fromEntries(entries.filter((_, one) => one !== at)),
  ])();
};

/** A message of the broker: it fits its schema, or is refused by its field; what fits can be begun; no prototype is touched. */
const messages: FuzzedPart = (seed) =>
  escaping(() => {
    const drawn = dice(seed);
    let value = drawn.oneOf(JOBS);
    for (let turn = drawn.below(4); turn >= 0; turn -= 1) value = altered(value, drawn);
    const text = JSON.stringify(value) ?? '';
    const payload = latin1Bytes(drawn.chance(0.4) ? mutated(text, drawn, 1 + drawn.below(4)) : text);
    const root = mutated(drawn.oneOf(['rxmodem', 'a/b', '']), drawn, drawn.below(3));
    const tried = [
      () => transferOf(readJob(payload), { access: {}, into: () => of().pipe(ignoreElements()) }),
      () => readMessage(credit, 'credit', payload),
      () => readMessage(jobRecord, 'record', payload),
      () => readMessage(presence, 'presence', payload),
      () => topics(root).record('1'),
      () =>
        wireReason.read({
          ...(value as object),
          kind: drawn.oneOf(['http', 'timeout', 'cme', 'http-status', 'x']),
        }).message,
    ];
    const [problem] = tried.flatMap((one) => unlessNamed(one) ?? []);
    return problem ?? (Object.keys(Object.prototype).length > 0 ? 'a prototype was touched' : undefined);
  });

/** Everything that reads what others wrote, apart from flows. */
export const fuzzedParts: Readonly<Record<string, FuzzedPart>> = {
  'the emulator of a SIM800': (seed) => emulator(sim800, seed),
  'the emulator of an A7600': (seed) => emulator(a7600, seed),
  'the emulator of a SIM7600': (seed) => emulator(sim7600, seed),
  'the reader of recordings': recordings,
  'the reader of listings': listings,
  'the messages of a broker': messages,
};
