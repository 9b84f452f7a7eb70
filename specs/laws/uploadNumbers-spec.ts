import { a7600, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { BODY, HOST, NEW } from './flowDesk';
import { flowsOf } from './flows';
import { type Swept, swept } from './sweep/swept';

/*
 * Law L4: a number that an upload reports may be damaged on the line. That is no failure where another try, a checksum or a question shows
 * the right one, and the server has exactly the bytes of the upload.
 */

/** The numbers that modems report of an upload: the bytes that they take, or have. */
const NUMBER = /(\+FTPPUT: 2,|\+FTPPUT: 1,1,|\+FTPEXTPUT: \d+,|\+QFUPL: |\+QFTPPUT: 0,)(\d+)/;
const DAMAGED = {
  'a digit more': '$1$29',
  'another digit in front': '$11$2',
  'fewer digits': '$11',
  'no number': '$1',
  zero: '$10',
  'a word': '$1maxlength',
} as const;
const UPLOADS = /^ftp\.(put,|append)/;

const linesOf = (profile: Profile, title: string): readonly string[] => {
  const said = new Map<string, string>();
  swept(profile, flowOf(profile, title), ({ line }) => ({
    isHeard: true,
    passes: (text) => (said.set(line, (said.get(line) ?? '') + text), text),
  }));
  return [...said].flatMap(([line, text]) => (NUMBER.test(text) ? [line] : []));
};

const flowOf = (profile: Profile, title: string) => {
  const flow = flowsOf(profile).find((one) => one.title === title);
  if (!flow) throw new Error(title);
  return flow;
};

const CASES = [sim800, a7600, sim7600, quectel].flatMap((profile) =>
  flowsOf(profile)
    .filter(({ title }) => UPLOADS.test(title))
    .flatMap(({ title }) =>
      linesOf(profile, title).flatMap((line) =>
        Object.entries(DAMAGED).map(([way, other]) => ({
          profile,
          name: profile.name,
          title,
          line,
          way,
          other,
        })),
      ),
    ),
);

/** What the server has: nothing of the upload, exactly its bytes, or something else. */
const left = ({ desk }: Swept, title: string): string => {
  const isAppend = title.startsWith('ftp.append');
  const file = desk.servers.fileOf(HOST, isAppend ? '/logs/old.bin' : '/logs/new.bin');
  const whole = isAppend ? Buffer.concat([BODY, NEW]) : Buffer.from(NEW);
  if (file === undefined || (isAppend && Buffer.compare(file, BODY) === 0)) return 'nothing';
  return Buffer.compare(file, whole) === 0
    ? 'the bytes'
    : `other bytes: ${Buffer.from(file).toString('latin1')}`;
};

describe('law L4: the number of an upload', () => {
  it.each(CASES)('$line of $title on a $name may come with $way', ({ profile, title, line, other }) => {
    let count = 0;
    const seen = swept(profile, flowOf(profile, title), (heard) => {
      if (heard.line !== line) return undefined;
      count += 1;
      return count === 1 ? { isHeard: true, passes: (text) => text.replace(NUMBER, other) } : undefined;
    });
    const has = left(seen, title);

    expect({ end: seen.end, has }).toEqual({ end: 'completed', has: 'the bytes' });
  });

  it(`was tried in ${CASES.length} cases`, () => {
    expect(CASES.length).toBeGreaterThan(50);
  });
});
