import type { SentSms } from '../../../lib/emulator';
import { desk, type Desk, type DeskOptions } from '../desk';
import { inTime } from '../network/inTime';

// Text mode, for clients that use it: 27.005 § 3.3 to § 3.5.

const OK = '\r\nOK\r\n';
const families = ['sim800', 'a7600', 'sim7600'] as const;
const from = '+491701234567';

const quiet = (options: DeskOptions = {}, ...lines: readonly string[]): Desk => {
  const on = desk(options);
  on.types('ATE0\r');
  for (const line of ['AT+CMGF=1', ...lines]) expect(on.types(`${line}\r`)).toContain('OK');
  return on;
};

/** What the network gets of a text. */
const sentBy = (on: Desk, text: string, number = from): readonly SentSms[] => {
  const sent: SentSms[] = [];
  const watching = on.modem.network.sent.subscribe((message) => sent.push(message));
  on.types(`AT+CMGS="${number}"\r${text}\x1a`);
  watching.unsubscribe();
  return sent;
};

describe.each(families)('text mode of a %s', (family) => {
  it('sends with what AT+CSMP says: report, validity, protocol, coding', () => {
    const [plain] = sentBy(quiet({ family }), 'hello');
    const [rich] = sentBy(quiet({ family }, 'AT+CSMP=49,173,1,16'), 'hello');

    expect(plain?.pdu).toMatchObject({ isReportWanted: false, validity: { code: 167 }, protocol: 0 });
    expect(rich?.pdu).toMatchObject({
      isReportWanted: true,
      validity: { format: 'relative', code: 173 },
      protocol: 1,
      coding: { encoding: 'gsm7', class: 0 },
    });
  });

  it('takes UCS-2 and data in hexadecimal digits, and headers with them', () => {
    const [ucs2] = sentBy(quiet({ family }, 'AT+CSMP=17,167,0,8'), '043F0440D83DDE00');
    const [data] = sentBy(quiet({ family }, 'AT+CSMP=17,167,0,4'), '00FF10');
    const [part] = sentBy(quiet({ family }, 'AT+CSMP=81,167,0,8'), '0500030502010048');

    expect(ucs2?.text).toBe('пр😀');
    expect(data?.pdu.data).toEqual(Uint8Array.of(0, 255, 16));
    expect(part).toMatchObject({ text: 'H', pdu: { concat: { reference: 5, total: 2, part: 1 } } });
  });

  it('shows UCS-2, data and parts in hexadecimal digits, header and all', () => {
    const on = quiet({ family });
    on.modem.network.sms({ from, text: 'да' });
    on.modem.network.sms({ from, data: Uint8Array.of(1, 2, 255) });
    on.modem.network.sms({ from, text: 'x'.repeat(161) });
    on.hears();

    expect(on.types('AT+CMGR=1\r')).toContain('\r\n04340430\r\n');
    expect(on.types('AT+CMGR=2\r')).toContain('\r\n0102FF\r\n');
    expect(on.types('AT+CMGR=4\r')).toMatch(/\r\n050003..0202[0-9A-F]+\r\n/);
  });

  it('shows all details of a forwarded message where AT+CSDH=1 is set', () => {
    const on = quiet({ family }, 'AT+CSDH=1', 'AT+CNMI=2,2');
    on.modem.network.sms({ from, text: 'hello', sentAt: '2024-05-17T09:30:00+02:00', class: 1 });

    expect(on.hears()).toBe(
      `\r\n+CMT: "${from}",,"24/05/17,09:30:00+08",145,4,0,17,"+8613800100500",145,5\r\nhello\r\n`,
    );
  });

  it('shows the details of a stored one, its validity among them', () => {
    const on = quiet({ family }, 'AT+CSDH=1');
    on.types(`AT+CMGW="${from}"\rlater\x1a`);

    expect(on.types('AT+CMGR=1\r')).toBe(
      `\r\n+CMGR: "STO UNSENT","${from}",,145,17,0,0,167,"+8613800100500",145,5\r\nlater\r\n${OK}`,
    );
    expect(on.types('AT+CMGL="ALL"\r')).toBe(`\r\n+CMGL: 1,"STO UNSENT","${from}",,145,5\r\nlater\r\n${OK}`);
  });

  it('refuses digits that are none, and an address that is none', () => {
    const on = quiet({ family }, 'AT+CSMP=17,167,0,8');

    expect(on.types(`AT+CMGS="${from}"\r04З\x1a`)).toContain('+CMS ERROR: 305');
    expect(on.types('AT+CMGS="abc"\r')).toBe('\r\n+CMS ERROR: 304\r\n');
    expect(on.types('AT+CMGS="123456789012345678901"\r')).toBe('\r\n+CMS ERROR: 304\r\n');
  });
});

it('a SIM800 splits a long text, an A7600 refuses it', () => {
  const long = 'x'.repeat(400);
  const sent = sentBy(quiet(), long);

  expect(sent.map(({ text }) => text).join('')).toBe(long);
  expect(sent.map(({ pdu }) => pdu.concat?.part)).toEqual([1, 2, 3]);
  expect(sentBy(quiet({ family: 'a7600' }), long)).toEqual([]);
});

it('an A7600 sends the parts of a long text one by one', () => {
  const on = quiet({ family: 'a7600' }, 'AT+CMVP=173');
  const sent: SentSms[] = [];
  on.modem.network.sent.subscribe((message) => sent.push(message));

  expect(on.types(`AT+CMGSEX="${from}",145,190,1,2\rone \x1a`)).toBe(`\r\n> ${OK}`);
  expect(on.types(`AT+CMGSEX="${from}",145,190,2,2\rtwo\x1a`)).toBe(`\r\n> \r\n+CMGSEX: 190\r\n${OK}`);
  expect(sent.map(({ pdu, text }) => [text, pdu.concat])).toEqual([
    ['one ', { reference: 190, bits: 8, total: 2, part: 1 }],
    ['two', { reference: 190, bits: 8, total: 2, part: 2 }],
  ]);
  expect(sent[0]?.pdu.validity).toMatchObject({ code: 173 });
  expect(on.types(`AT+CMGSEX="${from}",145,190,3,2\r`)).toBe('\r\n+CMS ERROR: 305\r\n');
});

it('a SIM7600 keeps the link between messages where AT+CMMS says so', () => {
  inTime((at) => {
    const on = quiet({ family: 'sim7600', smsLinkMs: 2_000, smsSendMs: 500 }, 'AT+CMMS=1');
    on.types(`AT+CMGS="${from}"\rone\x1aAT+CMGS="${from}"\rtwo\x1a`);
    at(2_499, () => expect(on.hears()).toBe(''));
    at(2_501, () => expect(on.hears()).toContain('+CMGS: 1'));
    at(3_001, () => expect(on.hears()).toContain('+CMGS: 2'));
    at(20_000, () => on.types(`AT+CMGS="${from}"\rthree\x1a`));
    at(22_400, () => expect(on.hears()).toBe(''));
    at(22_600, () => expect(on.hears()).toContain('+CMGS: 3'));
  });
});
