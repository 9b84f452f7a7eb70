import { decodePdu } from '../../lib/pdu/decodePdu';
import { dataCoding } from '../../lib/pdu/dataCoding';
import { fit } from '../../lib/pdu/fit';
import { hex } from '../../lib/pdu/hex';
import { reportStatus } from '../../lib/pdu/reportStatus';
import { splitText } from '../../lib/pdu/splitText';
import { userData } from '../../lib/pdu/userData';
import { ussdString } from '../../lib/pdu/ussdString';

const SUBMIT = '0001000B915155100021F3000002E834';
const TPDU = SUBMIT.slice(2);

describe('a PDU', () => {
  it('is read with and without its service centre, by the number that stands beside it', () => {
    expect(decodePdu(SUBMIT, { tpduLength: 15 })).toMatchObject({
      kind: 'submit',
      text: 'hi',
      tpduLength: 15,
    });
    expect(decodePdu(TPDU, { tpduLength: 15 })).toMatchObject({ kind: 'submit', text: 'hi', tpduLength: 15 });
    expect(decodePdu(SUBMIT, { tpduLength: 99 })).toMatchObject({ kind: 'submit', text: 'hi' });
  });

  it('that is malformed keeps its octets, and says what is wrong and where', () => {
    expect(decodePdu('07915155009099F9040B915155100021F3000042507190')).toEqual({
      kind: 'malformed',
      raw: '07915155009099F9040B915155100021F3000042507190',
      octets: hex.read('07915155009099F9040B915155100021F3000042507190'),
      field: 'service centre time stamp',
      problem: 'needs 7 octets, 4 are left',
      atOctet: 19,
    });
    expect(decodePdu('00zz')).toMatchObject({
      field: 'hexadecimal digits',
      octets: Uint8Array.of(0),
      atOctet: 1,
    });
    expect(decodePdu(SUBMIT, { direction: 'received' })).toMatchObject({
      problem: 'a SUBMIT-REPORT is no message',
    });
    expect(decodePdu('0002', { direction: 'sent' })).toMatchObject({ problem: 'a COMMAND is no message' });
  });

  it('keeps elements that nobody knows, and stops at one that passes the header', () => {
    const cut = decodePdu('0041000B915155100021F30004090670010103FF00AA41');

    expect(cut).toMatchObject({ header: [{ id: 0x70, data: Uint8Array.of(1) }], isForSim: true });
    expect(decodePdu('0041000B915155100021F300040904010280034142434445')).toMatchObject({ text: undefined });
  });

  it('tells how many messages wait', () => {
    const found = decodePdu(
      '07915155009099F9440B915155100021F3000042507190030080140401028002C840EEF21DD42ECFE7E173790E',
    );

    expect(found).toMatchObject({ waitingCounts: [{ what: 'voice', count: 2, isStored: true }] });
  });
});

it('letters that were cut between parts are whole again', () => {
  const ucs2 = dataCoding.read(0x08);
  const pair = [Uint8Array.of(0xd8, 0x3d), Uint8Array.of(0xde, 0x00)].map((units) =>
    userData.make({ coding: ucs2, units }),
  );
  const gsm7 = dataCoding.read(0);
  const euro = [Uint8Array.of(0x41, 0x1b), Uint8Array.of(0x65)].map((units) =>
    userData.make({ coding: gsm7, units }),
  );

  expect(pair.map(({ text }) => text)).toEqual(['\ufffd', '\ufffd']);
  expect(userData.join(pair)).toEqual({ text: '😀', data: undefined });
  expect(userData.join(euro)).toEqual({ text: 'A€', data: undefined });
  expect(userData.join([...euro, ...pair]).text).toBe('A€😀');
  expect(userData.join([])).toEqual({ text: '', data: undefined });
});

it.each([
  [0x00, 'delivered', 'received by the recipient'],
  [0x1f, 'delivered', 'done (31)'],
  [0x20, 'pending', 'congestion; the centre goes on trying'],
  [0x3f, 'pending', 'temporary error 63; the centre goes on trying'],
  [0x46, 'failed', 'validity period expired'],
  [0x5f, 'failed', 'permanent error 95'],
  [0x63, 'failed', 'service rejected; the centre gave up'],
  [0x80, 'failed', 'unknown status 128, taken as a failure'],
])('status %i of a report is %s', (code, state, meaning) => {
  expect(reportStatus(code)).toEqual({ code, state, meaning });
});

it('every data coding scheme is read, and those of the general group are written', () => {
  const all = Array.from({ length: 256 }, (_, octet) => dataCoding.read(octet));

  expect(all.map(({ octet }) => octet)).toEqual(all.map((_, octet) => octet));
  expect(all[0x20]).toMatchObject({ encoding: 'binary', isCompressed: true });
  expect(all[0x0c]).toMatchObject({ encoding: 'gsm7' });
  expect(all[0x58]).toMatchObject({ encoding: 'ucs2', class: 0, isDeletedWhenRead: true });
  expect(all[0xe8]).toMatchObject({
    encoding: 'ucs2',
    waiting: { what: 'voice', isActive: true, isStored: true },
  });
  expect(dataCoding.of({ encoding: 'ucs2', class: 0 }).octet).toBe(0x18);
  expect(dataCoding.of({ encoding: 'binary' }).octet).toBe(0x04);
});

describe('a text that is to fit', () => {
  it('says its parts, what is left, and what forced another alphabet', () => {
    expect(fit('')).toEqual({ encoding: 'gsm7', parts: 1, units: 0, unitsLeft: 160, forcedBy: undefined });
    expect(fit('{€}')).toMatchObject({ units: 6, unitsLeft: 154 });
    expect(fit('it’s')).toEqual({
      encoding: 'ucs2',
      parts: 1,
      units: 4,
      unitsLeft: 66,
      forcedBy: { letter: '’', at: 2 },
    });
    expect(fit('x'.repeat(161))).toMatchObject({ parts: 2, unitsLeft: 145 });
    expect(fit('x', { encoding: 'ucs2' })).toMatchObject({ encoding: 'ucs2', forcedBy: undefined });
  });

  it('keeps a family, a flag and a letter with its marks in one part', () => {
    const family = '👨‍👩‍👧';
    const { parts } = splitText('я'.repeat(64) + family);

    expect(parts.map(({ text }) => text)).toEqual(['я'.repeat(64), family]);
    expect(splitText('e' + '\u0301'.repeat(200)).parts).toHaveLength(3);
  });
});

describe('a string of USSD', () => {
  it('is filled with CR, which is taken away again', () => {
    expect(ussdString.encode('1234567', 'packed')).toBe('31D98C56B3DD1A');
    expect(ussdString.encode('1234567\r', 'packed')).toBe('31D98C56B3DD1A0D');
    expect(ussdString.decode('31D98C56B3DD1A0D', { scheme: 15 }).text).toBe('1234567\r');
    expect(() => ussdString.encode('я', 'packed')).toThrow('not in the GSM 7-bit alphabet');
  });

  it('is read by evidence', () => {
    const form = (raw: string, hints = {}) => ussdString.decode(raw, hints);

    expect(form('Balance: 5.00 EUR')).toMatchObject({ form: 'plain', text: 'Balance: 5.00 EUR' });
    expect(form('12345678', { scheme: 15 })).toMatchObject({ form: 'plain' });
    expect(form('')).toMatchObject({ form: 'plain', text: '' });
    expect(form('AA180C3602', { scheme: 0 })).toMatchObject({ form: 'packed', text: '*100#' });
    // Scheme 17: two octets of the language stand in front (23.038 § 5).
    expect(form('E53700480069', { scheme: 17 })).toMatchObject({ form: 'ucs2', text: 'Hi' });
    expect(form('00480069', { scheme: 17 })).toMatchObject({ form: 'ucs2', text: 'Hi' });
  });
});
