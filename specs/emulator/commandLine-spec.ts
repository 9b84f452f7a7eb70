import { faults } from '../../lib/emulator';
import { desk } from './desk';

describe('the virtual modem’s command line', () => {
  it('frames answer and result code in CR LF, behind the echo that ends in CR', () => {
    // Observed byte-exact: AT+SAPBR=2,1\r\r\n+SAPBR: 1,1,"10.242.37.232"\r\n\r\nOK\r\n
    const { types } = desk({ bearerOpen: true });
    expect(types('AT+SAPBR=2,1\r')).toBe('AT+SAPBR=2,1\r\r\n+SAPBR: 1,1,"10.89.193.1"\r\n\r\nOK\r\n');
  });

  it('says nothing but the result code with echo off', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('AT\r')).toBe('\r\nOK\r\n');
  });

  it('echoes ATE0 itself, and nothing after it', () => {
    const { types } = desk();
    expect(types('ATE0\r')).toBe('ATE0\r\r\nOK\r\n');
    expect(types('AT\r')).toBe('\r\nOK\r\n');
    expect(types('ATE1\r')).toBe('\r\nOK\r\n');
    expect(types('AT\r')).toBe('AT\r\r\nOK\r\n');
  });

  it.each([
    ['CR', 'AT\rAT\r', 'AT\r\r\nOK\r\nAT\r\r\nOK\r\n'],
    ['CR LF', 'AT\r\nAT\r\n', 'AT\r\r\nOK\r\nAT\r\r\nOK\r\n'],
    ['LF', 'AT\nAT\n', 'AT\r\nOK\r\nAT\r\nOK\r\n'],
  ])('takes %s as the end of a line and echoes no LF', (_, typed, said) => {
    expect(desk().types(typed)).toBe(said);
  });

  it('takes lower and mixed case', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('at+csq\r')).toBe('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect(types('aT+cReG?\r')).toBe('\r\n+CREG: 0,1\r\n\r\nOK\r\n');
  });

  it('hears a line that comes byte by byte as one that comes whole', () => {
    const { types } = desk();
    const said = [...'AT+CSQ\r'].map((character) => types(character)).join('');
    expect(said).toBe('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it('gives one result code for a chain of commands', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('AT+CREG?;+CSQ\r')).toBe('\r\n+CREG: 0,1\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect(types('ATE0Q0V1S0=1S3=13X4;+IFC=0,0;&W\r')).toBe('\r\nOK\r\n');
  });

  it('runs none of a chain behind the first that fails', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('AT+CMEE=2;+NOSUCH;+CMEE=1\r')).toBe('\r\nERROR\r\n');
    expect(types('AT+CMEE?\r')).toBe('\r\n+CMEE: 2\r\n\r\nOK\r\n');
  });

  it('keeps a semicolon in quotes in its argument', () => {
    const { types, modem } = desk({ faults: [faults.noEcho()] });
    types('AT+HTTPINIT\r');
    expect(types('AT+HTTPPARA="URL","http://a.b/;c"\r')).toBe('\r\nOK\r\n');
    expect(modem.state.modem.http?.parameters.get('URL')).toBe('http://a.b/;c');
  });

  it('repeats the last line on A/ with no CR', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    types('AT+CSQ\r');
    expect(types('A/')).toBe('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it('ignores a line with no AT in it, and junk before one', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('hello\r')).toBe('');
    expect(types('\r\n\r\n')).toBe('');
    expect(types('\u0000\u00ffIIAT\r')).toBe('\r\nOK\r\n');
  });

  it('takes a character back on backspace', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('AT+CSX\bQ\r')).toBe('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it.each([
    ['sim800', 556],
    ['a7600', 3_071],
  ] as const)('refuses a line of %s with more than %d characters behind AT', (family, most) => {
    const { types } = desk({ family, faults: [faults.noEcho()] });
    types('AT+CMEE=0\r');
    const line = (length: number) => {
      const [odd, chars] = length % 2 === 1 ? ['EV1', length - 3] : ['', length];
      return `AT${'E0'.repeat(chars / 2)}${odd}\r`;
    };
    expect(types(line(most))).toBe('\r\nOK\r\n');
    expect(types(line(most + 1))).toBe('\r\nERROR\r\n');
  });

  it('says numbers after ATV0 and words after ATV1', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('ATV0\r')).toBe('0\r');
    expect(types('AT+CSQ\r')).toBe('+CSQ: 20,0\r\n0\r');
    expect(types('AT+NOSUCH\r')).toBe('4\r');
    expect(types('ATV1\r')).toBe('\r\nOK\r\n');
  });

  it('says no result codes after ATQ1, but answers', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('ATQ1\r')).toBe('');
    expect(types('AT+CSQ\r')).toBe('\r\n+CSQ: 20,0\r\n');
    expect(types('ATQ0\r')).toBe('\r\nOK\r\n');
  });

  it('tells a refusal as AT+CMEE wishes, and an unknown command always plainly', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    const refusals = [0, 1, 2].map((mode) => {
      types(`AT+CMEE=${mode}\r`);
      return [types('AT+SAPBR=0,1\r'), types('AT+NOSUCH\r')];
    });
    expect(refusals).toEqual([
      ['\r\nERROR\r\n', '\r\nERROR\r\n'],
      ['\r\n+CME ERROR: 3\r\n', '\r\nERROR\r\n'],
      ['\r\n+CME ERROR: operation not allowed\r\n', '\r\nERROR\r\n'],
    ]);
  });

  it.each([
    ['sim800', '\r\n+CMEE: 0\r\n\r\nOK\r\n'],
    ['a7600', '\r\n+CMEE: 2\r\n\r\nOK\r\n'],
  ] as const)('starts %s with its own error reports', (family, said) => {
    expect(desk({ family, faults: [faults.noEcho()] }).types('AT+CMEE?\r')).toBe(said);
  });

  it('turns echo and words back on after ATZ and AT&F', () => {
    const { types } = desk();
    types('ATE0V0\r');
    expect(types('ATZ\r')).toBe('\r\nOK\r\n');
    expect(types('ATE0\r')).toBe('ATE0\r\r\nOK\r\n');
    types('AT&F\r');
    expect(types('AT\r')).toBe('AT\r\r\nOK\r\n');
  });

  it('reads S registers with three digits, and lets S3 and S4 alone', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('ATS3?\r')).toBe('\r\n013\r\n\r\nOK\r\n');
    expect(types('ATS4?\r')).toBe('\r\n010\r\n\r\nOK\r\n');
    expect(types('ATS3=10\r')).toBe('\r\nERROR\r\n');
  });

  it('answers test commands of names that it knows', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('AT+HTTPINIT=?\r')).toBe('\r\nOK\r\n');
    expect(types('AT+HTTPACTION=?\r')).toBe('\r\n+HTTPACTION: (0-2)\r\n\r\nOK\r\n');
    expect(types('AT+NOSUCH=?\r')).toBe('\r\nERROR\r\n');
  });

  it('keeps what is typed while a command runs and runs it afterwards', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    types('AT+HTTPINIT\r');
    const said = types('AT+HTTPDATA=5,1000\rhelloAT+CSQ\rAT\r');
    expect(said).toBe('\r\nDOWNLOAD\r\n\r\nOK\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\nOK\r\n');
  });

  it('tells each command line as it was received', () => {
    const { types, modem } = desk();
    const lines: string[] = [];
    modem.heard.subscribe((line) => lines.push(line));
    types('at+csq\rjunk\rAT\r\n');
    expect(lines).toEqual(['at+csq', 'AT']);
  });
});
