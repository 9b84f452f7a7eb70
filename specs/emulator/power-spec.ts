import { faults } from '../../lib/emulator';
import { timer } from 'rxjs';
import { virtually } from '../modem/virtually';
import { conversation, desk, type Desk } from './desk';

const OK = '\r\nOK\r\n';
const BOOT = '\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n\r\nSMS Ready\r\n';

/** Types a line and writes down what is heard when, in virtual time. */
const heardAt = (on: Desk, line: string, times: readonly number[]): readonly string[] => {
  const heard: string[] = [];
  virtually(() => {
    heard.push(on.types(`${line}\r`));
    for (const time of times) timer(time).subscribe(() => heard.push(on.hears()));
  });
  return heard;
};

describe('a restart of the virtual modem', () => {
  it('says OK at once, and boots when its time has passed', () => {
    const on = desk({ faults: [faults.noEcho()], bootMs: 4_000 });

    expect(heardAt(on, 'AT+CFUN=1,1', [3_999, 4_000])).toEqual([OK, '', BOOT]);
  });

  it('says OK behind its boot URCs where it is told to', () => {
    const on = desk({ faults: [faults.noEcho()], bootMs: 4_000, restartOk: 'after' });

    expect(heardAt(on, 'AT+CFUN=1,1', [3_999, 4_000])).toEqual(['', '', `${BOOT}${OK}`]);
  });

  it('never says OK where it is told so, and no boot URCs', () => {
    const on = desk({ faults: [faults.noEcho()], restartOk: 'never', bootUrcs: false });

    expect(on.types('AT+CFUN=1,1\r')).toBe('');
    expect(on.types('AT\r')).toBe(OK);
  });

  it('hears nothing meanwhile', () => {
    const on = desk({ bootMs: 4_000 });
    virtually(() => {
      on.modem.restart();

      expect(on.types('AT\r')).toBe('');
      timer(5_000).subscribe(() => {
        on.hears();

        expect(on.types('AT\r')).toBe(`AT\r${OK}`);
      });
    });
  });

  it('begins anew where it is restarted meanwhile, and stays off where it is switched off', () => {
    const on = desk({ bootMs: 4_000 });
    virtually(() => {
      on.modem.restart();
      timer(3_000).subscribe(() => on.modem.restart());
      timer(6_000).subscribe(() => expect(on.hears()).toBe(''));
      timer(7_500).subscribe(() => expect(on.hears()).toContain('RDY'));
    });
  });

  it('takes the levels of its family, and restarts from full functionality only', () => {
    const sim800 = desk({ faults: [faults.noEcho()] });
    const a7600 = desk({ family: 'a7600', faults: [faults.noEcho()] });

    expect(sim800.types('AT+CFUN=6\r')).toBe('\r\nERROR\r\n');
    expect(sim800.types('AT+CFUN=4,1\r')).toBe('\r\nERROR\r\n');
    expect(a7600.types('AT+CFUN=7\r')).toBe(OK);
    expect(a7600.types('AT+CFUN=6\r')).toMatch(/^\r\nOK\r\n\r\n\*ATREADY: 1\r\n/);
  });
});

describe('the virtual modem', () => {
  it.each(['sim800', 'a7600'] as const)('of family %s keeps the clock that was set', (family) => {
    const said = conversation(
      desk({ family, faults: [faults.cmeVerbosity({ level: 0 })] }),
      'AT+CCLK="24/05/17,09:30:00+08"',
      'AT+CCLK?',
      'AT+CCLK="noon"',
    );

    expect(said).toBe(`${OK}\r\n+CCLK: "24/05/17,09:30:00+08"\r\n${OK}\r\nERROR\r\n`);
  });

  it('tells nothing of a SIM that is not there, nor its IMSI before the PIN', () => {
    expect(
      conversation(
        desk({ sim: 'absent', faults: [faults.cmeVerbosity({ level: 1 })] }),
        'AT+CIMI',
        'AT+CCID',
      ),
    ).toBe('\r\n+CME ERROR: 10\r\n\r\n+CME ERROR: 10\r\n');
    expect(
      conversation(
        desk({ sim: 'SIM PIN', faults: [faults.cmeVerbosity({ level: 1 })] }),
        'AT+CIMI',
        'AT+CCID',
      ),
    ).toBe(`\r\n+CME ERROR: 11\r\n\r\n89860112851012345678\r\n${OK}`);
  });
});
