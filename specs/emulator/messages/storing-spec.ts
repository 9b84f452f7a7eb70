import { desk, type Desk, type DeskOptions } from '../desk';
import { inTime } from '../network/inTime';

const OK = '\r\nOK\r\n';
const families = ['sim800', 'a7600', 'sim7600'] as const;
const from = '+491701234567';

const quiet = (options: DeskOptions = {}, ...lines: readonly string[]): Desk => {
  const on = desk(options);
  on.types('ATE0\r');
  for (const line of lines) expect(on.types(`${line}\r`)).toContain('OK');
  return on;
};

describe.each(families)('the storages of a %s', (family) => {
  const full = family === 'sim800' ? '' : '\r\n+SMS FULL\r\n';

  it('fill: the network keeps what has no place, and brings it in a burst once places are free', () => {
    inTime((at) => {
      const on = quiet({ family, simPlaces: 2 }, 'AT+CMGF=1');
      for (const text of ['one', 'two', 'three', 'four']) on.modem.network.sms({ from, text });

      expect(on.hears()).toBe(`\r\n+CMTI: "SM",1\r\n\r\n+CMTI: "SM",2\r\n${full}`);
      expect(on.types('AT+CPMS?\r')).toContain('"SM",2,2');
      expect(on.types('AT+CMGW="+491701234567"\rmore\x1a')).toContain('+CMS ERROR: 322');
      at(10_000, () => expect(on.types('AT+CMGD=1,4\r')).toBe(OK));
      at(12_000, () => {
        expect(on.hears()).toBe(`\r\n+CMTI: "SM",1\r\n\r\n+CMTI: "SM",2\r\n${full}`);
        expect(on.types('AT+CMGL="ALL"\r')).toMatch(/three[^]*four/);
      });
    });
  });

  it('say again that they are full only after a place was free', () => {
    inTime((at) => {
      const on = quiet({ family, simPlaces: 1 });
      on.modem.network.sms({ from, text: 'one' });
      on.modem.network.sms({ from, text: 'two' });
      on.modem.network.sms({ from, text: 'three' });

      expect(on.hears()).toBe(`\r\n+CMTI: "SM",1\r\n${full}`);
      at(10_000, () => on.types('AT+CMGD=1\r'));
      at(70_000, () => expect(on.hears()).toBe(`\r\n+CMTI: "SM",1\r\n${full}`));
    });
  });

  it('are of the sizes that are set', () => {
    const on = quiet({ family, simPlaces: 7, memoryPlaces: 9 });

    expect(on.types('AT+CPMS="SM","ME"\r')).toBe(`\r\n+CPMS: 0,7,0,9,0,7\r\n${OK}`);
  });

  it('keep what was written as received or sent, and send it from there', () => {
    const on = quiet({ family }, 'AT+CMGF=1');

    expect(on.types('AT+CMGW="01701234567",145,"STO SENT"\rlater\x1a')).toContain('+CMGW: 1');
    expect(on.types('AT+CMGR=1\r')).toContain('+CMGR: "STO SENT","+01701234567",');
    expect(on.types('AT+CMSS=1,"12345"\r')).toContain('+CMSS: 1');
    const pdu = '07915155009099F9040B915155100000F10000208062917314080CC8F71D14969741F977FD07';
    on.types('AT+CMGF=0\r');
    expect(on.types(`AT+CMGW=30,0\r${pdu}\x1a`)).toContain('+CMGW: 2');
    expect(on.types('AT+CMGR=2\r')).toBe(`\r\n+CMGR: 0,,30\r\n${pdu}\r\n${OK}`);
    expect(on.types('AT+CMSS=2\r')).toBe('\r\n+CMS ERROR: 302\r\n');
  });

  it('list the places that hold messages, or all that there are', () => {
    const on = quiet({ family });
    for (const text of ['one', 'two', 'three']) on.modem.network.sms({ from, text });
    on.types('AT+CMGD=2\r');

    expect(on.types('AT+CMGD=?\r')).toContain(
      family === 'sim800' ? '+CMGD: (1-50),(0-4)' : '+CMGD: (1,3),(0-4)',
    );
  });
});

it('MT of a SIM800 is SIM and memory as one', () => {
  const on = quiet({ simPlaces: 1, memoryPlaces: 2 }, 'AT+CPMS="MT","MT","MT"');
  for (const text of ['one', 'two']) on.modem.network.sms({ from, text });

  expect(on.hears()).toBe('\r\n+CMTI: "SM",1\r\n\r\n+CMTI: "ME",1\r\n');
  expect(on.types('AT+CPMS?\r')).toContain('"MT",2,3');
  expect(on.types('AT+CMGF=1\rAT+CMGR=2\r')).toContain('two');
  expect(on.types('AT+CMGD=2\rAT+CPMS?\r')).toContain('"MT",1,3');
});

describe('the A76XX', () => {
  it('reads and deletes in one, marks, and has no MT', () => {
    const on = quiet({ family: 'a7600' }, 'AT+CMGF=1');
    for (const text of ['one', 'two']) on.modem.network.sms({ from, text });
    on.hears();

    expect(on.types('AT+CMGMT=2\r')).toBe(OK);
    expect(on.types('AT+CMGR=2\r')).toContain('"REC READ"');
    expect(on.types('AT+CMGRD=1\r')).toMatch(/^\r\n\+CMGRD: "REC UNREAD",.*\r\none\r\n/);
    expect(on.types('AT+CMGR=1\r')).toBe(OK);
    expect(on.types('AT+CMGMT=1\r')).toBe('\r\n+CMS ERROR: 321\r\n');
    expect(on.types('AT+CPMS="MT"\r')).toBe('\r\nERROR\r\n');
  });

  it('sends several stored messages at once', () => {
    const on = quiet({ family: 'a7600' }, 'AT+CMGF=1');
    for (const text of ['one', 'two']) on.types(`AT+CMGW="12345"\r${text}\x1a`);

    expect(on.types('AT+CMSSEX=1,2\r')).toBe(`\r\n+CMSSEX: 1,2\r\n${OK}`);
    expect(on.types('AT+CMGL="STO SENT"\r')).toMatch(/one[^]*two/);
    expect(on.types('AT+CMSSEX=1,9\r')).toBe('\r\n+CMS ERROR: 321\r\n');
  });
});

it('settings that are not saved are gone after a restart: A76XX AT manual V1.09 pages 218–232', () => {
  const lines = ['AT+CMGF=1', 'AT+CNMI=2,2', 'AT+CSMP=49,167,0,8', 'AT+CSDH=1', 'AT+CSMS=1', 'AT+CGSMS=0'];
  const after = (family: 'sim800' | 'a7600', saved: readonly string[] = []): string => {
    const on = quiet({ family }, ...lines, ...saved);
    on.modem.restart();
    on.hears();
    return on.types('ATE0\rAT+CMGF?;+CNMI?;+CSMP?;+CSDH?;+CSMS?;+CGSMS?\r').replace(/[\r\n]+/g, ' ');
  };

  expect(after('a7600')).toContain(
    '+CMGF: 1 +CNMI: 2,2,0,0,0 +CSMP: 17,167,0,0 +CSDH: 0 +CSMS: 0,1,1,1 +CGSMS: 3',
  );
  expect(after('sim800')).toContain('+CMGF: 0 +CNMI: 2,1,0,0,0 +CSMP: 17,167,0,0');
  expect(after('sim800', ['AT&W'])).toContain('+CMGF: 1 +CNMI: 2,2,0,0,0');
});

it('a SIM800 saves the parameters of text mode in profiles', () => {
  const on = quiet({}, 'AT+CSMP=49,1,2,8', 'AT+CSAS=1', 'AT+CSMP=17,167,0,0', 'AT+CRES');

  expect(on.types('AT+CSMP?\r')).toContain('17,167,0,0');
  expect(on.types('AT+CRES=1;+CSMP?\r')).toContain('49,1,2,8');
  expect(on.types('AT+CSAS=9\r')).toBe('\r\nERROR\r\n');
});
