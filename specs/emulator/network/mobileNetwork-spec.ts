import { fc } from '../../helpers/seeded';
import { mobileNetwork, type MobileNetworkOptions, type SentSms } from '../../../lib/emulator';
import { decodePdu } from '../../../lib/pdu/decodePdu';
import { encodeSubmit, type SubmitRequest } from '../../../lib/pdu/encodeSubmit';
import type { Deliver, StatusReport } from '../../../lib/pdu/pdu';
import { userData } from '../../../lib/pdu/userData';
import { desk, type Desk, type DeskOptions } from '../desk';
import { inTime } from './inTime';

const OK = '\r\nOK\r\n';
const ADA = '+491700000001';
const BEN = '+491700000002';
const ELSEWHERE = '+33612345678';

/** Two modems of one network, echo off. */
const pair = (options: MobileNetworkOptions = {}, ofBen: DeskOptions = {}) => {
  const network = mobileNetwork(options);
  const ada = desk({ family: 'sim800', network, number: ADA });
  const ben = desk({ family: 'a7600', network, number: BEN, ...ofBen });
  for (const one of [ada, ben]) one.types('ATE0\r');
  return { network, ada, ben };
};

/** Sends a message, each part as one, and gives what the modem answers. */
const send = (on: Desk, request: SubmitRequest): string =>
  encodeSubmit({ reference: 7, ...request })
    .map(({ raw, tpduLength }) => on.types(`AT+CMGS=${tpduLength}\r${raw}\x1a`).replace('\r\n> ', ''))
    .join('');

/** The PDUs that a modem holds, in the order of their places. */
const inbox = (on: Desk): readonly Deliver[] =>
  on
    .types('AT+CMGL=4\r')
    .split('\r\n')
    .filter((line) => /^[0-9A-F]{20,}$/.test(line))
    .map((line) => decodePdu(line) as Deliver);

const textOf = (parts: readonly Deliver[]): string =>
  userData.join([...parts].sort((one, other) => (one.concat?.part ?? 0) - (other.concat?.part ?? 0))).text ??
  '';

/** The reports that a modem said, with their statuses. */
const reportsIn = (heard: string): readonly StatusReport[] =>
  [...heard.matchAll(/\+CDS: \d+\r\n([0-9A-F]+)/g)].map(([, pdu = '']) => decodePdu(pdu) as StatusReport);

const statuses = (heard: string): readonly number[] => reportsIn(heard).map(({ status }) => status.code);

const REPORTS = 'AT+CNMI=2,1,0,1,0\r';

describe('a network of virtual modems', () => {
  it('brings a message to the modem of its number, a second later, from the number of the sender', () => {
    inTime((at) => {
      const { ada, ben } = pair();

      expect(send(ada, { to: BEN, text: 'hello' })).toBe(`\r\n+CMGS: 1\r\n${OK}`);
      at(999, () => expect(ben.hears()).toBe(''));
      at(1_001, () => {
        expect(ben.hears()).toBe('\r\n+CMTI: "SM",1\r\n');
        expect(inbox(ben)).toMatchObject([
          { kind: 'deliver', from: { number: ADA }, text: 'hello', sentAt: { epochMs: 0 } },
        ]);
      });
    });
  });

  it('alters no text, whatever it is and however many parts it takes', () => {
    const texts = fc.array(fc.integer({ min: 1, max: 0x10ffff }), { maxLength: 300 }).map((codes) =>
      codes
        .filter((code) => code < 0xd800 || code > 0xdfff)
        .map((code) => String.fromCodePoint(code))
        .join(''),
    );
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ maxLength: 400 })), (text) => {
        inTime((at) => {
          const { ada, ben } = pair();
          send(ada, { to: BEN, text });
          at(2_000, () => expect(textOf(inbox(ben))).toBe(text));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('carries data and ports octet for octet', () => {
    inTime((at) => {
      const { ada, ben } = pair();
      const data = Uint8Array.from({ length: 300 }, (_, index) => index & 0xff);
      send(ada, { to: BEN, data, ports: { destination: 2_948, source: 9_200 } });
      at(2_000, () => {
        const parts = inbox(ben);
        expect(userData.join(parts).data).toEqual(data);
        expect(parts[0]?.ports).toEqual({ destination: 2_948, source: 9_200, bits: 16 });
      });
    });
  });

  it('knows a number in its national form, too', () => {
    inTime((at) => {
      const { ada, ben } = pair();
      send(ada, { to: '01700000002', text: 'hello' });
      at(2_000, () => expect(ben.hears()).toContain('+CMTI'));
    });
  });

  it('keeps a message while the modem is out of reach, and brings it afterwards', () => {
    inTime((at) => {
      const { ada, ben } = pair({}, { registration: 2 });
      send(ada, { to: BEN, text: 'one' });
      send(ada, { to: BEN, text: 'two' });
      at(30_000, () => {
        expect(ben.hears()).toBe('');
        ben.modem.register(1);
      });
      at(32_000, () => {
        expect(ben.hears()).toBe('\r\n+CMTI: "SM",1\r\n\r\n+CMTI: "SM",2\r\n');
        expect(inbox(ben).map(({ text }) => text)).toEqual(['one', 'two']);
      });
    });
  });

  it('reports a message as received, and one whose validity ended as expired', () => {
    inTime((at) => {
      const { ada, ben } = pair();
      ada.types(REPORTS);
      send(ada, { to: BEN, text: 'hello', report: true });
      at(1_500, () => expect(statuses(ada.hears())).toEqual([]));
      at(2_500, () => {
        const heard = ada.hears();
        expect(statuses(heard)).toEqual([0]);
        expect(reportsIn(heard)[0]).toMatchObject({
          reference: 1,
          to: { number: BEN },
          sentAt: { epochMs: 0 },
          dischargedAt: { epochMs: 2_000 },
        });
        ben.modem.register(3);
        send(ada, { to: BEN, text: 'late', report: true, validityMs: 10 * 60_000 });
      });
      at(9 * 60_000, () => expect(ada.hears()).toBe(''));
      at(11 * 60_000, () => expect(statuses(ada.hears())).toEqual([0x46]));
    });
  });

  it('takes messages to other numbers, and counts them as received', () => {
    inTime((at) => {
      const { network, ada } = pair();
      const sent: SentSms[] = [];
      network.sent.subscribe((message) => sent.push(message));
      ada.types(REPORTS);
      send(ada, { to: ELSEWHERE, text: 'salut', report: true });

      expect(sent).toMatchObject([{ from: ADA, to: ELSEWHERE, text: 'salut', reference: 1 }]);
      at(3_000, () => expect(statuses(ada.hears())).toEqual([0]));
    });
  });

  it('refuses, loses, delays and reports as it is asked to', () => {
    inTime((at) => {
      const outcome = ({ text }: SentSms) =>
        ({
          refused: { cms: 38 },
          lost: { isLost: true },
          late: { afterMs: 60_000 },
          busy: { statuses: [0x21, 0x00] },
        })[text ?? ''];
      const { ada, ben } = pair({ outcome });
      ada.types(REPORTS);

      expect(send(ada, { to: BEN, text: 'refused' })).toBe('\r\n+CMS ERROR: 38\r\n');
      expect(send(ada, { to: BEN, text: 'lost', report: true })).toContain('+CMGS: 2');
      send(ada, { to: BEN, text: 'late' });
      at(59_000, () => {
        expect(ben.hears()).toBe('');
        expect(ada.hears()).toBe('');
      });
      at(61_000, () => {
        expect(ben.hears()).toContain('+CMTI');
        send(ada, { to: BEN, text: 'busy', report: true });
      });
      at(70_000, () => expect(statuses(ada.hears())).toEqual([0x21, 0x00]));
    });
  });

  it.each([
    ['"1,2,3"', ['1', '2', '3']],
    ['"13#"', ['1', '3', '#']],
    ['{5,10}', ['5']],
    ['a,600', ['A']],
    ['"*"', ['*']],
  ])('carries the keys of AT+VTS=%s', (typed, keys) => {
    inTime((at) => {
      const { ada, ben } = pair();
      ada.types(`ATD${BEN};\r`);
      at(5_000, () => ben.types('ATA\r'));
      at(10_000, () => {
        ben.hears();
        expect(ada.types(`AT+VTS=${typed}\r`)).toBe(OK);
        expect(ada.types('AT+VTS="1;2"\r')).toBe('\r\nERROR\r\n');
      });
      at(20_000, () =>
        expect([...ben.hears().matchAll(/\+RXDTMF: (.)/g)].map(([, key]) => key)).toEqual(keys),
      );
    });
  });

  it('gives a number to one modem only', () => {
    const { network } = pair();

    expect(network.numbers).toEqual([ADA, BEN]);
    expect(() => desk({ network, number: BEN })).toThrow(`${BEN} has joined this network already`);
  });

  it('refuses options that do not fit', () => {
    expect(() => mobileNetwork({ deliveryMs: -1 })).toThrow('deliveryMs');
    expect(() => mobileNetwork({ outcome: 5 as never })).toThrow('outcome');
  });
});

describe('messages from outside', () => {
  it('come in parts if they are long, from a name, a number or as a PDU', () => {
    const on = desk();
    on.types('ATE0\r');
    const long = 'é'.repeat(200) + '😀'.repeat(80);
    on.modem.network.sms({ from: 'Bank', text: long });
    on.modem.network.sms({
      pdu: '07915155009099F9040B915155100000F10000208062917314080CC8F71D14969741F977FD07',
    });
    const all = inbox(on);

    expect(all.length).toBe(7);
    expect(textOf(all.slice(0, -1))).toBe(long);
    expect(all[0]?.from).toMatchObject({ number: 'Bank', kind: 'alphanumeric' });
    expect(all.at(-1)).toMatchObject({ from: { number: '+15550100001' }, text: 'How are you?' });
  });

  it('may be malformed: they are stored as they came', () => {
    const on = desk();
    on.types('ATE0\r');
    on.modem.network.sms({ pdu: '0004FF' });
    on.hears();

    expect(on.types('AT+CMGR=1\r')).toBe(`\r\n+CMGR: 0,,2\r\n0004FF\r\n${OK}`);
    expect(on.types('AT+CMGF=1\rAT+CMGR=1\r')).toContain('\r\n0004FF\r\n');
  });
});
