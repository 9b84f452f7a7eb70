import { TestScheduler } from 'rxjs/testing';
import type { FamilyName } from '../../lib/emulator';
import { desk, type DeskOptions } from './desk';

// The clock of the emulator, against the bytes of the manuals (SIM800 AT manual V1.09 pages 101, 152–154; A76XX pages 78, 102–105, 312–314).

const NOW = '2026-05-17T09:30:00+02:00';

/** What a modem says to some lines that are typed one after the other, as far as it comes by itself. */
const said = (options: DeskOptions, ...lines: readonly string[]): readonly string[] =>
  new TestScheduler(() => undefined).run(({ flush }) => {
    const on = desk({ networkTime: NOW, ntp: { 'a.b': NOW, 'silent.b': '' }, ...options });
    on.types('ATE0+CMEE=0\r');
    return lines.flatMap((line) => {
      const at = on.types(`${line}\r`);
      flush();
      return (at + on.hears()).split(/[\r\n]+/).filter((heard) => heard !== '');
    });
  });

describe('the clock of the emulator', () => {
  it('of a SIM800 takes and tells the time after AT&W and a restart', () => {
    expect(said({}, 'AT+CLTS=1;&W', 'AT+CFUN=1,1', 'AT+CCLK?')).toEqual([
      ...['OK', 'OK', 'RDY', '+CFUN: 1', '+CPIN: READY', 'Call Ready', 'SMS Ready'],
      ...['*PSUTTZ: 2026,5,17,7,30,0,"+08",0', 'DST: 0'],
      ...['+CCLK: "26/05/17,09:30:00+08"', 'OK'],
    ]);
  });

  it('of an A7600 takes the time after AT+CTZU=1 and tells it after AT+CTZR=1, when it registers', () => {
    expect(said({ family: 'a7600' }, 'AT+CTZU=1', 'AT+CRESET', 'AT+CCLK?').slice(-2)).toEqual([
      '+CCLK: "26/05/17,09:30:00+08"',
      'OK',
    ]);
  });

  it.each([
    ['sim800', ['AT+SAPBR=1,1', 'AT+CNTPCID=1'], 'a.b', '+CNTP: 1'],
    ['sim800', ['AT+SAPBR=1,1'], 'x.b', '+CNTP: 62'],
    ['sim800', ['AT+SAPBR=1,1'], 'silent.b', '+CNTP: 65'],
    ['sim800', [], 'a.b', '+CNTP: 61'],
    ['a7600', [], 'a.b', '+CNTP: 0'],
    ['a7600', [], 'x.b', '+CNTP: 1'],
    ['a7600', [], 'silent.b', '+CNTP: 6'],
  ] satisfies readonly (readonly [FamilyName, readonly string[], string, string])[])(
    'of a %s after %j and a question to %s ends with %s',
    (family, before, host, result) => {
      const heard = said({ family }, ...before, `AT+CNTP="${host}",8`, 'AT+CNTP?', 'AT+CNTP');

      expect(heard.slice(-5)).toEqual([...['OK', `+CNTP: "${host}",8`, 'OK'], ...['OK', result]]);
    },
  );

  it('runs from the moment that it was set', () => {
    const heard = new TestScheduler(() => undefined).run(({ flush }) => {
      const on = desk({ clock: NOW, ntp: { 'silent.b': '' }, family: 'a7600' });
      on.types('ATE0+CNTP="silent.b"\r');
      on.types('AT+CNTP\r');
      flush();
      on.hears();
      return on.types('AT+CCLK?\r');
    });

    expect(heard).toContain('+CCLK: "26/05/17,09:31:00+08"');
  });
});
