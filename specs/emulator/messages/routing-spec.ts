import { mobileNetwork } from '../../../lib/emulator';
import { decodePdu } from '../../../lib/pdu/decodePdu';
import { desk, type Desk, type DeskOptions } from '../desk';
import { inTime } from '../network/inTime';

// How AT+CNMI routes what comes: 27.005 § 3.4.1, tables 3.4.1-1 to 3.

const OK = '\r\nOK\r\n';
const families = ['sim800', 'a7600', 'sim7600'] as const;
const from = '+491701234567';
const ONE = '0001000C919471103254760000' + '05E8329BFD06';
const REPORTED = '0021000C919471103254760000' + '05E8329BFD06';

const quiet = (options: DeskOptions = {}, ...lines: readonly string[]): Desk => {
  const on = desk(options);
  on.types('ATE0\r');
  for (const line of lines) expect(on.types(`${line}\r`)).toContain('OK');
  return on;
};

/** What the modem says of a message with these routings. */
const said = (on: Desk, message: object = {}): string => {
  on.hears();
  on.modem.network.sms({ from, text: 'hello', ...message });
  return on.hears();
};

const sends = (on: Desk, pdu: string): string =>
  on.types(`AT+CMGS=${pdu.length / 2 - 1}\r${pdu}\x1a`).replace('\r\n> ', '');

describe.each(families)('AT+CNMI of a %s', (family) => {
  it('forwards a PDU with its length, the service centre not counted', () => {
    const heard = said(quiet({ family }, 'AT+CNMI=2,2'));
    const [, length = '', pdu = ''] = /^\r\n\+CMT: ,(\d+)\r\n([0-9A-F]+)\r\n$/.exec(heard) ?? [];

    expect(decodePdu(pdu, { tpduLength: Number(length) })).toMatchObject({
      text: 'hello',
      tpduLength: Number(length),
    });
  });

  it('stores class 2 on the SIM even if it forwards or AT+CPMS says ME', () => {
    const on = quiet({ family }, 'AT+CPMS="ME","ME","ME"', 'AT+CNMI=2,2');

    expect(said(on, { class: 2 })).toBe('\r\n+CMTI: "SM",1\r\n');
    expect(said(on, { class: 1 })).toContain('+CMT: ');
  });

  it('forwards class 3 alone with message 3', () => {
    const on = quiet({ family }, 'AT+CNMI=1,3');

    expect(said(on, { class: 3 })).toContain('+CMT: ');
    expect(said(on)).toBe('\r\n+CMTI: "SM",1\r\n');
  });

  it('shows, stores or drops a flash message, as the setting says', () => {
    const flash = { class: 0 };

    expect(said(quiet({ family }), flash)).toContain('+CMT: ');
    expect(said(quiet({ family, flashSms: 'stored' }), flash)).toContain('+CMTI: ');
    expect(said(quiet({ family, flashSms: 'dropped' }), flash)).toBe('');
  });

  it('says nothing of a silent message', () => {
    const on = quiet({ family });

    expect(said(on, { protocol: 0x40 })).toBe('');
    expect(on.types('AT+CMGL=4\r')).toBe(OK);
  });

  it('lets a message that replaces take the place of the older one', () => {
    const on = quiet({ family });
    said(on, { protocol: 0x41, text: 'old' });
    said(on, { protocol: 0x42, text: 'other' });

    expect(said(on, { protocol: 0x41, text: 'new' })).toBe('\r\n+CMTI: "SM",1\r\n');
    on.types('AT+CMGF=1\r');
    expect(on.types('AT+CMGL="ALL"\r')).toMatch(/new[^]*other/);
    expect(on.types('AT+CMGL="ALL"\r')).not.toContain('old');
  });

  it('holds its reports back in mode 0, until another mode sends or forgets them', () => {
    const on = quiet({ family }, 'AT+CNMI=0,1');

    expect(said(on)).toBe('');
    expect(on.types('AT+CNMI=2,1,0,0,0\r')).toBe(`${OK}\r\n+CMTI: "SM",1\r\n`);
    on.types('AT+CNMI=0,1\r');
    said(on);
    expect(on.types('AT+CNMI=2,1,0,0,1\r')).toBe(OK);
  });

  it('sends a report on a message as a line of text or as a PDU, or drops it', () => {
    inTime((at) => {
      const pdu = quiet({ family }, 'AT+CNMI=1,1,0,1');
      const text = quiet({ family }, 'AT+CNMI=1,1,0,1');
      const none = quiet({ family }, 'AT+CNMI=1,1,0,0');
      for (const on of [pdu, text, none]) expect(sends(on, REPORTED)).toContain('+CMGS: 1');
      text.types('AT+CMGF=1\r');
      at(3_000, () => {
        expect(pdu.hears()).toMatch(
          /^\r\n\+CDS: 25\r\n0891683108100005F006010C91947110325476[0-9]{28}00\r\n$/,
        );
        expect(text.hears()).toBe(
          '\r\n+CDS: 6,1,"+491701234567",145,"70/01/01,00:00:00+00","70/01/01,00:00:02+00",0\r\n',
        );
        expect(none.hears()).toBe('');
      });
    });
  });

  it('with AT+CSMS=1 waits for AT+CNMA, and brings one message after the other', () => {
    inTime((at) => {
      const on = quiet({ family }, 'AT+CSMS=1', 'AT+CNMI=2,2');

      expect(on.types('AT+CNMA\r')).toBe('\r\n+CMS ERROR: 340\r\n');
      expect(said(on, { text: 'one' })).toContain('+CMT: ');
      expect(said(on, { text: 'two' })).toBe('');
      at(1_000, () => expect(on.types('AT+CNMA\rAT+CNMA\r')).toBe(`${OK}\r\n+CMS ERROR: 340\r\n`));
      at(3_000, () => {
        expect(on.hears()).toContain('+CMT: ');
        expect(on.types('AT+CNMA=0\r')).toBe(OK);
      });
    });
  });

  it('switches the routing off if nobody acknowledges, and the message comes again', () => {
    inTime((at) => {
      const on = quiet({ family }, 'AT+CSMS=1', 'AT+CNMI=2,2');
      said(on);
      at(16_000, () => expect(on.types('AT+CNMI?\r')).toContain('+CNMI: 2,0,0,0,0'));
      at(70_000, () => {
        on.hears();
        expect(on.types('AT+CPMS?\r')).toContain('"SM",1,50');
      });
    });
  });
});

describe('reports with AT+CNMI=…,2', () => {
  it.each([
    ['a7600', 'SM'],
    ['sim7600', 'SR'],
  ] as const)('are stored by a %s in %s, and read there in both formats', (family, storage) => {
    inTime((at) => {
      const on = quiet({ family }, 'AT+CNMI=2,1,0,2');
      sends(on, REPORTED);
      at(3_000, () => {
        expect(on.hears()).toBe(`\r\n+CDSI: "${storage}",1\r\n`);
        on.types(`AT+CPMS="${storage}"\r`);
        expect(on.types('AT+CMGR=1\r')).toMatch(/^\r\n\+CMGR: 0,,25\r\n0891683108100005F00601/);
        on.types('AT+CMGF=1\r');
        expect(on.types('AT+CMGR=1\r')).toBe(
          `\r\n+CMGR: "REC READ",6,1,"+491701234567",145,"70/01/01,00:00:00+00","70/01/01,00:00:02+00",0\r\n${OK}`,
        );
      });
    });
  });
});

it('an A76XX refuses what needs another mode: A76XX AT manual V1.09 page 228', () => {
  const on = quiet({ family: 'a7600' });

  for (const refused of ['2,3', '2,1,0,1', '0,2', '0,1,0,1'])
    expect(on.types(`AT+CNMI=${refused}\r`)).toBe('\r\nERROR\r\n');
  for (const taken of ['1,3', '1,1,0,1', '1,2', '2,2,0,0', '2,1,0,2'])
    expect(on.types(`AT+CNMI=${taken}\r`)).toBe(OK);
});

it('a message to its own number comes back to the modem', () => {
  inTime((at) => {
    const on = quiet({ network: mobileNetwork(), number: '+491701234567' });

    expect(sends(on, ONE)).toContain('+CMGS: 1');
    at(2_000, () => expect(on.hears()).toContain('+CMTI: "SM",1'));
  });
});
