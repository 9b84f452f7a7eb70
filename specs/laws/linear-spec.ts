import { EMPTY, merge, mergeMap, of, Subject } from 'rxjs';
import { report } from '../../lib/cli/output/report';
import { storagesOf } from '../../lib/families/standard/messages/storagesOf';
import { commands, raw, recorded, sim800 } from '../../lib';
import { parseHeaders } from '../../lib/dialects/steps/parseHeaders';
import { maskedHead, maskedUrls } from '../../lib/grammar/secrets';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { steps } from '../helpers/steps';

// What a hostile line costs grows with its length, not with its square: twice the input makes at most twice the steps.

/** Records what a modem says, piece by piece, after a command was written. */
const record = (command: { text: string } | undefined, texts: readonly string[]): string => {
  const incoming = new Subject<Uint8Array>();
  let log = '';
  const transport = recorded(of({ name: 'spec', incoming, write: () => EMPTY }), (text) => (log += text));
  const said = command ? [latin1Bytes(`${command.text}\r`)] : [];
  transport
    .pipe(mergeMap((port) => merge(port.incoming, ...said.map((bytes) => port.write(bytes)))))
    .subscribe();
  for (const text of texts) incoming.next(latin1Bytes(text));
  return log;
};

const secret = commands.pinEnter({ pin: '4711' });
const cut = (text: string, size: number): readonly string[] =>
  text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
const HUSH = 'AT+CPIN="4711';

type Case = readonly [title: string, work: (size: number) => unknown];
const cases: readonly Case[] = [
  ['no line end while a secret holds the port', (size) => record(secret, cut('x'.repeat(size), 64))],
  ['the same, letter by letter', (size) => record(secret, cut('x'.repeat(size), 1))],
  [
    'lines while a secret holds the port',
    (size) => record(secret, [...cut('x'.repeat(999), 1), 'A\r\n'.repeat(size / 4)]),
  ],
  [
    'letters that may begin a secret, behind it',
    (size) => record(secret, ['\r\nOK\r\n', ...cut(HUSH.repeat(size / 16), 5)]),
  ],
  ['short lines in one piece', (size) => record(undefined, ['\r\nA\r\n'.repeat(size / 5)])],
  ['line ends in one piece', (size) => record(undefined, ['\r\n'.repeat(size / 2), '\n'.repeat(size)])],
  ['semicolons in a raw line', (size) => raw(`AT+CSQ${';'.repeat(size)}`, sim800.vocabulary)],
  ['semicolons and quotes in a raw line', (size) => raw(`AT+CSQ${';"'.repeat(size / 2)}`, sim800.vocabulary)],
  ['blanks in a header value', (size) => parseHeaders(`A: b${' '.repeat(size)}c\r\nD: e`)],
  ['blanks in a header value that is masked', (size) => maskedHead(`A: b${' '.repeat(size)}c\r\nD: e`)],
  ['URLs in a text', (size) => maskedUrls('://a@b?c=d'.repeat(size / 10))],
  ['blanks in a field', (size) => commands.httpUserData({ field: `A:${' '.repeat(size)}b` })],
];

describe('hostile input costs no more than its length', () => {
  it.each(cases)('%s', (_, work) => {
    const [once, twice] = [20_000, 40_000].map((size) => steps(() => void work(size)));

    expect(once).toBeGreaterThan(0);
    expect(twice).toBeLessThan(2.3 * (once ?? 0));
  });

  it('masks a line without end whole, and shows what follows its end', () => {
    const log = record(secret, [...cut(`${HUSH}${'x'.repeat(9_000)}4711`, 50), '\r\nOK\r\n']);

    expect(log).toContain('***');
    expect(log).toContain('OK');
    expect(log).not.toMatch(/4711|xx/);
  });

  it('reads header values as they stood, without their blanks', () => {
    expect(parseHeaders('A:  b  c \r\nD:\r\nno field\r\nE: f\r\n g')).toEqual({ a: 'b  c', d: '', e: 'f g' });
  });
});

// `steps` does not see how often an expression goes back: these took minutes for this much, and must give their result.
describe('an expression does not go back again and again', () => {
  const SIZE = 200_000;
  const blanks = ' '.repeat(SIZE);

  it('over blanks in a command that is masked', () => {
    const command = { ...secret, text: `${secret.text}\x01`, redacted: `AT+X="***${blanks}b",\x01"c ` };
    let log = '';
    const transport = recorded(
      of({ name: 'spec', incoming: EMPTY, write: () => EMPTY }),
      (text) => (log += text),
    );
    transport.pipe(mergeMap((port) => port.write(latin1Bytes(''), { kind: 'said', command }))).subscribe();

    expect(log).toContain(`> AT+X="***${blanks}b",***"c***\n`);
  });

  it('over colons in an error that the command reports', () => {
    const shown: unknown[] = [];
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      shown.push(text);
      return true;
    });
    const report1 = (message: string): void => report({ exit: 1, kind: 'usage', message }, false);
    report1(`ftp://a:b@c:d@e ${'://a:'.repeat(SIZE / 5)}`);
    report1('no password: http://a@b, a:b');
    stderr.mockRestore();

    expect(shown[0]).toContain(`ftp://a:***@e ://a:`);
    expect(shown[1]).toContain('no password: http://a@b, a:b');
  });

  it('over brackets in the storages that a modem lists', () => {
    const lines = [`+CPMS: ${'('.repeat(SIZE)}`, '("ME","SM"),("SM")'];
    const channel = { send: () => of({ lines }) } as never;
    const found: unknown[] = [];
    storagesOf(channel, ['SM']).subscribe((storages) => found.push(storages));

    expect(found).toEqual([['SM', 'ME']]);
  });
});
