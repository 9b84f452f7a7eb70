import { map, type Observable, reduce } from 'rxjs';
import { a7600, ftp, http, type Modem, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { line, OK, type Said } from '../modem/scripted';
import { counted, played, type Part } from '../contract/line/played';

/*
 * Law L1: what a flow asks for comfort may be refused, silent, damaged or nonsense, and the transfer goes on.
 */

const URL = 'http://example.com/a';
const BODY = 'the body of the response';
const server = { host: 'ftp.example.com' };
const HEAD = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n`;

const WAYS: Readonly<Record<string, readonly Said[]>> = {
  refused: [line('ERROR')],
  'refused with a code': [line('+CME ERROR: 3')],
  'refused in words': [line('+CME ERROR: operation not allowed')],
  silent: [],
  nonsense: [line('+WHAT: "is",this') + OK],
  'OK alone': [OK],
  'cut off': ['\r\n+HT'],
  'one byte': ['\x00'],
};

const blocks = (header: string): string =>
  `${OK}\r\n${header}${BODY.length}\r\n${BODY}\r\n${header.replace('DATA,', '')}0\r\n`;

/** A modem that does all that its flows ask for. */
const working = (profile: Profile): Part => {
  const is800 = profile === sim800;
  return (text) => {
    if (text.startsWith('AT+HTTPACTION='))
      return OK + line(`+HTTPACTION: ${text.slice(-1)},200,${BODY.length}`);
    if (text === 'AT+HTTPHEAD') return counted(`+HTTPHEAD: ${HEAD.length}`, HEAD);
    if (text.startsWith('AT+HTTPREAD='))
      return is800 ? counted(`+HTTPREAD: ${BODY.length}`, BODY) : blocks('+HTTPREAD: ');
    if (text === 'AT+FTPSIZE') return OK + line(`+FTPSIZE: 1,0,${BODY.length}`);
    if (text.startsWith('AT+CFTPSSIZE=')) return OK + line(`+CFTPSSIZE: ${BODY.length}`);
    if (text === 'AT+FTPGET=1') return OK + line('+FTPGET: 1,1');
    if (text.startsWith('AT+FTPGET=2'))
      return counted(`+FTPGET: 2,${BODY.length}`, BODY) + line('+FTPGET: 1,0');
    return text.startsWith('AT+CFTPSGET=') ? blocks('+CFTPSGET: DATA,') : undefined;
  };
};

type Bytes = { readonly kind: string; readonly bytes?: Uint8Array };
const textOf = (events: Observable<Bytes>): Observable<string> =>
  events.pipe(
    map(({ bytes }) => Buffer.from(bytes ?? new Uint8Array(0)).toString('latin1')),
    reduce((all, next) => all + next, ''),
  );

const FLOWS: Readonly<Record<string, (modem: Modem) => Observable<string>>> = {
  'http.get': (modem) => textOf(http.get(modem, URL)),
  'http.post': (modem) => textOf(http.post(modem, { url: URL, body: 'x' })),
  'ftp.get': (modem) => textOf(ftp.get(modem, server, '/a', { way: 'windows' })),
};

const COMFORT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  sim800: {
    'http.get': ['AT+HTTPHEAD', 'AT+SAPBR=2,1'],
    'http.post': ['AT+HTTPHEAD', 'AT+SAPBR=2,1'],
    'ftp.get': ['AT+FTPSIZE', 'AT+FTPSTATE', 'AT+SAPBR=2,1'],
  },
  a7600: { 'http.get': ['AT+HTTPHEAD'], 'http.post': ['AT+HTTPHEAD'], 'ftp.get': ['AT+CFTPSSIZE="/a"'] },
  sim7600: { 'http.get': ['AT+HTTPHEAD'], 'http.post': ['AT+HTTPHEAD'], 'ftp.get': ['AT+CFTPSSIZE="/a"'] },
};

const CASES = [sim800, a7600, sim7600, quectel].flatMap((profile) =>
  Object.entries(FLOWS).flatMap(([flow, act]) =>
    (COMFORT[profile.name]?.[flow] ?? []).flatMap((asked) =>
      Object.entries(WAYS).map(([way, says]) => ({
        profile,
        name: profile.name,
        flow,
        act,
        asked,
        way,
        says,
      })),
    ),
  ),
);

describe('law L1: optional means optional', () => {
  it.each(CASES)('$flow on a $name goes on where $asked is $way', ({ profile, act, asked, says }) => {
    const usual = working(profile);
    const got = played(profile, (text, time) => (text === asked ? says : usual(text, time)), act);

    expect({ end: got.end, message: got.message, body: got.values[0] }).toEqual({
      end: 'completed',
      message: '',
      body: BODY,
    });
  });

  it(`was tried on every comfort of every flow: ${CASES.length} cases`, () => {
    expect(CASES).toHaveLength(13 * Object.keys(WAYS).length);
  });
});
