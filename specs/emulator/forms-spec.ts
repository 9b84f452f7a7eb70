import { TestScheduler } from 'rxjs/testing';
import { type FamilyName, simulatedFtp } from '../../lib/emulator';
import { desk, type Desk, type DeskOptions } from './desk';
import { a7600Forms } from './forms/a7600Forms';
import type { Form } from './forms/form';
import { quectelForms } from './forms/quectelForms';
import { sim800Forms } from './forms/sim800Forms';
import { standardForms } from './forms/standardForms';

// What the emulator claims, it answers in every form that the manuals print.

/** Identity: A76XX AT manual V1.09 page 53, SIM7500/7600 AT manual V3.00 page 34. */
const informationOf = (model: string, revision: string): Form => [
  'ATI',
  'Manufacturer: SIMCOM INCORPORATED',
  `Model: ${model}`,
  `Revision: ${revision}`,
  'IMEI: 861234050012345',
  '+GCAP: +CGSM',
  'OK',
];

/** Executing it sets the default; ME has so many places. */
const storesOf = (places: number): Form => [
  'AT+CPMS="ME";+CPMS;+CPMS?',
  `+CPMS: 0,${places},0,50,0,50`,
  '+CPMS: "SM",0,50,"SM",0,50,"SM",0,50',
  'OK',
];

const FORMS = {
  sim800: [...standardForms, ...sim800Forms],
  a7600: [
    ...standardForms,
    ...a7600Forms,
    informationOf('A7600E', 'A35B01A7600E'),
    storesOf(180),
    ['AT+HTTPINIT;+HTTPPARA="RESPTO",60', 'ERROR'],
  ],
  sim7600: [
    ['AT+CPMS=?', '+CPMS: ("SM","ME","SR"),("SM","ME"),("SM","ME")', 'OK'],
    ...standardForms,
    ...a7600Forms,
    informationOf('SIMCOM_SIM7600E', 'LE20B04SIM7600M22'),
    storesOf(23),
    // SIM7500/7600 AT manual V3.00 page 328.
    ['AT+HTTPINIT;+HTTPPARA="RESPTO",60', 'OK'],
    ['AT+HTTPINIT;+HTTPPARA="RESPTO",19', 'ERROR'],
    ['AT+HTTPINIT;+HTTPPARA="UA","x"', 'OK'],
    ['AT+HTTPINIT;+HTTPPARA="BREAK",5', 'OK'],
    ['AT+HTTPINIT;+HTTPPARA="BREAKEND",9', 'OK'],
  ],
  ec25: quectelForms,
  bg96: quectelForms,
} satisfies Partial<Readonly<Record<FamilyName, readonly Form[]>>>;

const families = Object.keys(FORMS) as (keyof typeof FORMS)[];

/** A modem with its echo off and errors in plain words. */
const quiet = (options: DeskOptions = {}): Desk => {
  const on = desk(options);
  on.types('ATE0+CMEE=0\r');
  return on;
};

const linesOf = (heard: string): readonly string[] => heard.split(/[\r\n]+/).filter((line) => line !== '');

describe.each(families)('a %s', (family) => {
  it.each(FORMS[family])('answers %s', (typed, ...answered) => {
    expect(linesOf(quiet({ family }).types(`${typed}\r`))).toEqual(answered);
  });

  it('answers the test form of every command that it claims', () => {
    const on = quiet({ family });
    const names = linesOf(on.types('AT+CLAC\r')).filter((name) => /^AT\+/.test(name));
    const silent = names.filter((name) => !linesOf(on.types(`${name}=?\r`)).includes('OK'));

    expect(names.length).toBeGreaterThan(80);
    expect(silent).toEqual([]);
  });

  it.each(['absent', 'SIM PIN', 'SIM PUK', 'busy'])('has no HTTP while its SIM is %s', (sim) => {
    const on = quiet({ family, sim, web: { 'http://a.b/': 'hello' }, bearerOpen: true });
    const said = ['+HTTPINIT', '+HTTPPARA="CID",1', '+HTTPPARA="URL","http://a.b/"', '+HTTPACTION=0'].map(
      (command) => on.types(`AT${command}\r`),
    );

    expect(said.join('')).not.toMatch(/\+HTTPACTION: 0,2/);
    expect(on.types('AT+CGATT?\r')).toContain('+CGATT: 0');
  });

  it.each([
    ['absent', 310, 10],
    ['SIM PIN', 311, 11],
    ['SIM PUK', 316, 12],
    ['busy', 314, 14],
  ])('has no messages and phonebooks while its SIM is %s', (sim, cms, cme) => {
    const on = quiet({ family, sim });
    on.types('AT+CMEE=1\r');

    expect(on.types('AT+CMGL=4\r')).toBe(`\r\n+CMS ERROR: ${cms}\r\n`);
    expect(on.types('AT+CMGS=19\r')).toBe(`\r\n+CMS ERROR: ${cms}\r\n`);
    expect(on.types('AT+CPBR=1\r')).toBe(`\r\n+CME ERROR: ${cme}\r\n`);
    expect(on.types('ATD123;\r')).toBe('\r\nNO CARRIER\r\n');
    expect(on.types('AT+CUSD=1,"*100#"\r')).toBe('\r\n+CME ERROR: 30\r\n');
    expect(on.types('AT+CMGS=?\r')).toBe('\r\nOK\r\n');
  });

  it('lets a voice call ring before it ends with NO CARRIER', () => {
    const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
    const heard: [number, string][] = [];
    scheduler.run(({ flush }) => {
      const on = quiet({ family });
      heard.push([scheduler.now(), on.types('ATD123;\r')]);
      heard.push([scheduler.now(), on.types('AT+CLCC;+CPAS\r')]);
      flush();
      heard.push([scheduler.now(), on.hears()]);
    });

    expect(heard[0]?.[1]).toBe('\r\nOK\r\n');
    expect(heard[1]?.[1]).toContain('+CLCC: 1,0,3,0,0');
    expect(heard[1]?.[1]).toContain('+CPAS: 4');
    expect(heard[2]).toEqual([10_000, '\r\nNO CARRIER\r\n']);
  });
});

describe('what AT&W stores', () => {
  it('survives a restart of a SIM800, and AT&F does not delete it', () => {
    const on = quiet();
    on.types('AT+CREG=1;+IPR=9600;&W\r');
    on.types('AT+CFUN=1,1\r');

    expect(on.types('AT+CREG?\r')).toBe('\r\n+CREG: 1,1\r\n\r\nOK\r\n');
    on.types('AT&F\r');
    expect(on.types('ATE0+CREG?\r')).toContain('+CREG: 0,1');
    // The rate is no part of the profile (page 47).
    expect(on.types('AT+IPR?\r')).toContain('+IPR: 9600');
    on.types('ATZ\r');
    expect(on.types('AT+CREG?\r')).toBe('\r\n+CREG: 1,1\r\n\r\nOK\r\n');
  });

  it('comes back by ATZ on an A7600, not by a restart', () => {
    const on = quiet({ family: 'a7600' });
    on.types('AT&W\r');
    on.types('AT+CRESET\r');

    expect(on.types('AT\r')).toBe('AT\r\r\nOK\r\n');
    on.types('ATZ\r');
    expect(on.types('AT\r')).toBe('\r\nOK\r\n');
  });

  it('is not needed for the settings that an A7600 saves at once', () => {
    const on = quiet({ family: 'a7600' });
    on.types('AT+CMGF=1;+CSDH=1\r');
    on.types('AT+CRESET\r');

    expect(on.types('ATE0+CMGF?;+CSDH?\r')).toContain('+CMGF: 1\r\n\r\n+CSDH: 0');
  });

  it('is not needed for a SIM800 whose radio was switched off', () => {
    const on = quiet();
    on.types('AT+CFUN=4\r');
    on.modem.restart();

    expect(on.types('AT+CFUN?\r')).toContain('+CFUN: 4');
  });
});

describe('what FTPSCONT and HTTPSCONT save', () => {
  it('is loaded after a restart of a SIM800', () => {
    const on = quiet();
    on.types('AT+FTPSERV="a.b";+FTPMODE=1;+FTPSCONT\r');
    on.types('AT+HTTPINIT;+HTTPPARA="UA","x";+HTTPSCONT\r');
    on.types('AT&W+CFUN=1,1\r');

    expect(on.types('AT+FTPSERV?\r')).toContain('+FTPSERV: "a.b"');
    expect(linesOf(on.types('AT+FTPSCONT?\r'))).toEqual([
      '+FTPSCONT: 0',
      ...['+FTPSERV: a.b', '+FTPPORT: ', '+FTPUN: ', '+FTPPW: ', '+FTPCID: ', '+FTPMODE: 1'],
      ...['+FTPTYPE: ', '+FTPPUTOPT: ', '+FTPREST: ', '+FTPGETNAME: ', '+FTPGETPATH: '],
      ...['+FTPPUTNAME: ', '+FTPPUTPATH: ', '+FTPTIMEOUT: 75', 'OK'],
    ]);
    expect(on.types('AT+HTTPINIT;+HTTPSCONT?\r')).toContain('UA: x');
  });
});

describe('receivers of satellites', () => {
  it.each([
    ['a7600', 'AT+CGNSSPWR=1,1', '+CGNSSPWR: 1'],
    ['a7600', 'AT+CGNSSPWR=1,1,1', '+CGNSSPWR: 1'],
    ['sim7600', 'AT+CGPS=1,1', '+CGPS: 1,1'],
  ] as const)('are switched on by %s %s', (family, typed, shown) => {
    const on = quiet({ family, gnss: [] });

    expect(on.types(`${typed}\r`)).toBe('\r\nOK\r\n');
    expect(on.types(`${typed.replace(/=.*/, '?')}\r`)).toContain(shown);
  });

  it('take the modes of a SIM7600 that its manual knows', () => {
    const on = quiet({ family: 'sim7600', gnss: [] });

    expect(on.types('AT+CGPS=?\r')).toContain('+CGPS: (0,1),(1-3)');
    expect(on.types('AT+CGPS=1,4\r')).toBe('\r\nERROR\r\n');
  });
});

describe('messages', () => {
  it.each(families)('of a %s are stored without an address', (family) => {
    const on = quiet({ family });
    on.types('AT+CMGF=1\r');

    expect(on.types('AT+CMGW\r')).toBe('\r\n> ');
    expect(on.types('hello\x1a')).toContain('+CMGW: 1\r\n\r\nOK');
    expect(on.types('AT+CMGL="ALL"\r')).toContain('hello');
  });
});

describe('files of an A7600', () => {
  it('are written without a length until the bytes cease', () => {
    const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
    let heard = '';
    scheduler.run(({ flush }) => {
      const on = quiet({ family: 'a7600' });
      on.types('AT+FSOPEN=C:/a.txt\r');
      heard += on.types('AT+FSWRITE=1\r') + on.types('hello');
      flush();
      heard += on.hears();
    });

    expect(heard).toBe('\r\nCONNECT\r\n\r\n+FSWRITE: 5,5\r\n\r\nOK\r\n');
  });

  it('are written at a location (page 305)', () => {
    const on = quiet({ family: 'a7600' });

    expect(on.types('AT+CFTRANRX="C:/t2.txt",3,100,0\r')).toBe('\r\n> ');
    expect(on.types('abc')).toBe('\r\nOK\r\n');
    on.types('AT+CFTRANRX="C:/t2.txt",2,100,3\r');
    on.types('de');
    expect(on.types('AT+CFTRANTX="C:/t2.txt"\r')).toContain('DATA,5\r\nabcde\r\n');
    expect(on.types('AT+CFTRANTX="C:/t2.txt",1,2,1\r')).toBe('\r\n> bc\r\nOK\r\n');
    expect(on.types('AT+CFTRANRX="C:/t2.txt",2,100,9\r')).toBe('\r\nERROR\r\n');
    expect(on.types('AT+CFTRANRX="C:/t2.txt",2\r')).toBe('\r\nERROR\r\n');
  });

  it('come from a server up to a size', () => {
    const ftp = simulatedFtp({ 'f.b': { user: 'u', files: { '/f': 'x'.repeat(5_000) } } });
    const on = quiet({ family: 'a7600', ftp });
    on.types('AT+CFTPSSTART\r');
    on.types('AT+CFTPSLOGIN="f.b",21,"u","p",0\r');
    const heard = on.types('AT+CFTPSGET="f",0,4096\r');

    expect(
      [...heard.matchAll(/DATA,(\d+)/g)].map(([, size]) => Number(size)).reduce((a, b) => a + b, 0),
    ).toBe(4_096);
    expect(heard.endsWith('+CFTPSGET: 0\r\n')).toBe(true);
  });
});

describe('the IP stack of a SIM800', () => {
  it('comes up by CIPSHUT, CSTT, CIICR, CIFSR, and is lost with the bearer', () => {
    const on = quiet();
    const said = ['+CIPSHUT', '+CSTT="CMNET"', '+CIICR', '+CIFSR'].map((name) => on.types(`AT${name}\r`));

    expect(said).toEqual(['\r\nSHUT OK\r\n', '\r\nOK\r\n', '\r\nOK\r\n', '\r\n10.89.193.1\r\n']);
    on.modem.loseBearer();
    expect(on.hears()).toContain('+PDP: DEACT');
    expect(on.types('AT+CIPSTATUS\r')).toContain('STATE: PDP DEACT');
    expect(on.types('AT+CSTT\r')).toBe('\r\nERROR\r\n');
    expect(on.types('AT+CIPSHUT\r')).toBe('\r\nSHUT OK\r\n');
  });
});
