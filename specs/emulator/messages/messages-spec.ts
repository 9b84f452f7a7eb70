import { conversation, desk, type DeskOptions } from '../desk';
import { virtually } from '../../modem/virtually';

const OK = '\r\nOK\r\n';
const families = ['sim800', 'a7600', 'sim7600'] as const;
const from = '+491701234567';
/** Places of ME: A76XX AT manual V1.09 page 220, SIM7600 SMS note V3.00 page 9. */
const memoryPlaces = { sim800: 50, a7600: 180, sim7600: 23 };

/** A modem with its echo off. */
const quiet = (options: DeskOptions = {}) => {
  const on = desk(options);
  on.types('ATE0\r');
  return on;
};

const receiving = (options: DeskOptions, ...texts: readonly string[]) => {
  const on = quiet(options);
  for (const text of texts) virtually(() => on.modem.network.sms({ from, text }));
  return on;
};

describe.each(families)('messages of a %s', (family) => {
  it('come with +CMTI, are read as text, and are read from then on', () => {
    const on = receiving({ family }, 'hello');

    expect(on.hears()).toBe('\r\n+CMTI: "SM",1\r\n');
    expect(on.types('AT+CMGF=1\r')).toBe(OK);
    expect(on.types('AT+CMGR=1\r')).toBe(
      `\r\n+CMGR: "REC UNREAD","${from}",,"70/01/01,00:00:00+00"\r\nhello\r\n${OK}`,
    );
    expect(on.types('AT+CMGL="REC UNREAD"\r')).toBe(OK);
    expect(on.types('AT+CMGL="ALL"\r')).toBe(
      `\r\n+CMGL: 1,"REC READ","${from}",,"70/01/01,00:00:00+00"\r\nhello\r\n${OK}`,
    );
  });

  it('are read as PDUs: 23.040 § 9.2.2.1', () => {
    const on = receiving({ family }, 'hellohello');
    const pdu =
      '0891683108100005F0' + '040C91947110325476' + '0000' + '07101000000000' + '0AE8329BFD4697D9EC37';

    expect(on.hears()).toContain('+CMTI');
    expect(on.types('AT+CMGR=1\r')).toBe(`\r\n+CMGR: 0,,28\r\n${pdu}\r\n${OK}`);
    expect(on.types('AT+CMGL=4\r')).toBe(`\r\n+CMGL: 1,1,,28\r\n${pdu}\r\n${OK}`);
  });

  it('tell their length where AT+CSDH=1 asks for it', () => {
    const on = receiving({ family }, 'hello');
    on.hears();

    expect(conversation(on, 'AT+CMGF=1;+CSDH=1', 'AT+CMGR=1')).toContain(
      '"70/01/01,00:00:00+00",145,4,0,0,"+8613800100500",145,5\r\nhello\r\n',
    );
  });

  it('with other letters are told in hexadecimal digits, in any character set', () => {
    const on = receiving({ family }, 'да');

    expect(conversation(on, 'AT+CMGF=1', 'AT+CMGR=1')).toContain('\r\n04340430\r\n');
  });

  it('are said at once, kept quiet, or kept back, as AT+CNMI wishes', () => {
    const said = (setting: string) => {
      const on = quiet({ family });
      on.types(`AT+CMGF=1\rAT+CNMI=${setting}\r`);
      virtually(() => on.modem.network.sms({ from, text: 'hello' }));
      return [on.hears(), on.types('AT+CPMS?\r').includes('"SM",1,')];
    };

    expect(said('2,2')).toEqual([`\r\n+CMT: "${from}",,"70/01/01,00:00:00+00"\r\nhello\r\n`, false]);
    expect(said('2,0')).toEqual(['', true]);
    expect(said('0,1')).toEqual(['', true]);
    expect(quiet({ family }).types('AT+CNMI=9,1\r')).toBe('\r\nERROR\r\n');
  });

  it('are sent as text behind a prompt, and as PDUs', () => {
    const on = quiet({ family });
    const sent: object[] = [];
    on.modem.network.sent.subscribe(({ to, text }) => sent.push({ to, text }));
    on.types('AT+CMGF=1\r');

    expect(on.types(`AT+CMGS="${from}"\r`)).toBe('\r\n> ');
    expect(on.types('two\rlines\x08s')).toBe('');
    expect(on.types('\x1a')).toBe(`\r\n+CMGS: 1\r\n${OK}`);
    expect(on.types('AT+CMGF=0\rAT+CMGS=19\r')).toBe(`${OK}\r\n> `);
    expect(on.types('0011000C919471103254760000AA05E8329BFD06\x1a\r')).toBe(`\r\n+CMGS: 2\r\n${OK}`);
    expect(sent).toEqual([
      { to: from, text: 'two\nlines' },
      { to: from, text: 'hello' },
    ]);
  });

  it('are echoed while they are typed, and given up by ESC', () => {
    const on = desk({ family });
    on.types('AT+CMGF=1\r');

    expect(on.types(`AT+CMGS="${from}"\r`)).toBe(`AT+CMGS="${from}"\r\r\n> `);
    expect(on.types('hello\x1b')).toBe(`hello\x1b${OK}`);
    expect(on.types('AT\r')).toBe(`AT\r${OK}`);
  });

  it('that can’t be sent are refused with a CMS code', () => {
    const on = quiet({ family, registration: 2 });

    expect(on.types('AT+CMGS=19\r0011000C919471103254760000AA05E8329BFD06\x1a')).toBe(
      '\r\n> \r\n+CMS ERROR: 331\r\n',
    );
    expect(on.types('AT+CMGS=18\r0011000C919471103254760000AA05E8329BFD06\x1a')).toBe(
      '\r\n> \r\n+CMS ERROR: 304\r\n',
    );
    expect(on.types('AT+CMGR=99\r')).toBe('\r\n+CMS ERROR: 321\r\n');
    expect(on.types('AT+CMSS=7\r')).toBe('\r\n+CMS ERROR: 321\r\n');
  });

  it('are stored, sent from there, and deleted', () => {
    const on = quiet({ family });
    on.types('AT+CMGF=1\r');

    expect(on.types(`AT+CMGW="${from}"\rlater\x1a`)).toBe(`\r\n> \r\n+CMGW: 1\r\n${OK}`);
    expect(on.types('AT+CMGL="STO UNSENT"\r')).toBe(`\r\n+CMGL: 1,"STO UNSENT","${from}",\r\nlater\r\n${OK}`);
    expect(on.types('AT+CMSS=1\r')).toBe(`\r\n+CMSS: 1\r\n${OK}`);
    expect(on.types('AT+CMGL="STO SENT"\r')).toContain('later');
    expect(on.types('AT+CMGD=1\rAT+CMGR=1\r')).toBe(`${OK}${OK}`);
  });

  it('are deleted by kind, and stay over a restart', () => {
    const on = receiving({ family }, 'one', 'two');
    on.types('AT+CMGR=2\rAT+CMGD=1,1\r');
    on.modem.restart();
    on.hears();

    expect(on.types('ATE0\r')).toContain('OK');
    expect(on.types('AT+CPMS="SM","ME"\r')).toBe(`\r\n+CPMS: 1,50,0,${memoryPlaces[family]},1,50\r\n${OK}`);
    expect(on.types('AT+CMGD=1,4\rAT+CPMS?\r')).toBe(
      `${OK}\r\n+CPMS: "SM",0,50,"ME",0,${memoryPlaces[family]},"SM",0,50\r\n${OK}`,
    );
  });
});
