import { a7600, files, type Profile, quectel, sim800 } from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { counted, type Part, played } from './played';

const FILE = 'the bytes of a file, all of them';

/** How the families tell a length, and give a window; `undefined` for other lines. */
const SAID: Readonly<Record<string, { readonly asks: RegExp; readonly size: (bytes: number) => string }>> = {
  sim800: { asks: /^AT\+FSFLSIZE=/, size: (bytes) => line(`+FSFLSIZE: ${bytes}`) + OK },
  a7600: { asks: /^AT\+FSATTRI=/, size: (bytes) => line(`+FSATTRI: ${bytes}`) + OK },
  quectel: { asks: /^AT\+QFLST=/, size: (bytes) => line(`+QFLST: "a.txt",${bytes}`) + OK },
};

const window = (profile: Profile, seek: { at: number }): Part => {
  return (text) => {
    if (text.startsWith('AT+FSCD=')) return line('+FSCD: C:/') + OK;
    if (text.startsWith('AT+QFOPEN=')) return line('+QFOPEN: 3000') + OK;
    const [, at] = /^AT\+QFSEEK=3000,(\d+),0$/.exec(text) ?? [];
    if (at !== undefined) seek.at = Number(at);
    const [, most] = /^AT\+QFREAD=3000,(\d+)$/.exec(text) ?? [];
    if (most !== undefined) {
      const part = FILE.slice(seek.at, seek.at + Number(most));
      return counted(`CONNECT ${part.length}`, part);
    }
    const [, position, size] = /^AT\+CFTRANTX="C:\/a.txt",(\d+),(\d+)$/.exec(text) ?? [];
    if (position !== undefined) {
      const part = FILE.slice(Number(position), Number(position) + Number(size));
      const block = part === '' ? '' : `\r\n+CFTRANTX: DATA,${part.length}\r\n${part}`;
      return `${block}${line('+CFTRANTX: 0')}${OK}`;
    }
    const [, bytes, from] = /^AT\+FSREAD=.*,[01],(\d+),(\d+)$/.exec(text) ?? [];
    if (from === undefined || profile !== sim800) return undefined;
    const part = FILE.slice(Number(from), Number(from) + Number(bytes));
    return part === '' ? undefined : `\r\n${part}${OK}`;
  };
};

/** Reads a file whose length is told once; then the same question, and what is behind the end of a SIM800's, are answered so. */
const reading = (
  profile: Profile,
  told: number,
  later: Said | readonly Said[],
  behind: string = line('ERROR'),
) => {
  const { asks, size } = SAID[profile.name] as (typeof SAID)[string];
  const part = window(profile, { at: 0 });
  let asked = 0;
  const { end, values } = played(
    profile,
    (text, time) => {
      if (asks.test(text)) return (asked += 1) === 1 ? size(told) : later;
      return part(text, time) ?? (text.startsWith('AT+FSREAD=') ? behind : undefined);
    },
    (modem) => files.read(modem, 'a.txt'),
  );
  return { end, bytes: values.map(({ bytes }) => Buffer.from(bytes).toString()).join('') };
};

const LATER: readonly (readonly [string, Said | readonly Said[]])[] = [
  ['refused', line('ERROR')],
  ['refused with a code', line('+CME ERROR: 3')],
  ['silent', []],
  ['nonsense', line('+WHAT: 3') + OK],
];

describe.each([sim800, a7600, quectel])('a file of a $title whose length is not told again', (profile) => {
  it.each(LATER)('is longer where a byte lies behind its end: %s', (_, later) => {
    for (const told of [3, 0]) expect(reading(profile, told, later).end).toBe('length');
  });

  it.each(LATER)('is believed where none does: %s', (_, later) => {
    expect(reading(profile, FILE.length, later)).toEqual({ end: 'completed', bytes: FILE });
  });
});

describe('behind the end of a file of a SIM800', () => {
  it.each([
    ['an error', line('ERROR')],
    ['an error with a code', line('+CME ERROR: 3')],
    ['OK alone', OK],
    ['an empty window', `\r\n${OK}`],
    ['a line end', `\r\n\r\n${OK}`],
    ['nothing', ''],
  ])('nothing lies where the modem says %s', (_, behind) => {
    expect(reading(sim800, FILE.length, line('ERROR'), behind)).toEqual({ end: 'completed', bytes: FILE });
  });
});
