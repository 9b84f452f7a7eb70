import { faults } from '../../lib/emulator';
import { desk, type DeskOptions } from './desk';

// What programs that meet a modem for the first time ask it, byte for byte: 27.007, V.250.

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';
const families = ['sim800', 'a7600', 'sim7600'] as const;
const answer = (line: string): string => `\r\n${line}\r\n${OK}`;

/** A modem with its echo off. */
const quiet = (options: DeskOptions = {}) => {
  const on = desk(options);
  on.types('ATE0\r');
  return on;
};

describe.each(families)('a %s that is met for the first time', (family) => {
  it('says what it is, by the names of V.250 as by those of 27.007', () => {
    const on = quiet({ family });

    for (const name of ['MI', 'MM', 'SN']) expect(on.types(`AT+G${name}\r`)).toBe(on.types(`AT+CG${name}\r`));
    expect(on.types('AT+GCAP\r')).toBe(answer('+GCAP: +CGSM'));
    expect(on.types('AT+CPAS\r')).toBe(answer('+CPAS: 0'));
    expect(on.types('AT+CLAC\r')).toContain('\r\nAT+CSQ\r\n');
    expect(on.types('AT+CMEE=1;&V\r')).toContain('\r\n+CMEE: 1\r\n');
  });

  it.each([
    ['CMEE', '+CMEE: (0-2)'],
    ['CREG', '+CREG: (0-2)'],
    ['CMGF', '+CMGF: (0,1)'],
    ['CSQ', '+CSQ: (0-31,99),(0-7,99)'],
    ['CPBR', '+CPBR: (1-250),40,14'],
  ])('answers AT+%s=? by its ranges', (name, line) => {
    expect(quiet({ family }).types(`AT+${name}=?\r`)).toBe(answer(line));
  });

  it.each(['CIMI', 'CPIN', 'CGSN', 'CHUP', 'CNUM', 'CMGR', 'CMGS'])('answers AT+%s=? by OK', (name) => {
    expect(quiet({ family }).types(`AT+${name}=?\r`)).toBe(OK);
  });

  it('names its operator in the way that was chosen', () => {
    const on = quiet({ family });
    const told = (format: number): string | undefined =>
      /"(.*)"/.exec(on.types(`AT+COPS=3,${format};+COPS?\r`))?.[1];

    expect([0, 1, 2].map(told)).toEqual(['CHINA MOBILE', 'CMCC', '46000']);
    expect(on.types('AT+COPS=?\r')).toContain('(2,"CHINA MOBILE","CMCC","46000"');
    expect(on.types('AT+COPS=3,7\r')).toBe(ERROR);
  });

  it('leaves the network and comes back to it', () => {
    const on = quiet({ family, faults: [faults.cmeVerbosity({ level: 1 })] });
    on.types('AT+CREG=1\r');

    expect(on.types('AT+COPS=2\r')).toContain('\r\n+CREG: 0\r\n');
    expect(on.types('AT+COPS?\r')).toBe(answer('+COPS: 2'));
    expect(on.types('AT+COPS=1,2,"26201"\r')).toBe('\r\n+CME ERROR: 30\r\n');
    expect(on.types('AT+COPS=1,2,"46000"\r')).toContain('\r\n+CREG: 1\r\n');
    expect(on.types('AT+COPS?\r')).toContain('+COPS: 1,2,"46000"');
    expect(on.types('AT+COPS=0\r')).toBe(OK);
  });

  it('tells texts in the character set that was chosen', () => {
    const on = quiet({ family });
    on.types('AT+CPBW=1,"+491701234567",145,"A_1"\r');
    const told = (set: string): string | undefined =>
      /145,"(.*)"/s.exec(on.types(`AT+CSCS="${set}";+CPBR=1\r`))?.[1];

    expect(told('UCS2')).toBe('0041005F0031');
    // An A76XX has no HEX, and keeps the set that it has (A76XX AT manual V1.09, AT+CSCS=?).
    expect(told('HEX')).toBe(family === 'sim800' ? '411131' : undefined);
    // Its code in the GSM alphabet, 0x11, can’t stand in an AT string.
    expect(told('GSM')).toBe('A?1');
    expect(told('IRA')).toBe('A_1');
  });

  it('keeps phonebooks', () => {
    const on = quiet({ family, faults: [faults.cmeVerbosity({ level: 1 })] });

    expect(on.types('AT+CPBS="ON";+CPBS?\r')).toBe(answer('+CPBS: "ON",1,250'));
    expect(on.types('AT+CNUM\r')).toBe(answer('+CNUM: "","+8613900000000",145'));
    expect(on.types('AT+CPBS="SM";+CPBW=,"123",129,"Ada";+CPBW=3,"456"\r')).toBe(OK);
    expect(on.types('AT+CPBR=1,250\r')).toBe(
      `\r\n+CPBR: 1,"123",129,"Ada"\r\n\r\n+CPBR: 3,"456",129,""\r\n${OK}`,
    );
    expect(on.types('AT+CPBW=1;+CPBR=1\r')).toBe(OK);
    expect(on.types('AT+CPBR=251\r')).toBe('\r\n+CME ERROR: 21\r\n');
    expect(on.types('AT+CPBS="XX"\r')).toBe(ERROR);
  });

  it('reads the SIM’s own files', () => {
    const on = quiet({ family });

    expect(on.types('AT+CRSM=176,12258,0,0,10\r')).toBe(answer('+CRSM: 144,0,"98681021580121436587"'));
    expect(on.types('AT+CRSM=176,28589,0,3,1\r')).toBe(answer('+CRSM: 144,0,"02"'));
    expect(on.types('AT+CRSM=176,28486,0,0,17\r')).toBe(answer('+CRSM: 106,130'));
    expect(
      quiet({ family, sim: 'absent', faults: [faults.cmeVerbosity({ level: 1 })] }).types(
        'AT+CRSM=176,12258\r',
      ),
    ).toBe('\r\n+CME ERROR: 10\r\n');
  });

  it('calls nobody, and is in no call', () => {
    const on = quiet({ family });

    // NO CARRIER comes when it has rung for a while: forms-spec.
    expect(on.types('ATD+491701234567;\r')).toBe(OK);
    expect(on.types('ATD0123\r')).toBe('\r\nNO CARRIER\r\n');
    expect(on.types('ATV0\rATD0123\r')).toBe('0\r3\r');
    expect(on.types('ATV1\rATH\rAT+CHUP\rAT+CLCC\r')).toBe(OK.repeat(4));
    expect(on.types('ATA\r')).toBe('\r\nNO CARRIER\r\n');
    expect(on.types('AT+CUSD=1\r')).toBe(OK);
    expect(on.types('AT+CUSD=1,"*100#",15\r')).toBe(`${OK}\r\n+CUSD: 4\r\n`);
    expect(on.types('AT+CUSD=1,"constructor",15\r')).toBe(`${OK}\r\n+CUSD: 4\r\n`);
  });

  it('locks its SIM with the PIN, and asks for it at the next start', () => {
    const on = quiet({ family, faults: [faults.cmeVerbosity({ level: 1 })] });

    expect(on.types('AT+CLCK="SC",2\r')).toBe(answer('+CLCK: 0'));
    expect(on.types('AT+CLCK="SC",1\r')).toBe('\r\n+CME ERROR: 3\r\n');
    expect(on.types('AT+CLCK="SC",1,"9999"\r')).toBe('\r\n+CME ERROR: 16\r\n');
    expect(on.types('AT+CLCK="PN",1,"1234"\r')).toBe('\r\n+CME ERROR: 3\r\n');
    expect(on.types('AT+CLCK="SC",1,"1234"\r')).toBe(OK);
    expect(on.types('AT+CPIN?\r')).toBe(answer('+CPIN: READY'));
    on.modem.restart();
    on.types('ATE0\r');
    expect(on.types('AT+CPIN?\r')).toBe(answer('+CPIN: SIM PIN'));
    on.types('AT+CPIN="1234"\r');
    expect(on.types('AT+CLCK="SC",2\r')).toBe(answer('+CLCK: 1'));
    expect(on.types('AT+CLCK="SC",0,"1234"\r')).toBe(OK);
    expect(on.types('AT+CLCK="SC",2\r')).toBe(answer('+CLCK: 0'));
  });

  it('wants the PUK behind three wrong PINs, wherever they were given', () => {
    const on = quiet({ family });
    for (const _ of [1, 2, 3]) on.types('AT+CLCK="SC",1,"9999"\r');

    expect(on.types('AT+CPIN?\r')).toBe(answer('+CPIN: SIM PUK'));
  });

  it('takes +++ and ESC in front of a command for nothing', () => {
    const on = quiet({ family });

    expect(on.types('+++')).toBe('');
    expect(on.types('\x1b\r')).toBe('');
    expect(on.types('AT\r')).toBe(OK);
  });
});

it('an A7600 tells the kind of its network, a SIM800 does not know the question', () => {
  const on = quiet({ family: 'a7600' });

  expect(on.types('AT+CNSMOD=1;+CNSMOD?\r')).toBe(answer('+CNSMOD: 1,8'));
  expect(quiet({ family: 'a7600', registration: 2 }).types('AT+CNSMOD?\r')).toBe(answer('+CNSMOD: 0,0'));
  expect(quiet().types('AT+CNSMOD?\r')).toBe(ERROR);
});
