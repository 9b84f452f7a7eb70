import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { agreement, readWindow } from '../../lib/dialects/readWindow';
import { withFirmware } from '../../lib/dialects/firmware';
import { profileWith } from '../../lib/dialects/profilePart';
import { a7600Base } from '../../lib/families/a7600/a7600Base';
import { a7600HttpPart } from '../../lib/families/a7600/a7600Parts';
import { quectelBase } from '../../lib/families/quectel/quectelBase';
import { quectelHttpPart } from '../../lib/families/quectel/quectelParts';
import { sim7600Base } from '../../lib/families/sim7600/sim7600Base';
import { sim7600HttpPart } from '../../lib/families/sim7600/sim7600Parts';
import { sim800Base } from '../../lib/families/sim800/sim800Base';
import { sim800HttpPart } from '../../lib/families/sim800/sim800Parts';
import { latin1Bytes } from '../../lib/grammar/latin1';

describe('the firmware of a modem', () => {
  const plain = { match: /x/, does: 'Does otherwise.', source: 'the spec' };

  it('changes nothing where only words are known', () => {
    const same = withFirmware(a7600, [plain]);
    expect(same.http).toBe(a7600.http);
    expect(same.ftp).toBe(a7600.ftp);
  });

  it('lacks services', () => {
    const changed = withFirmware(a7600, [{ ...plain, lacks: ['ftp', 'sockets'] }]);
    expect(changed.ftp).toBeUndefined();
    expect(changed.sockets).toBeUndefined();
    expect(changed.http).toBe(a7600.http);
    expect(Object.isFrozen(changed)).toBe(true);
  });

  it('gives less at once, never more', () => {
    const limit = a7600.http?.maxWindowBytes ?? 0;
    expect(withFirmware(a7600, [{ ...plain, maxWindowBytes: 100 }]).http?.maxWindowBytes).toBe(100);
    expect(withFirmware(a7600, [{ ...plain, maxWindowBytes: limit + 1 }]).http?.maxWindowBytes).toBe(limit);
    expect(withFirmware(a7600, [{ ...plain, maxResponseBytes: 100 }]).http?.tooLarge.partBytes).toBe(100);
    expect(withFirmware(a7600, [{ ...plain, maxResponseBytes: 100 }]).http?.maxWindowBytes).toBe(limit);
  });

  it('stores no body where it can not', () => {
    const changed = withFirmware(a7600, [{ ...plain, lacksStore: true }]).http;
    const kept = withFirmware(a7600, [{ ...plain, maxWindowBytes: 100 }]).http;
    expect(changed && 'store' in changed).toBe(false);
    expect(kept?.store).toBe(a7600.http?.store);
    const call = { toFile: 'C:/a', tls: {}, method: 'GET', headers: {} } as never;
    expect(changed?.unsupportedFeature(call)).toBe('storing a body in a file (this firmware)');
    expect(kept?.unsupportedFeature(call)).toBeUndefined();
    expect(changed?.unsupportedFeature({ tls: {}, method: 'GET', headers: {} } as never)).toBeUndefined();
  });

  it('adds up over several', () => {
    const changed = withFirmware(a7600, [
      { ...plain, maxWindowBytes: 100, lacks: ['ussd'] },
      { ...plain, maxWindowBytes: 50 },
    ]);
    expect([changed.http?.maxWindowBytes, changed.ussd]).toEqual([50, undefined]);
  });
});

const SERVICES = [
  'http',
  'ftp',
  'files',
  'certificates',
  'messages',
  'ussd',
  'calls',
  'phonebook',
  'mux',
] as const;
const MORE_SERVICES = ['clock', 'gnss', 'mqtt', 'checkup', 'sockets'] as const;

describe.each([
  { whole: sim800, base: sim800Base, part: sim800HttpPart, get: '+HTTPACTION=', ftp: '+FTP' },
  { whole: a7600, base: a7600Base, part: a7600HttpPart, get: '+HTTPACTION=', ftp: '+CFTP' },
  { whole: sim7600, base: sim7600Base, part: sim7600HttpPart, get: '+HTTPACTION=', ftp: '+CFTP' },
  { whole: quectel, base: quectelBase, part: quectelHttpPart, get: '+QHTTPGET=', ftp: '+QFTP' },
])('a profile of parts: $whole.name', ({ whole, base, part, get, ftp }) => {
  const lean = profileWith(base, part);

  it('has the services of its parts, and no others', () => {
    const services = [...SERVICES, ...MORE_SERVICES].filter((service) => lean[service] !== undefined);
    expect(services).toEqual(['http']);
    expect(lean.http).toBe(whole.http);
    expect('words' in lean).toBe(false);
    expect(Object.isFrozen(lean)).toBe(true);
  });

  it('is the whole family otherwise', () => {
    expect([lean.name, lean.title, lean.boot, lean.off]).toEqual([
      whole.name,
      whole.title,
      whole.boot,
      whole.off,
    ]);
    expect(Object.keys(lean.views).sort()).toEqual(Object.keys(whole.views).sort());
  });

  it('has the words of its base and its parts, each once', () => {
    const { commands, urcs } = lean.vocabulary;
    const heads = commands.map(({ head }) => head);
    expect(heads).toContain(get);
    expect(heads).toContain('+CREG?');
    expect(heads.filter((head) => head.startsWith(ftp))).toEqual([]);
    expect(new Set(commands).size).toBe(commands.length);
    for (const list of urcs.values()) expect(new Set(list).size).toBe(list.length);
    for (const one of [...base.vocabulary.urcs.values()].flat())
      expect([...urcs.values()].flat()).toContain(one);
  });

  it('has each word of the whole once', () => {
    const { commands } = whole.vocabulary;
    expect(new Set(commands).size).toBe(commands.length);
  });
});

describe('a window', () => {
  const windowOf = (lengths: readonly number[], lines = lengths.length) =>
    readWindow({
      payload: [latin1Bytes('a')],
      values: lengths.map((length) => ({ length })),
      lines: Array.from({ length: lines }, () => 'line'),
    });

  it.each([
    { lengths: [5], lines: 1, isPlain: true },
    { lengths: [5, 0], lines: 2, isPlain: true },
    { lengths: [5, 3], lines: 2, isPlain: false },
    { lengths: [0], lines: 1, isPlain: false },
    { lengths: [5], lines: 2, isPlain: false },
  ])('of blocks $lengths and $lines lines is plain: $isPlain', ({ lengths, lines, isPlain }) => {
    expect(windowOf(lengths, lines).isPlain).toBe(isPlain);
  });

  it.each([
    ['abc', 'abcde', true],
    ['abcde', 'abc', true],
    ['abc', 'abc', true],
    ['abcghi', 'abcdef', false],
    ['abc', 'xbc', false],
    ['', 'abc', true],
  ])('%j and %j agree: %s', (one, other, agree) => {
    const agrees = agreement();
    expect(agrees(latin1Bytes(one))).toBe(false);
    expect(agrees(latin1Bytes(other))).toBe(agree);
  });

  it('is compared with the one before', () => {
    const agrees = agreement();
    expect(['abc', 'xyz', 'xy'].map((text) => agrees(latin1Bytes(text)))).toEqual([false, false, true]);
  });
});
