import { concat, ignoreElements, NEVER, type Observable, of } from 'rxjs';
import { a7600, ftp, type Profile, quectel, sim7600, sim800 } from '../../lib';
import type { FtpSession } from '../../lib/emulator';
import type { Modem } from '../../lib/modem/modem';
import { ftpDesk, server } from '../contract/ftpDesk';

/** A server that lets everybody in, takes everything, and says nothing. */
const SILENT: FtpSession = {
  get: () => NEVER,
  put: (_path, _how, chunks) => concat(chunks.pipe(ignoreElements()), NEVER),
  list: () => NEVER,
  size: () => NEVER,
  remove: () => NEVER,
  makeDirectory: () => NEVER,
  removeDirectory: () => NEVER,
};
const FAMILIES = [sim800, a7600, sim7600, quectel];
const BODY = new Uint8Array(300);

interface Given {
  readonly resultMs: number;
  readonly retry: { readonly attempts: 1; readonly delay: 0 };
}
const WORKS: Readonly<Record<string, (modem: Modem, given: Given) => Observable<unknown>>> = {
  get: (modem, given) => ftp.get(modem, server, '/a', given),
  'get in windows': (modem, given) => ftp.get(modem, server, '/a', { ...given, way: 'windows' }),
  'get in bulk': (modem, given) => ftp.get(modem, server, '/a', { ...given, way: 'bulk' }),
  put: (modem, given) => ftp.put(modem, server, '/a', BODY, given),
  'put in bulk': (modem, given) => ftp.put(modem, server, '/a', BODY, { ...given, way: 'bulk' }),
  'put of nothing': (modem, given) => ftp.put(modem, server, '/a', '', given),
  append: (modem, given) => ftp.append(modem, server, '/a', BODY, given),
  list: (modem, given) => ftp.list(modem, server, '/', given),
  listText: (modem, given) => ftp.listText(modem, server, '/', given),
  size: (modem, given) => ftp.size(modem, server, '/a', given),
  remove: (modem, given) => ftp.remove(modem, server, '/a', given),
  mkdir: (modem, given) => ftp.mkdir(modem, server, '/a', given),
  rmdir: (modem, given) => ftp.rmdir(modem, server, '/a', given),
  getToFile: (modem, given) => ftp.getToFile(modem, server, '/a', 'a', given),
};

const [SHORT_MS, LONG_MS] = [7_000, 50_000];
/** A line that no longer answers is asked for 30 s, and for 15 s more by what comes next, before the flow says so. */
const DEAF_MS = 46_000;

/** When each work ends whose server is silent, by `resultMs`. */
const endsOf = (profile: Profile, resultMs: number): readonly number[] =>
  Object.values(WORKS).map((act) => {
    const modem = ftpDesk(profile, {}, { ftp: () => of(SILENT) });
    return modem.on((one) => act(one, { resultMs, retry: { attempts: 1, delay: 0 } })).endedAt ?? Infinity;
  });

describe.each(FAMILIES)('resultMs of FTP on a $title', (profile) => {
  it(`is how long a silent server is waited for, in all ${Object.keys(WORKS).length} works`, () => {
    const [short, long] = [endsOf(profile, SHORT_MS), endsOf(profile, LONG_MS)];
    const wrong = Object.keys(WORKS).filter((_, at) => {
      const [soon = 0, late = 0] = [short[at], long[at]];
      const isBounded = soon >= SHORT_MS && soon < SHORT_MS + DEAF_MS;
      return !isBounded || Math.abs(late - soon - (LONG_MS - SHORT_MS)) > 500;
    });
    expect(wrong).toEqual([]);
  });
});
