import { map, reduce } from 'rxjs';
import { a7600, collect, files, ftp, http, type Profile, sim7600, sim800 } from '../../../lib';
import { line, OK } from '../../modem/scripted';
import { counted, played, type Part } from './played';

const URL = 'http://example.com/a';
const BODY = Array.from(
  { length: 1_300 },
  (_, at) => String.fromCharCode(65 + ((at % 61) % 26)) + String(at % 10),
).join('');
const TOTAL = BODY.length;
const ALL: readonly Profile[] = [sim800, a7600, sim7600];
const SERIES: readonly (readonly number[])[] = [
  [1_355, 1_245],
  [1_355, 900, 345],
  [500, 1_400, 700],
  [1, 2, 2_597],
  [700, 700, 700, 500],
];

const framed = (profile: Profile, header: string, body: string): string => {
  if (profile === sim800) return counted(`${header}: ${body.length}`, body);
  const mark = profile === sim7600 ? 'DATA,' : '';
  return `${OK}\r\n${header}: ${mark}${body.length}\r\n${body}\r\n${header}: 0\r\n`;
};

/** The slice of the body at an offset: as long as the series says of the windows from there on. */
const sliceAt = (series: readonly number[], offset: number, size: number): string => {
  let from = 0;
  for (const length of series) {
    if (offset < from + length) return BODY.slice(offset, Math.min(from + length, offset + size));
    from += length;
  }
  return '';
};

const joined = reduce(
  (text: string, { bytes }: { readonly bytes: Uint8Array }) => text + Buffer.from(bytes).toString('latin1'),
  '',
);

describe.each(ALL)('windows of changing length on a $title', (profile) => {
  it.each(SERIES.map((series) => [series]))('of HTTP go on at the offset: %j', (series) => {
    const part: Part = (text) => {
      const [, offset, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(text) ?? [];
      if (offset !== undefined)
        return framed(profile, '+HTTPREAD', sliceAt(series, Number(offset), Number(size)));
      if (text.startsWith('AT+HTTPACTION')) return OK + line(`+HTTPACTION: 0,200,${TOTAL}`);
      return text === 'AT+HTTPHEAD' ? line('ERROR') : undefined;
    };
    const got = played(profile, part, (modem) =>
      http.get(modem, URL).pipe(
        collect(),
        map((all) => all.text()),
      ),
    );

    expect({ end: got.end, isSame: got.values[0] === BODY }).toEqual({ end: 'completed', isSame: true });
    expect(got.written.filter((text) => text.startsWith('AT+HTTPACTION'))).toHaveLength(1);
  });
});

describe('windows of changing length elsewhere', () => {
  it.each(SERIES.map((series) => [series]))('of an A7600’s files go on at the offset: %j', (series) => {
    for (const profile of [a7600, sim7600]) {
      const part: Part = (text) => {
        const [, offset, size] = /^AT\+CFTRANTX="[^"]*",(\d+),(\d+)$/.exec(text) ?? [];
        if (offset !== undefined) {
          const body = sliceAt(series, Number(offset), Number(size));
          return `\r\n+CFTRANTX: DATA,${body.length}\r\n${body}\r\n+CFTRANTX: 0\r\n${OK}`;
        }
        if (text.startsWith('AT+FSCD')) return line('+FSCD: C:/') + OK;
        return text.startsWith('AT+FSATTRI') ? line(`+FSATTRI: ${TOTAL}`) + OK : undefined;
      };
      const got = played(profile, part, (modem) => files.read(modem, 'a').pipe(joined));

      expect({ end: got.end, isSame: got.values[0] === BODY }).toEqual({ end: 'completed', isSame: true });
    }
  });

  it.each(['windows', 'bulk'] as const)('of a SIM800’s FTP go on at the offset, by %s', (way) => {
    for (const series of SERIES) {
      let at = 0;
      const part: Part = (text) => {
        const [, size] = /^AT\+FTPGET=2,(\d+)$/.exec(text) ?? [];
        const [, position, most] = /^AT\+FTPEXTGET=3,(\d+),(\d+)$/.exec(text) ?? [];
        if (position !== undefined) {
          const body = sliceAt(series, Number(position), Number(most));
          return counted(`+FTPEXTGET: 3,${body.length}`, body);
        }
        if (size !== undefined) {
          const body = sliceAt(series, at, Number(size));
          at += body.length;
          return counted(`+FTPGET: 2,${body.length}`, body) + (at === TOTAL ? line('+FTPGET: 1,0') : '');
        }
        if (text === 'AT+FTPSIZE') return OK + line(`+FTPSIZE: 1,0,${TOTAL}`);
        if (text === 'AT+FTPEXTGET=1') return OK + line('+FTPEXTGET: 1,0');
        return text === 'AT+FTPGET=1' ? OK + line('+FTPGET: 1,1') : undefined;
      };
      const got = played(sim800, part, (modem) =>
        ftp.get(modem, { host: 'h' }, '/a', { way }).pipe(
          map((event) => ({ bytes: 'bytes' in event ? event.bytes : new Uint8Array(0) })),
          joined,
        ),
      );

      expect({ end: got.end, isSame: got.values[0] === BODY }).toEqual({ end: 'completed', isSame: true });
    }
  });
});

describe('a short window that is damage', () => {
  it('is not delivered: a digit of its length was lost, and the rest reads as lines', () => {
    const text = `${'line of text\r\n'.repeat(50)}`;
    for (const profile of ALL) {
      const part: Part = (asked) => {
        if (asked.startsWith('AT+HTTPREAD='))
          return framed(profile, '+HTTPREAD', text).replace(/(HTTPREAD: (?:DATA,)?\d\d)\d/, '$1');
        if (asked.startsWith('AT+HTTPACTION')) return OK + line(`+HTTPACTION: 0,200,${text.length}`);
        return asked === 'AT+HTTPHEAD' ? line('ERROR') : undefined;
      };
      const got = played(profile, part, (modem) =>
        http.get(modem, { url: URL, retry: { attempts: 1, delay: 0 }, resume: false }).pipe(collect()),
      );

      expect(got.values).toEqual([]);
      expect(got.end).not.toBe('completed');
    }
  });
});
