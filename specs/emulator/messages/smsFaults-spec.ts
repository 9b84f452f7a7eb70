import { type Fault, faults } from '../../../lib/emulator';
import { decodePdu } from '../../../lib/pdu/decodePdu';
import type { Deliver } from '../../../lib/pdu/pdu';
import { desk, type Desk, type DeskOptions } from '../desk';
import { inTime } from '../network/inTime';

// The scenarios of messages that real modems and networks showed, as faults by name.

const OK = '\r\nOK\r\n';
const from = '+491701234567';
const PDU = '0001000C919471103254760000' + '05E8329BFD06';
const REPORTED = '0021000C919471103254760000' + '05E8329BFD06';

const faulty = (fault: Fault, options: DeskOptions = {}): Desk => {
  const on = desk({ faults: [fault], ...options });
  on.types('ATE0\r');
  return on;
};

const sends = (on: Desk, pdu = PDU): string => on.types(`AT+CMGS=${pdu.length / 2 - 1}\r${pdu}\x1a`);

const partsOf = (on: Desk): readonly (number | undefined)[] =>
  on
    .types('AT+CMGL=4\r')
    .split('\r\n')
    .filter((line) => /^[0-9A-F]{20,}$/.test(line))
    .map((line) => (decodePdu(line) as Deliver).concat?.part);

const LONG = 'x'.repeat(400);

describe('faults of messages', () => {
  it('failedSms ends sending with its codes in turn, 0 lets a message pass', () => {
    const on = faulty(faults.failedSms({ codes: [500, 0, 38] }));

    expect(sends(on)).toBe('\r\n> \r\n+CMS ERROR: 500\r\n');
    expect(sends(on)).toContain('+CMGS: 1');
    expect(sends(on)).toContain('+CMS ERROR: 38');
    expect(sends(on)).toContain('+CMGS: 2');
  });

  it('missingPrompt leaves the command without any answer, and takes commands again', () => {
    const on = faulty(faults.missingPrompt());

    expect(on.types('AT+CMGS=18\r')).toBe('');
    expect(on.types('\x1bAT\r')).toBe(OK);
    expect(sends(on)).toContain('+CMGS: 1');
  });

  it('lateSms sends at once and answers late', () => {
    inTime((at) => {
      const on = faulty(faults.lateSms({ ms: 90_000 }));
      const sent: string[] = [];
      on.modem.network.sent.subscribe(({ to }) => sent.push(to));

      expect(sends(on)).toBe('\r\n> ');
      expect(sent).toEqual([from]);
      at(89_000, () => expect(on.hears()).toBe(''));
      at(91_000, () => expect(on.hears()).toBe(`\r\n+CMGS: 1\r\n${OK}`));
    });
  });

  it('earlyReports brings +CDS before +CMGS, and no second report', () => {
    inTime((at) => {
      const on = faulty(faults.earlyReports());
      on.types('AT+CNMI=2,1,0,1,0\r');

      expect(sends(on, REPORTED)).toMatch(
        /^\r\n> \r\n\+CDS: 25\r\n0891683108100005F00601[0-9A-F]+\r\n\r\n\+CMGS: 1\r\n/,
      );
      at(10_000, () => expect(on.hears()).toBe(''));
    });
  });

  it('lostSms loses a part, shuffledSms turns two round, doubledSms brings one again', () => {
    inTime((at) => {
      const losing = faulty(faults.lostSms({ skip: 1 }));
      const shuffling = faulty(faults.shuffledSms());
      const doubling = faulty(faults.doubledSms({ skip: 2, ms: 30_000 }));
      for (const on of [losing, shuffling, doubling]) on.modem.network.sms({ from, text: LONG });

      expect(partsOf(losing)).toEqual([1, 3]);
      expect(partsOf(shuffling)).toEqual([2, 1, 3]);
      expect(partsOf(doubling)).toEqual([1, 2, 3]);
      at(31_000, () => expect(partsOf(doubling)).toEqual([1, 2, 3, 3]));
    });
  });

  it('shuffledSms brings a message that no other follows a little later', () => {
    inTime((at) => {
      const on = faulty(faults.shuffledSms({ ms: 2_000 }));
      on.modem.network.sms({ from, text: 'alone' });

      expect(on.hears()).toBe('');
      at(2_001, () => expect(on.hears()).toContain('+CMTI: "SM",1'));
    });
  });

  it('otherStorage stores in ME what AT+CPMS has for SM, and says so', () => {
    const on = faulty(faults.otherStorage());
    on.modem.network.sms({ from, text: 'hello' });

    expect(on.hears()).toBe('\r\n+CMTI: "ME",1\r\n');
    expect(on.types('AT+CMGR=1\r')).toBe(OK);
    expect(on.types('AT+CPMS="ME"\rAT+CMGR=1\r')).toContain('+CMGR: 0');
  });

  it('unstoredSms reports -1, placesFromZero counts from 0', () => {
    const nowhere = faulty(faults.unstoredSms());
    nowhere.modem.network.sms({ from, text: 'hello' });
    expect(nowhere.hears()).toBe('\r\n+CMTI: ,-1\r\n');

    const zero = faulty(faults.placesFromZero(), { simPlaces: 1 });
    zero.modem.network.sms({ from, text: 'hello' });
    expect(zero.hears()).toBe('\r\n+CMTI: "SM",0\r\n');
    expect(zero.types('AT+CMGR=0\r')).toContain('+CMGR: 0');
    expect(zero.types('AT+CMGR=1\r')).toBe('\r\n+CMS ERROR: 321\r\n');
  });

  it('withoutSms refuses every command of messages', () => {
    const on = faulty(faults.withoutSms(), { family: 'a7600' });

    for (const line of [
      'AT+CMGF=0',
      'AT+CMGF=?',
      'AT+CNMI?',
      'AT+CPMS?',
      'AT+CMGS=18',
      'AT+CSCA?',
      'AT+CMGRD=1',
    ])
      expect(on.types(`${line}\r`)).toBe('\r\nERROR\r\n');
    expect(on.types('AT+CSQ\r')).toContain('OK');
  });
});
